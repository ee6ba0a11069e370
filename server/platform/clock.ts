/** The server's idea of time, as an argument. `rate` is how fast it runs against real time: 1, except in the demo. */
export interface Clock {
  now(): Date;
  readonly rate: number;
}

export const systemClock: Clock = { now: () => new Date(), rate: 1 };

/**
 * A span of real time on this clock, in ms: sessions, codes and tokens live as long for those who hold them where time runs
 * faster, as it does in the demo.
 */
export function stretched({ rate }: Clock, realMs: number): number {
  return realMs * Math.max(1, rate);
}
