import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type { Transfer, TransferInput, TransferSendInput } from '../../shared/purchasing/transfer.schema.ts';
import { listStoreIdsAmong } from '../identity/stores.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import { toStockUnit } from '../items/units.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { bookTransferred } from '../stock/goods-between.service.ts';
import type { Deed } from './purchase-orders.service.ts';
import { insertTransferDeliveries } from './transfer-deliveries.store.ts';
import { comingProblem, resolveGoods } from './transfer-rules.ts';
import { askedWords, sentWords } from './transfer-words.ts';
import {
  changeTransfer,
  finishTransfer,
  getTransferWhole,
  inTransferScene,
  type TransferHappened,
  type TransferScene,
  type TransferWork,
} from './transfers.service.ts';
import {
  getTransfer,
  insertTransfer,
  listTransferLines,
  saveTransferLines,
  updateTransfer,
} from './transfers.store.ts';

interface Goods {
  itemId: string;
  quantity: number;
}

/**
 * Asks another store for goods, or sends it some that it did not ask for. What is sent leaves this store's stock at once,
 * below zero too: it really went.
 * @throws AppError `invalid` for a store that is none or this one, and for each line that is wrong
 */
export async function startTransfer(
  ctx: Context,
  storeId: string,
  input: TransferInput,
  deed: Deed,
): Promise<Transfer> {
  const { isAsked, otherStoreId } = await directionOf(ctx.db, storeId, input);
  return inTransferScene(ctx, storeId, otherStoreId, deed, ({ trx, now, ...rest }, endsFrom) =>
    answerOnce(trx, storeId, deed.idempotencyKey, { transfer: input }, now, async () => {
      const scene = { ...rest, trx, now, ends: endsFrom(isAsked ? 'receiver' : 'sender') };
      checkTimes(input, now);
      const goods = await goodsOf(trx, input.lines);
      const id = uuidv7();
      await insertTransfer(
        trx,
        scene.ends,
        {
          ...{ id, note: input.note?.trim() || null, askedBy: isAsked ? deed.by : null },
          wantedBy: input.wantedBy === undefined ? null : new Date(input.wantedBy),
        },
        now,
      );
      const happened = isAsked
        ? await ask(scene, id, goods, input)
        : await sendUnasked(scene, id, goods, input);
      await finishTransfer(scene, id, isAsked ? 'ask' : 'send', happened);
      return getTransferWhole(trx, storeId, id, now);
    }),
  );
}

async function directionOf(
  db: Queryable,
  storeId: string,
  { fromStoreId, toStoreId, wantedBy, expectedAt }: TransferInput,
): Promise<{ isAsked: boolean; otherStoreId: string }> {
  const refuse = (field: string, detail: string) => invalid([{ pointer: `/${field}`, detail }]);
  const otherStoreId = fromStoreId ?? toStoreId;
  if (otherStoreId === undefined || (fromStoreId !== undefined && toStoreId !== undefined))
    throw refuse('toStoreId', 'give either the store that is asked (fromStoreId) or the one that receives');
  const isAsked = fromStoreId !== undefined;
  const field = isAsked ? 'fromStoreId' : 'toStoreId';
  if (otherStoreId === storeId) throw refuse(field, 'is this store itself; name another one');
  if (!(await listStoreIdsAmong(db, [otherStoreId])).has(otherStoreId))
    throw refuse(field, 'no store has this id');
  if (isAsked && expectedAt !== undefined)
    throw refuse('expectedAt', 'is for who sends to say; give wantedBy instead');
  if (!isAsked && wantedBy !== undefined)
    throw refuse('wantedBy', 'is for who asks to say; give expectedAt instead');
  return { isAsked, otherStoreId };
}

function checkTimes(times: { wantedBy?: string; expectedAt?: string }, now: Date): void {
  const errors = (['wantedBy', 'expectedAt'] as const).flatMap((field): FieldError[] => {
    const at = times[field];
    const detail = at === undefined ? null : comingProblem(at, now);
    return detail === null ? [] : [{ pointer: `/${field}`, detail }];
  });
  if (errors.length > 0) throw invalid(errors);
}

