import type { Queryable } from '../platform/database.ts';
import { listIncoming, listLateness } from './delivery-settlement.store.ts';
import { LatenessRecord } from './lateness.ts';

/** Goods on their way to a store, and when they may be there. */
export interface Expected {
  deliveryId: string;
  supplier: string;
  quantity: number;
  /** Said to come later than at first. */
  late: boolean;
  expectedAt: Date;
  /** What was said at first. */
  firstExpectedAt: Date;
  /** Equally likely instants of arrival in ms, by what is known of the supplier's lateness; the first first. */
  instants: number[];
}

const EQUALLY_LIKELY = 20;

/** How late suppliers are: of each the lateness of its next delivery in ms, as equally likely values. */
export async function readLateness(
  db: Queryable,
  storeId: string,
  now: Date,
): Promise<(supplier: string) => number[]> {
  const record = new LatenessRecord(await listLateness(db, storeId, now));
  return (supplier) => record.spreadOf(supplier, -Infinity, undefined, EQUALLY_LIKELY);
}

/** What is on its way of each of these items, by the date that is said. */
export async function listExpected(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<Map<string, Expected[]>> {
  const incoming = await listIncoming(db, storeId, itemIds);
  if (incoming.length === 0) return new Map();
  const record = new LatenessRecord(await listLateness(db, storeId, now));
  const expected = new Map<string, Expected[]>();
  for (const one of incoming) {
    const { deliveryId, itemId, supplier, outstanding, expectedAt, firstExpectedAt } = one;
    const { weekday, reason } = one;
    const elapsed = now.getTime() - expectedAt.getTime();
    const lateness = record.spreadOf(supplier, elapsed, weekday, EQUALLY_LIKELY);
    const instants = lateness.map((ms) => Math.max(now.getTime(), expectedAt.getTime() + ms));
    const each = {
      deliveryId,
      supplier,
      quantity: outstanding / 1000,
      expectedAt,
      firstExpectedAt,
      instants,
    };
    expected.set(itemId, [...(expected.get(itemId) ?? []), { ...each, late: reason !== null }]);
  }
  return expected;
}
