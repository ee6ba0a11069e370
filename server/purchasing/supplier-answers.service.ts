import type { FieldError } from '../../shared/errors.ts';
import type {
  AcknowledgeInput,
  DelayInput,
  PurchaseOrder,
  ShipmentInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Context } from '../platform/context.ts';
import { AppError, invalid } from '../platform/errors.ts';
import {
  changePurchaseOrder,
  chooseLines,
  saveLine,
  type Deed,
  type Work,
} from './purchase-orders.service.ts';
import { isOpen } from './purchase-order-view.ts';
import { confirmDeliveries, moveDeliveries, scheduleOf, type LineRow } from './purchase-order-lines.store.ts';
import { resetTotal, updatePurchaseOrder } from './purchase-orders.store.ts';
import { arrivedOf, outstandingOf, replan, ship, type Confirmation } from './schedule.ts';

/**
 * A supplier confirms: everything as it was ordered, or of some lines how much comes and when. What is not confirmed of a
 * line that is named is not waited for any more.
 * @throws AppError `invalid` for more than was ordered, a date before the order, a line that is not of it
 */
export function acknowledgePurchaseOrder(
  ctx: Context,
  storeId: string,
  poId: string,
  input: AcknowledgeInput,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'acknowledge', input, deed }, async (work) => {
    const { trx, order, lines, now } = work;
    const said = confirmationsOf(work, input.lines ?? []);
    for (const [line, { confirmations, index }] of said) await confirmLine(work, line, confirmations, index);
    await confirmDeliveries(
      trx,
      storeId,
      (input.lines ? [...said.keys()] : lines).map(({ lineId }) => lineId),
      now,
    );
    if (input.lines) await resetTotal(trx, storeId, poId);
    if (order.acknowledgedAt === null) await updatePurchaseOrder(trx, storeId, poId, { acknowledgedAt: now });
    const note = input.note ? `: ${input.note}` : '';
    return { kind: 'acknowledged', words: wordsOf(said, input.lines !== undefined) + note };
  });
}

/** What is confirmed of a line; `index` is that of its last entry. */
interface Said {
  confirmations: Confirmation[];
  index: number;
}

/** What is confirmed of each line, in thousandths. */
function confirmationsOf(
  { lines, order }: Work,
  entries: NonNullable<AcknowledgeInput['lines']>,
): Map<LineRow, Said> {
  const byId = new Map(lines.map((line) => [line.lineId, line]));
  const errors: FieldError[] = [];
  const said = new Map<LineRow, Said>();
  for (const [index, { lineId, quantity, expectedAt }] of entries.entries()) {
    const line = byId.get(lineId);
    if (!line) {
      errors.push({ pointer: `/lines/${index}/lineId`, detail: `is not a line of #${order.number}` });
      continue;
    }
    const mistake = dateMistake(expectedAt, order.sentAt!);
    if (mistake) errors.push({ pointer: `/lines/${index}/expectedAt`, detail: mistake });
    const amount = quantity === undefined ? outstandingOf(scheduleOf(line)) : toThousandths(quantity);
    const confirmation = { quantity: amount, expectedAt: expectedAt ? new Date(expectedAt) : undefined };
    said.set(line, { index, confirmations: [...(said.get(line)?.confirmations ?? []), confirmation] });
  }
  if (errors.length > 0) throw invalid(errors);
  return said;
}

function dateMistake(expectedAt: string | undefined, sentAt: Date): string | null {
  if (expectedAt === undefined || new Date(expectedAt) >= sentAt) return null;
  return `${expectedAt} is before the order was sent (${sentAt.toISOString()}); give the day it comes`;
}

async function confirmLine(
  work: Work,
  line: LineRow,
  confirmations: Confirmation[],
  index: number,
): Promise<void> {
  const schedule = scheduleOf(line);
  const room = toThousandths(line.cancelled);
  const planned = replan(schedule, confirmations, room, line.expectedAt);
  if ('problem' in planned)
    throw invalid([{ pointer: `/lines/${index}/quantity`, detail: tooMuch(line, planned.most) }]);
  const left = toThousandths(line.quantity) - toThousandths(line.rejected) - arrivedOf(planned.schedule);
  const cancelled = fromThousandths(left - outstandingOf(planned.schedule));
  await saveLine(work, line, planned.schedule, { cancelled });
}

function wordsOf(said: ReadonlyMap<LineRow, Said>, isNamed: boolean): string {
  if (!isNamed) return 'confirmed as ordered';
  const short = [...said].filter(([line, { confirmations }]) => {
    const confirmed = confirmations.reduce((sum, { quantity }) => sum + quantity, 0);
    return confirmed < outstandingOf(scheduleOf(line));
  });
  const count = `${lineCount(said.size)} confirmed`;
  return short.length === 0
    ? count
    : `${count}, less than ordered of ${short.map(([{ sku }]) => sku).join(', ')}`;
}

