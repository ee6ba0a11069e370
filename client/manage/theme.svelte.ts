import { recall, remember } from '../ui/memory.ts';

const CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof CHOICES)[number];

const KEY = 'manage.theme';

/** Light or dark, as chosen on this computer; as the system has it until somebody chooses. */
class Theme {
  #choice = $state<ThemeChoice>(CHOICES.find((choice) => choice === recall(KEY)) ?? 'system');

  get choice(): ThemeChoice {
    return this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    this.apply();
    remember(KEY, choice);
  }

  apply(): void {
    const root = document.documentElement;
    if (this.#choice === 'system') delete root.dataset.theme;
    else root.dataset.theme = this.#choice;
  }
}

export const theme = new Theme();
