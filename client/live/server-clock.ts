/** A moment at which both clocks were read: the server's, and this machine's monotonic one. */
export interface ClockReading {
  serverMs: number;
  localMs: number;
  /** How fast the server's time runs against real time. */
  rate: number;
}

/** The server's time as far as this screen can tell; the screen's own date is never trusted. */
export function serverTime({ serverMs, localMs, rate }: ClockReading, nowMs: number): number {
  return serverMs + (nowMs - localMs) * rate;
}
