import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { delayAfter, FORGET_AFTER_MS, type Guarded } from './lockout.ts';
import { countTry, deleteLockout, findLockedUntil, forgiveTry, setLockedUntil } from './lockouts.store.ts';

interface Guarding {
  db: Database;
  clock: Clock;
}

/**
 * Makes one try at a secret. It is counted before it is made, so that many tries at once are as few as one after the
 * other; a success is taken back.
 * @throws AppError `rate-limited`, saying how long to wait; `refusal` when `attempt` finds nothing
 */
export async function tryOnce<T>(
  ctx: Guarding,
  guards: readonly Guarded[],
  attempt: () => Promise<T | null>,
  refusal: AppError,
): Promise<T> {
  for (const guarded of guards) await countAsTry(ctx, guarded);
  const result = await attempt();
  if (result === null) throw refusal;
  for (const { subject, ownedByCaller } of guards) {
    if (ownedByCaller) await deleteLockout(ctx.db, subject);
    else await forgiveTry(ctx.db, subject, ctx.clock.now());
  }
  return result;
}

/** Counts one try, whatever comes of it. @throws AppError `rate-limited` when it is one too many */
export async function countAsTry({ db, clock }: Guarding, { subject, free }: Guarded): Promise<void> {
  const now = clock.now();
  const tries = await db.transaction().execute(async (trx) => {
    const count = await countTry(trx, subject, now, new Date(now.getTime() - FORGET_AFTER_MS));
    const delay = count === null ? 0 : delayAfter(count, free);
    if (delay > 0) await setLockedUntil(trx, subject, new Date(now.getTime() + delay));
    return count;
  });
  if (tries !== null) return;
  const until = (await findLockedUntil(db, subject)) ?? now;
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  throw new AppError(
    'rate-limited',
    `Too many wrong tries. Wait ${words(seconds)} and try again.`,
    undefined,
    seconds,
  );
}

function words(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