/**
 * A supplier, or whoever heard it, says that deliveries come later, or earlier, than was known. Deliveries that come
 * later still stay as they are.
 * @throws AppError `invalid` for a date that is past or before the order; `conflict` when nothing is to come any more
 */
export function reportDelay(
  ctx: Context,
  storeId: string,
  poId: string,
  input: DelayInput,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'delay', input, deed }, async (work) => {
    const { trx, order, now } = work;
    const expectedAt = arrivalIn(input, order.sentAt!, now);
    const open = openDeliveries(chooseLines(work, input.lines), order);
    const sooner = open.filter((delivery) => new Date(delivery.expectedAt) < expectedAt);
    const moved = (sooner.length > 0 ? sooner : open).map(({ deliveryId }) => deliveryId);
    await moveDeliveries(trx, storeId, moved, { expectedAt, reason: input.reason ?? null }, now);
    const why = input.reason ? `: ${input.reason}` : '';
    const verb = sooner.length > 0 ? 'delayed' : 'brought forward';
    return { kind: 'delayed', words: `${verb} to ${input.expectedAt}${why}` };
  });
}

/**
 * A supplier says that what comes next, or so much of some lines, is on its way, and when it arrives: it is expected then.
 * @throws AppError as {@link reportDelay}
 */
export function announceShipment(
  ctx: Context,
  storeId: string,
  poId: string,
  input: ShipmentInput,
  deed: Deed,
): Promise<PurchaseOrder> {
  return changePurchaseOrder(ctx, storeId, poId, { move: 'ship', input, deed }, async (work) => {
    const { trx, order, lines, now } = work;
    const expectedAt = arrivalIn(input, order.sentAt!, now);
    const note = input.note ? `: ${input.note}` : '';
    const words = `on its way, arrives ${input.expectedAt}${note}`;
    if (input.lines) {
      await shipLines(work, input.lines, expectedAt);
      return { kind: 'shipped', words: `${lineCount(input.lines.length)} ${words}` };
    }
    const open = openDeliveries(lines, order);
    const times = open.map((delivery) => Date.parse(delivery.expectedAt));
    const first = Math.min(...times);
    const next = open.filter((_, index) => times[index] === first).map(({ deliveryId }) => deliveryId);
    await moveDeliveries(trx, storeId, next, { expectedAt, reason: null }, now);
    return { kind: 'shipped', words };
  });
}

async function shipLines(
  work: Work,
  entries: NonNullable<ShipmentInput['lines']>,
  expectedAt: Date,
): Promise<void> {
  const byId = new Map(work.lines.map((line) => [line.lineId, line]));
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, { lineId, quantity }] of entries.entries()) {
    const line = byId.get(lineId);
    const refuse = (field: string, detail: string): unknown =>
      errors.push({ pointer: `/lines/${index}/${field}`, detail });
    if (!line) refuse('lineId', `is not a line of #${work.order.number}`);
    else if (seen.has(lineId)) refuse('lineId', `${line.sku} stands twice; add its quantities up`);
    else {
      const schedule = scheduleOf(line);
      const amount = quantity === undefined ? outstandingOf(schedule) : toThousandths(quantity);
      const planned = ship(schedule, amount, expectedAt);
      if ('problem' in planned) refuse('quantity', tooMuch(line, planned.most));
      else await saveLine(work, line, planned.schedule, {});
    }
    seen.add(lineId);
  }
  if (errors.length > 0) throw invalid(errors);
}

function tooMuch({ sku, unit }: LineRow, most: number): string {
  return `${sku}: at most ${fromThousandths(most)} ${unit} are still to come of what was ordered; ask for a changed order to send more`;
}

function lineCount(count: number): string {
  return `${count} ${count === 1 ? 'line' : 'lines'}`;
}

/** What is still to come of these lines. @throws AppError `conflict` when nothing is */
function openDeliveries(lines: readonly LineRow[], { number }: Work['order']): LineRow['deliveries'] {
  const open = lines.flatMap(({ deliveries }) => deliveries.filter(isOpen));
  if (open.length === 0) throw new AppError('conflict', `Nothing of #${number} is to come any more.`);
  return open;
}

/** @throws AppError `invalid` for a time that is past, or before the order */
function arrivalIn({ expectedAt }: { expectedAt: string }, sentAt: Date, now: Date): Date {
  const mistake = dateMistake(expectedAt, sentAt);
  if (mistake) throw invalid([{ pointer: '/expectedAt', detail: mistake }]);
  const at = new Date(expectedAt);
  if (at <= now)
    throw invalid([{ pointer: '/expectedAt', detail: `${expectedAt} is past; say when it comes now` }]);
  return at;
}
