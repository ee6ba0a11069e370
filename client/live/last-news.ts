import type { ClockMessage } from '../../shared/live/socket.ts';
import { serverTime, type ClockReading } from './server-clock.ts';

/** When the server was last heard, on its clock and on ours, and what time it is there. */
export class LastNews {
  #reading: ClockReading | null = null;
  #heardAt: Date | null = null;
  #heardLocalMs = performance.now();
  #heardWallMs = Date.now();

  get heardAt(): Date | null {
    return this.#heardAt;
  }

  get silentForMs(): number {
    return performance.now() - this.#heardLocalMs;
  }

  /** The same by the machine's date, which goes on while it sleeps. */
  get silentForWallMs(): number {
    return Date.now() - this.#heardWallMs;
  }

  serverNow(): number {
    return this.#reading ? serverTime(this.#reading, performance.now()) : Date.now();
  }

  readClock({ now, rate }: ClockMessage): void {
    this.#reading = { serverMs: Date.parse(now), localMs: performance.now(), rate };
  }

  /** Good enough until the first real reading. */
  readSentAt(sentAt: string): void {
    this.#reading ??= { serverMs: Date.parse(sentAt), localMs: performance.now(), rate: 1 };
  }

  hear(): void {
    this.#heardLocalMs = performance.now();
    this.#heardWallMs = Date.now();
    this.#heardAt = new Date(this.serverNow());
  }
}
