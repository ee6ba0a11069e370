import type { Transfer, TransferStore, TransferSummary } from '../../shared/purchasing/transfer.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { findStorePage, getStoreById } from '../identity/stores.service.ts';
import { appendChanges } from '../live/change-stream.store.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { unknownCursor } from '../platform/paging.ts';
import { inStoresTransaction, inStoreView, type LockedStore } from '../platform/store-transaction.ts';
import { isId } from '../platform/validation.ts';
import { settle } from '../settlement/settle.ts';
import { transferChange } from '../settlement/transfer-board.service.ts';
import type { Deed } from './purchase-orders.service.ts';
import { listTransferReceipts } from './transfer-deliveries.store.ts';
import { stateOfLines, transferProblem, type TransferMove } from './transfer-rules.ts';
import { toTransfer, toTransferSummary } from './transfer-view.ts';
import {
  getTransfer,
  insertTransferEvent,
  listTransferEvents,
  listTransferLines,
  listTransfers,
  updateTransfer,
  type Ends,
  type TransferFilter,
  type TransferLineRow,
  type TransferRow,
} from './transfers.store.ts';

/** More stores than this are no list to choose from. */
const MAX_STORES = 1000;

/** Two stores whose rows are held: the one that acts, and the other one. */
export interface TransferScene {
  ctx: Context;
  trx: Transaction;
  own: LockedStore;
  other: LockedStore;
  ends: Ends;
  deed: Deed;
  now: Date;
}

/** What one change of a transfer works on. */
export interface TransferWork extends TransferScene {
  transfer: TransferRow;
  lines: TransferLineRow[];
}

/** What was done to a transfer, in words. */
export interface TransferHappened {
  kind: string;
  words: string;
}

export async function getTransferWhole(
  db: Queryable,
  storeId: string,
  transferId: string,
  now: Date,
): Promise<Transfer> {
  const row = await getTransfer(db, storeId, transferId);
  const lines = await listTransferLines(db, storeId, [transferId]);
  const events = await listTransferEvents(db, storeId, transferId);
  const receipts = await listTransferReceipts(db, storeId, transferId);
  return toTransfer(row, lines, { events, receipts }, now);
}

export function findTransfer(ctx: Context, storeId: string, transferId: string): Promise<Transfer> {
  return inStoreView(ctx.db, storeId, (trx) => getTransferWhole(trx, storeId, transferId, ctx.clock.now()));
}

/** Transfers of a store to and from others, newest first; `before` is the id that the page before ended with. */
export function findTransferPage(
  ctx: Context,
  storeId: string,
  filter: TransferFilter,
): Promise<TransferSummary[]> {
  if (filter.before !== undefined && !isId(filter.before)) throw unknownCursor();
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const rows = await listTransfers(trx, storeId, filter);
    const ids = rows.map(({ transferId }) => transferId);
    const lines = Map.groupBy(await listTransferLines(trx, storeId, ids), ({ transferId }) => transferId);
    return rows.map((row) => toTransferSummary(row, lines.get(row.transferId) ?? [], ctx.clock.now()));
  });
}

/** The stores that goods can be asked of, or sent to: all but this one, by their names alone. */
export async function findTransferStores(ctx: Context, storeId: string): Promise<TransferStore[]> {
  await getStoreById(ctx.db, storeId);
  return (await findStorePage(ctx.db, { limit: MAX_STORES }))
    .filter(({ id }) => id !== storeId)
    .map(({ id, name }) => ({ storeId: id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * One of its two stores does something to a transfer: once per key, all of it or nothing, settled and remembered in both.
 * @throws AppError `not-found`; `conflict` where this store may not, or not any more; whatever `work` refuses
 */
export async function changeTransfer(
  ctx: Context,
  storeId: string,
  transferId: string,
  { move, input, deed }: { move: TransferMove; input: object; deed: Deed },
  work: (work: TransferWork) => Promise<TransferHappened>,
): Promise<Transfer> {
  const { otherStoreId } = await inStoreView(ctx.db, storeId, (trx) => getTransfer(trx, storeId, transferId));
  return inTransferScene(ctx, storeId, otherStoreId, deed, ({ trx, now, ...rest }, endsFrom) =>
    answerOnce(trx, storeId, deed.idempotencyKey, { transferId, move, input }, now, async () => {
      const transfer = await getTransfer(trx, storeId, transferId);
      const scene = { ...rest, trx, now, ends: endsFrom(transfer.side) };
      const problem = transferProblem(move, transfer);
      if (problem) throw new AppError('conflict', problem);
      const lines = await listTransferLines(trx, storeId, [transferId]);
      await finishTransfer(scene, transferId, move, await work({ ...scene, transfer, lines }));
      return getTransferWhole(trx, storeId, transferId, now);
    }),
  );
}

/** Holds the two stores, in one order whoever acts, so that nobody waits for each other. */
export function inTransferScene<T>(
  ctx: Context,
  storeId: string,
  otherStoreId: string,
  deed: Deed,
  work: (scene: Omit<TransferScene, 'ends'>, endsFrom: (side: TransferRow['side']) => Ends) => Promise<T>,
): Promise<T> {
  return inStoresTransaction(ctx, [storeId, otherStoreId], async (trx, stores) => {
    const [own, other] = stores as [LockedStore, LockedStore];
    const ours = await getStoreById(trx, own.id);
    const theirs = await getStoreById(trx, other.id);
    const endsFrom = (side: TransferRow['side']): Ends =>
      side === 'sender' ? { sender: ours, receiver: theirs } : { sender: theirs, receiver: ours };
    return work({ ctx, trx, own, other, deed, now: ctx.clock.now() }, endsFrom);
  });
}

/** Settles both stores after something happened to a transfer, tells their screens, and remembers it. */
export async function finishTransfer(
  { ctx, trx, own, other, ends, deed, now }: TransferScene,
  transferId: string,
  move: string,
  { kind, words }: TransferHappened,
): Promise<void> {
  const actor = own.id === ends.sender.id ? ends.sender : ends.receiver;
  await insertTransferEvent(trx, ends, transferId, { kind, by: deed.by, store: actor.name, words }, now);
  const lines = await listTransferLines(trx, own.id, [transferId]);
  const { number } = await getTransfer(trx, own.id, transferId);
  for (const store of [own, other]) {
    const awaited = store.id === ends.receiver.id ? lines.map(({ itemId }) => itemId) : [];
    await settle(trx, store, awaited, now);
    await appendChanges(trx, store.id, [await transferChange(trx, store.id, transferId)], now);
  }
  const entity = { id: transferId, name: `#${number}` };
  const after = { from: ends.sender.name, to: ends.receiver.name, what: words };
  const facts = [own, other].map(({ id }) => ({ storeId: id, action: `transfer.${move}`, entity, after }));
  await recordAudit(trx, ctx, ...facts);
}

/** Writes how a transfer that was sent stands now, from its lines. */
export async function resetTransferState({ trx, own, ends, transfer, now }: TransferWork): Promise<void> {
  const state = stateOfLines(await listTransferLines(trx, own.id, [transfer.transferId]));
  const isOpen = state === 'sent' || state === 'partially-received';
  await updateTransfer(trx, ends, transfer.transferId, {
    state,
    closed_at: isOpen ? null : (transfer.closedAt ?? now),
  });
}
