const SHOWN_MS = 6_000;
const UNDOABLE_MS = 10_000;

/** One short message at a time about what was just done. */
class Toast {
  #text = $state('');
  #undo = $state.raw<(() => void) | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get text(): string {
    return this.#text;
  }

  /** What takes it back; null where nothing does. */
  get undo(): (() => void) | null {
    return this.#undo;
  }

  say(text: string, undo: (() => void) | null = null): void {
    clearTimeout(this.#timer);
    this.#text = text;
    this.#undo = undo && (() => (this.hide(), undo()));
    this.#timer = setTimeout(() => this.hide(), undo ? UNDOABLE_MS : SHOWN_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#text = '';
    this.#undo = null;
  }
}

/** The page has one, like it has one address. */
export const toast = new Toast();
