/** What is done at once needs no telling. */
const QUIET_MS = 300;
const EVERY_MS = 100;
/** Where nobody watches, lines stay in a log. */
const EVERY_MS_IN_LOG = 2_000;

/** Tells on standard error how far a long work is, with the rate of the step it is at. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #step = '';
  #startedAt = 0;
  #shownAt = -Infinity;
  #open = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show(step: string, done?: number, of?: number): void {
    const now = performance.now();
    if (step !== this.#step) this.#startedAt = now;
    this.#step = step;
    const every = this.#stream.isTTY ? EVERY_MS : EVERY_MS_IN_LOG;
    if (now - this.#startedAt < QUIET_MS || (now - this.#shownAt < every && done !== of)) return;
    this.#shownAt = now;
    this.#write(line(step, { done, of, seconds: (now - this.#startedAt) / 1000 }));
  }

  /** Leaves the last line standing. */
  end(): void {
    if (this.#open) this.#stream.write('\n');
    this.#open = false;
  }

  #write(text: string): void {
    if (!this.#stream.isTTY) return void this.#stream.write(`${text}\n`);
    this.#stream.write(`\r\x1b[K${text}`);
    this.#open = true;
  }
}

interface Standing {
  done: number | undefined;
  of: number | undefined;
  seconds: number;
}

function line(step: string, { done, of, seconds }: Standing): string {
  if (done === undefined) return step;
  const total = of === undefined ? '' : ` of ${count(of)} (${Math.floor((100 * done) / Math.max(of, 1))} %)`;
  const rate = seconds > 0.5 ? `, ${count(Math.round(done / seconds))} a second` : '';
  return `${step}: ${count(done)}${total}${rate}`;
}

export function count(number: number): string {
  return number.toLocaleString('en-GB');
}
