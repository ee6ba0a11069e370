import { createSubscriber } from 'svelte/reactivity';

/** This machine's time in ms. */
export function clockNow(): number {
  return Date.now();
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
