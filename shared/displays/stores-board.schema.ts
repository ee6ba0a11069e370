import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

/** What is wrong in a store just now. */
export const StoreSituation = Type.Object({
  storeId: Type.String(),
  name: Type.String(),
  off: Type.Integer({ description: 'Things on sale that cannot be had: 86 by hand or by itself' }),
  runningOut: Type.Integer({ description: 'Stocked items that are likely to run out within twelve hours' }),
  low: Type.Integer(),
  late: Type.Integer({ description: 'Deliveries that are late, or are going to be' }),
  waiting: Type.Integer({ description: 'Order lines that wait' }),
  overdue: Type.Integer({ description: 'Of those, the ones that wait longer than was promised' }),
});
export type StoreSituation = Static<typeof StoreSituation>;

/** Goods that one store has more of than it holds, and another is about to run out of. */
export const TransferIdea = Type.Object({
  itemId: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  fromStoreId: Type.String(),
  toStoreId: Type.String(),
  quantity: Type.Number(),
  runsOutAt: Instant,
});
export type TransferIdea = Static<typeof TransferIdea>;

/** Stores, the worst first, and what they could do for each other, the most urgent first. */
export const StoresBoard = Type.Object({
  stores: Type.Array(StoreSituation),
  transfers: Type.Array(TransferIdea),
});
export type StoresBoard = Static<typeof StoresBoard>;
