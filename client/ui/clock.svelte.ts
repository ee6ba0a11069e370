import { createSubscriber } from 'svelte/reactivity';

/** Less than this is the way the answer took. */
const TOLERANCE_MS = 2_000;

let offsetMs = 0;

/** Sets this page's clock by what the server says: a laptop may be hours off, and a demo has a time of its own. */
export function setClock(serverTime: string | null): void {
  const serverMs = Date.parse(serverTime ?? '');
  if (Number.isNaN(serverMs)) return;
  const difference = serverMs - Date.now();
  if (Math.abs(difference - offsetMs) > TOLERANCE_MS)
    offsetMs = Math.abs(difference) > TOLERANCE_MS ? difference : 0;
}

/** The time in ms, by the server's clock once it was heard of. */
export function clockNow(): number {
  return Date.now() + offsetMs;
}

/** A time that moves on by itself, for as long as something on the page shows it. */
class Ticking {
  readonly #subscribe: () => void;

  constructor(everyMs: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, everyMs);
      return () => clearInterval(timer);
    });
  }

  get now(): number {
    this.#subscribe();
    return clockNow();
  }
}

/** For countdowns. */
export const secondHand = new Ticking(1_000);
/** For ages: "12 min ago". */
export const minuteHand = new Ticking(15_000);
