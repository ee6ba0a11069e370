import type { ChangesEvent } from '../../shared/integrations/webhook-endpoint.schema.ts';
import type { Change } from '../../shared/live/change.ts';
import { findEndpointById, postEvent, type WebhookContext } from '../identity/webhooks.service.ts';
import { getEpoch, readChanges } from '../live/change-stream.store.ts';
import { MAX_TRIES, waitAfter } from '../notifications/back-off.ts';
import { stretched } from '../platform/clock.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import {
  advanceCursor,
  claimRuns,
  insertMissingCursors,
  postponeCursor,
  type ClaimedRun,
} from './webhook-cursors.store.ts';

/** Longer than a try may take, so that nobody sends what somebody else is sending. */
const CLAIM_MS = 40_000;
/** Changes in one batch. */
const LONGEST_RUN = 500;

/** Runs of changes that programs have not been told of, for this process alone. */
export async function claimChanges({ db, clock }: WebhookContext, limit: number): Promise<ClaimedRun[]> {
  const now = clock.now();
  await insertMissingCursors(db, now);
  const until = new Date(now.getTime() + stretched(clock, CLAIM_MS));
  return claimRuns(db, { now, until, limit, longest: LONGEST_RUN });
}

/**
 * Tells a program of one run, as a screen is told of a frame: in the order of the stream, at least once. Whatever it answers
 * but 2xx, the same run is tried again, later and later; nothing of the stream is left out.
 */
export async function tellChanges(ctx: WebhookContext, run: ClaimedRun, stopped: AbortSignal): Promise<void> {
  const endpoint = await findEndpointById(ctx.db, run.endpointId);
  if (!endpoint) return;
  const { event, isWhole } = await readEvent(ctx, run, endpoint.topics);
  // What was forgotten meanwhile must not look as if it had been told: the numbers of the next batch show that it is missing.
  if (!event) return advanceCursor(ctx.db, run, !isWhole, ctx.clock.now());
  const message = { id: idOf(run, event), body: JSON.stringify(event) };
  const outcome = await postEvent(ctx, endpoint, message, stopped);
  if (outcome.state === 'delivered') return advanceCursor(ctx.db, run, true, ctx.clock.now());
  const wait = waitAfter(Math.min(run.attempts + 1, MAX_TRIES - 1), Math.random()) ?? 0;
  const asked = outcome.state === 'retry' ? outcome.waitMs : 0;
  const dueAt = new Date(ctx.clock.now().getTime() + stretched(ctx.clock, Math.max(wait, asked)));
  await postponeCursor(ctx.db, run, dueAt);
}

/** The same on every try of the same run. */
function idOf({ endpointId, storeId, to }: ClaimedRun, { data }: ChangesEvent): string {
  return `${endpointId}_${storeId}_${data.from}-${to}`;
}

/** What a program hears of a run, null where it has nothing of its topics; and whether all of the run is still kept. */
function readEvent(
  { db }: WebhookContext,
  { storeId, told, seen, to }: ClaimedRun,
  topics: readonly string[],
): Promise<{ event: ChangesEvent | null; isWhole: boolean }> {
  return inStoreView(db, storeId, async (trx) => {
    const { complete: isWhole, changes: all } = await readChanges(trx, storeId, seen + 1, to);
    const changes = all.filter(({ type }) => topics.includes(type));
    const last = changes.at(-1);
    if (!last) return { event: null, isWhole };
    const from = isWhole ? told + 1 : firstOf(all);
    const data = { storeId, epoch: await getEpoch(trx), from, to, changes };
    return { event: { type: 'changes', timestamp: last.at, data }, isWhole };
  });
}

function firstOf(changes: readonly Change[]): number {
  return Math.min(...changes.map(({ seq }) => seq));
}
