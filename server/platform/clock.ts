/** The server's idea of time, as an argument. `rate` is how fast it runs against real time: 1, except in the demo. */
export interface Clock {
  now(): Date;
  readonly rate: number;
}

export const systemClock: Clock = { now: () => new Date(), rate: 1 };
