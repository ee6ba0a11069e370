/** Looks once a second; a look that comes much too late means the machine or the page was asleep. */
const LOOK_EVERY_MS = 1_000;
const ASLEEP_MS = 5_000;

export interface Heartbeat {
  stop: () => void;
}

/** The wall clock is asked because the monotonic one may stand still while a machine sleeps. */
export function startHeartbeat(look: () => void, woke: () => void): Heartbeat {
  let lookedAt = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - lookedAt > LOOK_EVERY_MS + ASLEEP_MS) woke();
    lookedAt = now;
    look();
  }, LOOK_EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
