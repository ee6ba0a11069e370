export interface DiaryEntry {
  at: Date;
  words: string;
}

const KEPT = 40;

/** What went on lately, for people who look on. */
export class Diary {
  #entries: DiaryEntry[] = [];

  add(at: Date, words: string): void {
    this.#entries = [{ at, words }, ...this.#entries].slice(0, KEPT);
  }

  /** Newest first. */
  latest(count: number): DiaryEntry[] {
    return this.#entries.slice(0, count);
  }
}
