import type { SearchAnswer } from '../../shared/displays/search.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { clockNow } from '../ui/clock.svelte.ts';
import { entryOf, placesCalled, type FinderEntry } from './finder-entries.ts';

/** So long nobody stops while typing a word. */
const PAUSE_MS = 120;

/** What is typed into the one box, and what it finds. What was found stays until more is known. */
export class Finder {
  readonly #session: Session;
  readonly remote: Remote<SearchAnswer & { asked: string }>;
  #typed = $state('');
  #active = $state(0);
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.remote = new Remote(async (signal) => {
      const asked = this.#typed.trim();
      const path = `/stores/${session.store?.id ?? ''}/search?q=${encodeURIComponent(asked)}`;
      return { asked, ...(await session.api.get<SearchAnswer>(path, signal)) };
    });
  }

  get typed(): string {
    return this.#typed;
  }

  set typed(text: string) {
    this.#typed = text;
    this.#active = 0;
    clearTimeout(this.#pause);
    this.remote.stop();
    if (text.trim() !== '') this.#pause = setTimeout(() => void this.remote.load(), PAUSE_MS);
  }

  readonly #places = $derived.by(() => placesCalled(this.#typed, this.#session));
  readonly #hits = $derived.by(() => {
    if (this.#typed.trim() === '') return [];
    return (this.remote.value?.items ?? []).map((hit) => entryOf(hit, this.#session.times, clockNow()));
  });

  /** Pages first: there are few of them, and they do not move while the rest is looked for. */
  get entries(): FinderEntry[] {
    return [...this.#places, ...this.#hits];
  }

  /** Whether what is shown is all there is to what was typed. */
  get settled(): boolean {
    const text = this.#typed.trim();
    return text === '' || this.remote.problem !== null || this.remote.value?.asked === text;
  }

  get active(): number {
    return Math.min(this.#active, this.entries.length - 1);
  }

  set active(index: number) {
    this.#active = Math.max(0, Math.min(index, this.entries.length - 1));
  }

  stop(): void {
    clearTimeout(this.#pause);
    this.remote.stop();
  }
}