async function goodsOf(db: Queryable, lines: TransferInput['lines']): Promise<Goods[]> {
  const items = await listItemReferences(
    db,
    lines.map(({ sku }) => sku),
  );
  const named = lines.map(({ sku, quantity, unit }) => {
    const item = items.get(sku);
    return { sku, item, converted: item && toStockUnit(quantity, unit, item) };
  });
  const resolved = resolveGoods(named);
  if ('errors' in resolved) throw invalid(resolved.errors);
  return resolved.goods;
}

async function ask(
  { trx, ends }: TransferScene,
  id: string,
  goods: readonly Goods[],
  { wantedBy, note }: TransferInput,
): Promise<TransferHappened> {
  const lines = goods.map(({ itemId, quantity }) => ({ id: uuidv7(), itemId, asked: quantity, sent: 0 }));
  await saveTransferLines(trx, ends, id, lines);
  const asked = await listTransferLines(trx, ends.sender.id, [id]);
  return { kind: 'asked', words: askedWords(asked, wantedBy, note) };
}

async function sendUnasked(
  scene: TransferScene,
  id: string,
  goods: readonly Goods[],
  { expectedAt, note }: TransferInput,
): Promise<TransferHappened> {
  if (expectedAt === undefined)
    throw invalid([{ pointer: '/expectedAt', detail: 'is missing; say when it arrives' }]);
  return send(scene, id, goods, { expectedAt: new Date(expectedAt), note });
}

/**
 * Sends what another store asked for, or less, or something beside it.
 * @throws AppError `invalid` for each line that is wrong, or a missing time; `conflict` when it was answered already
 */
export function sendTransfer(
  ctx: Context,
  storeId: string,
  transferId: string,
  input: TransferSendInput,
  deed: Deed,
): Promise<Transfer> {
  return changeTransfer(ctx, storeId, transferId, { move: 'send', input, deed }, async (work) => {
    const { trx, lines, now } = work;
    checkTimes(input, now);
    const goods = input.lines
      ? await goodsOf(trx, input.lines)
      : lines.map(({ itemId, asked }) => ({ itemId, quantity: asked }));
    return send(work, transferId, goods, { expectedAt: arrivalOf(work, input), note: input.note });
  });
}

function arrivalOf({ transfer, now }: TransferWork, { expectedAt }: TransferSendInput): Date {
  if (expectedAt !== undefined) return new Date(expectedAt);
  if (transfer.wantedBy !== null && transfer.wantedBy > now) return transfer.wantedBy;
  throw invalid([{ pointer: '/expectedAt', detail: 'is missing; say when it arrives' }]);
}

async function send(
  { trx, ends, deed, now }: TransferScene,
  transferId: string,
  goods: readonly Goods[],
  { expectedAt, note }: { expectedAt: Date; note?: string | undefined },
): Promise<TransferHappened> {
  const { sender, receiver } = ends;
  const sent = goods.map(({ itemId, quantity }) => ({ id: uuidv7(), itemId, asked: 0, sent: quantity }));
  await saveTransferLines(trx, ends, transferId, sent);
  await updateTransfer(trx, ends, transferId, {
    ...{ state: 'sent', sent_at: now, sent_by: deed.by },
    ...{ first_expected_at: expectedAt, expected_at: expectedAt },
  });
  const { number } = await getTransfer(trx, sender.id, transferId);
  const leaving = goods.map(({ itemId, quantity }) => ({ itemId, quantity: -quantity }));
  await bookTransferred(trx, sender.id, leaving, {
    ...{ transferId, otherStoreId: receiver.id, by: deed.by, at: now, now },
    reason: `${receiver.name} #${number}`,
  });
  const awaited = { supplier: sender.name, expectedAt, by: deed.by };
  await insertTransferDeliveries(trx, receiver.id, transferId, awaited, now);
  const lines = await listTransferLines(trx, sender.id, [transferId]);
  return { kind: 'sent', words: sentWords(lines, expectedAt, note) };
}
