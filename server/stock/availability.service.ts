import type { AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { endOfBusinessDay } from '../platform/business-day.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { inStoreTransaction, type LockedStore } from '../platform/store-transaction.ts';
import { foresee, settle } from '../settlement/settle.ts';
import {
  endExpiredMarks,
  endMark,
  insertMark,
  listStoresWithExpiredMarks,
  type NewMark,
} from './availability.store.ts';
import type { Reporter } from './movements.service.ts';
import { getStock } from './stock.service.ts';

/**
 * What a person says about an item: 86, a limit, or back. It replaces what was said before. Said to be back although its
 * stock or a component says otherwise, an item is available all the same, until the next count or receipt settles it.
 * @throws AppError `invalid` for a limit without a number or an end in the past; `not-found`
 */
export async function setAvailability(
  ctx: Context,
  storeId: string,
  itemId: string,
  input: AvailabilityInput,
  { by, idempotencyKey }: Reporter,
): Promise<StockState> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, idempotencyKey, { itemId, input }, now, async () => {
      const mark = { ...markFrom(input, store, now), itemId, by };
      const before = await getStock(trx, storeId, itemId);
      const after = await replaceMark(trx, store, mark, now);
      const entity = { id: itemId, name: after.sku };
      const states = { before: before.availability, after: after.availability };
      await recordAudit(trx, ctx, { storeId, action: 'availability.set', entity, ...states });
      return after;
    });
  });
}

async function replaceMark(
  trx: Transaction,
  store: LockedStore,
  mark: NewMark,
  now: Date,
): Promise<StockState> {
  const { itemId, state } = mark;
  await endMark(trx, store.id, itemId, state === 'available' ? 'undone' : 'replaced', now);
  const isNeeded = state !== 'available' || (await foresee(trx, store.id, itemId, now)).state !== 'available';
  if (isNeeded) await insertMark(trx, store.id, mark, now);
  await settle(trx, store, [itemId], now);
  return getStock(trx, store.id, itemId);
}

/** @throws AppError `invalid` for a limit without a number or an end in the past */
export function markFrom(
  { state, remaining, reason, until }: AvailabilityInput,
  store: LockedStore,
  now: Date,
): Omit<NewMark, 'itemId' | 'by'> {
  if (state === 'limited' && remaining === undefined)
    throw invalid([{ pointer: '/remaining', detail: 'is missing; say how many are left' }]);
  if (state !== 'limited' && remaining !== undefined)
    throw invalid([{ pointer: '/remaining', detail: `goes only with the state limited, not ${state}` }]);
  if (state === 'available' && until !== undefined)
    throw invalid([{ pointer: '/until', detail: 'an available item needs no end; leave it out' }]);
  return { state, remaining: remaining ?? null, reason: reason || null, ...endOf(until, store, now) };
}

function endOf(
  until: AvailabilityInput['until'],
  store: LockedStore,
  now: Date,
): Pick<NewMark, 'untilKind' | 'untilAt'> {
  if (until === undefined) return { untilKind: null, untilAt: null };
  if (until === 'restock') return { untilKind: 'restock', untilAt: null };
  if (until === 'end-of-day') return { untilKind: 'end-of-day', untilAt: endOfBusinessDay(now, store) };
  const untilAt = new Date(until);
  if (untilAt <= now) throw invalid([{ pointer: '/until', detail: `${until} is past; give a time to come` }]);
  return { untilKind: 'instant', untilAt };
}

/** Ends every mark whose time has come, store by store. Returns how many items are concerned. */
export async function expireAvailability(ctx: Context): Promise<number> {
  let expired = 0;
  for (const storeId of await listStoresWithExpiredMarks(ctx.db, ctx.clock.now())) {
    expired += await inStoreTransaction(ctx, storeId, async (trx, store) => {
      const itemIds = await endExpiredMarks(trx, storeId, ctx.clock.now());
      if (itemIds.length > 0) await settle(trx, store, itemIds, ctx.clock.now());
      return itemIds.length;
    });
  }
  return expired;
}
