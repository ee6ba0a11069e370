/** Milliseconds on the machine's monotonic clock, which all its processes share: instants of two processes compare. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
