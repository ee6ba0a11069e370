import type { Queryable, Transaction } from '../platform/database.ts';
import type { Deed } from './purchase-orders.service.ts';
import { insertEvent } from './purchase-orders.store.ts';
import { getToTell, listStoresWithUntold, listUntold, markTold, type UntoldRow } from './telling.store.ts';

/** In the record, who tells suppliers. */
const TELLER = 'Larder';

/** Stores whose suppliers have something to hear yet. */
export function findStoresToTell(db: Queryable): Promise<string[]> {
  return listStoresWithUntold(db);
}

/** What suppliers of a store have to hear, oldest first. */
export function findUntold(db: Queryable, storeId: string, limit: number): Promise<UntoldRow[]> {
  return listUntold(db, storeId, limit);
}

/** What a supplier was to hear with one event. */
export function findToTell(db: Queryable, storeId: string, eventId: number): Promise<UntoldRow> {
  return getToTell(db, storeId, eventId);
}

/** These are on their way, or need none. */
export function noteTold(
  trx: Transaction,
  storeId: string,
  eventIds: readonly number[],
  now: Date,
): Promise<void> {
  return markTold(trx, storeId, eventIds, now);
}

/** What became of telling a supplier, and by which way. */
export interface Telling {
  kind: 'mailed' | 'mail-failed' | 'in-portal' | 'not-told';
  words: string;
  via: Deed['via'];
}

/** What became of telling the supplier, in the story of its order. */
export function noteTelling(
  trx: Transaction,
  storeId: string,
  poId: string,
  telling: Telling,
  now: Date,
): Promise<void> {
  return insertEvent(trx, storeId, poId, { ...telling, by: TELLER }, now);
}
