import type { Context } from '../platform/context.ts';
import { deleteAnswersBefore } from '../platform/idempotency.store.ts';
import { deleteChangesBefore } from './change-stream.store.ts';

const EVERY_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A screen that was away longer takes a snapshot instead of the changes. */
const KEEP_CHANGES_MS = 3 * DAY_MS;
/** A repetition that comes later than this is taken for a new request. */
const KEEP_ANSWERS_MS = 30 * DAY_MS;

/** Forgets changes and stored answers that nobody will ask for any more. */
export function startRetention(
  { db, clock }: Context,
  onError: (error: unknown) => void,
): { stop: () => void } {
  const forget = async (): Promise<void> => {
    const now = clock.now().getTime();
    await deleteChangesBefore(db, new Date(now - KEEP_CHANGES_MS));
    await deleteAnswersBefore(db, new Date(now - KEEP_ANSWERS_MS));
  };
  const timer = setInterval(() => void forget().catch(onError), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
