const SHOWN_MS = 6_000;

/** One short message at a time about what was just done. */
class Toast {
  #text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  get text(): string {
    return this.#text;
  }

  say(text: string): void {
    clearTimeout(this.#timer);
    this.#text = text;
    this.#timer = setTimeout(() => this.hide(), SHOWN_MS);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#text = '';
  }
}

/** The page has one, like it has one address. */
export const toast = new Toast();
