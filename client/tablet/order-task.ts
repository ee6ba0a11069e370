import type { Order, OrderLine } from '../../shared/orders/order.schema.ts';
import { mostOf } from '../orders/line-task.ts';
import { orderNumber } from '../orders/order-words.ts';
import { thingWords } from '../stock/quantity-words.ts';
import { exactAmount } from './amount-words.ts';
import { counterWords } from './counter-words.ts';
import type { OrderDeed } from './held-deeds.svelte.ts';

/** What the sheet of an order is opened for, beside looking. */
export type OrderTask = 'fulfil' | 'cancel' | 'substitute';

/** `thing` is the line's, or nothing for all of the order. */
export function orderTaskName(task: OrderTask, number: string, thing: string | undefined): string {
  return counterWords.titles[task](thing ?? number);
}

/** What is asked for, of one line or of all of the order, and how one says so when it is done. */
export function deedOf(
  task: Exclude<OrderTask, 'substitute'>,
  { orderId, number }: Pick<Order, 'orderId' | 'number'>,
  part: { line: OrderLine; quantity: number } | null,
  reason?: string,
): OrderDeed {
  const of = part ? [thingWords(exactAmount(part.quantity, part.line.unit), part.line.name)] : [];
  const lines = part ? { lines: [{ lineId: part.line.lineId, quantity: part.quantity }] } : {};
  return {
    orderId,
    words: counterWords.done[task]([orderNumber(number), ...of].join(' ')),
    path: `/${task}`,
    body: { ...lines, ...(task === 'cancel' && reason ? { reason } : {}) },
  };
}

/** Whether there is anything of an order to do it with. */
export function isPossible(task: OrderTask, { lines }: Pick<Order, 'lines'>): boolean {
  return lines.some((line) => mostOf(task, line) > 0);
}
