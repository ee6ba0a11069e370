import type { TabletAction } from './action.ts';

export interface Snack {
  text: string;
  /** What "Undo" takes back; without it there is only the text. */
  action?: TabletAction;
  /** The same for what is not an action. */
  undo?: () => void;
  /** It is not to be seen any more, for whatever reason. */
  gone?: () => void;
}

export const UNDO_MS = 10_000;
const TEXT_MS = 5_000;

/** One short message at a time, with undo where there is something to take back. The log keeps undo for later. */
export class Snackbar {
  #snack = $state.raw<Snack | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get snack(): Snack | null {
    return this.#snack;
  }

  show(snack: Snack): void {
    this.hide();
    this.#snack = snack;
    this.#timer = setTimeout(() => this.hide(), snack.action || snack.undo ? UNDO_MS : TEXT_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    const snack = this.#snack;
    this.#snack = null;
    snack?.gone?.();
  }
}
