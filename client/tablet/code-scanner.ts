/** A scanner types faster than any finger, and ends with Enter. */
const FASTEST_FINGER_MS = 50;
const SHORTEST_CODE = 3;

/** Tells what a barcode scanner typed from what people do with keys. Not for where people type into fields. */
export class CodeScanner {
  readonly #found: (code: string) => void;
  #typed = '';
  #lastMs = -Infinity;

  constructor(found: (code: string) => void) {
    this.#found = found;
  }

  /** Takes a key; the Enter that ends a code presses nothing. */
  press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isFast = event.timeStamp - this.#lastMs <= FASTEST_FINGER_MS;
    if (event.key === 'Enter') {
      const code = isFast ? this.#typed : '';
      this.#typed = '';
      if (code.length < SHORTEST_CODE) return;
      event.preventDefault();
      event.stopPropagation();
      this.#found(code);
    } else if (event.key.length === 1) {
      this.#typed = (isFast ? this.#typed : '') + event.key;
      this.#lastMs = event.timeStamp;
    }
  }
}
