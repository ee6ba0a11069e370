import { fromThousandths, isQuantity, toThousandths } from '../../shared/quantity.ts';
import type { OrderLine } from '../../shared/orders/order.schema.ts';
import { catalogue, locale } from '../ui/language.ts';

const words = catalogue(
  {
    unread: 'A number above 0, with three decimals at most.',
    tooMuch: (most: number) => `There are only ${most} of it.`,
  },
  {
    unread: 'Eine Zahl über 0, mit höchstens drei Nachkommastellen.',
    tooMuch: (most) => `Es gibt davon nur ${most.toLocaleString(locale)}.`,
  },
);

/** What can be done with a part of a line. */
export type LineTask = 'fulfil' | 'substitute' | 'cancel' | 'return';

/** What there is of the line to do it with, in the stock unit. */
export function mostOf(task: LineTask, line: OrderLine): number {
  const thousandths = {
    fulfil: toThousandths(line.allocated),
    substitute: toThousandths(line.backordered),
    cancel: toThousandths(line.allocated) + toThousandths(line.backordered),
    return: toThousandths(line.fulfilled) - toThousandths(line.returned),
  }[task];
  return fromThousandths(thousandths);
}

export function tasksOf(line: OrderLine): LineTask[] {
  const tasks: LineTask[] = ['fulfil', 'substitute', 'cancel', 'return'];
  const isAsked = line.substitutions.some(({ state }) => state === 'asked');
  return tasks.filter((task) => mostOf(task, line) > 0 && !(task === 'substitute' && isAsked));
}

/** A number as people type it, with a comma or a point; null for what is none, is nothing, or is finer than a thousandth. */
export function readQuantity(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && value > 0 && isQuantity(value) ? fromThousandths(toThousandths(value)) : null;
}

/** Why a quantity cannot be meant; undefined when it can. */
export function quantityMistake(text: string, most: number): string | undefined {
  const quantity = readQuantity(text);
  if (quantity === null) return words.unread;
  return quantity > most ? words.tooMuch(most) : undefined;
}

export interface TaskDraft {
  quantity: string;
  reason: string;
  sku: string;
  restock: boolean;
}

/** The end of the route, and what it takes. */
export function requestOf(task: LineTask, lineId: string, draft: TaskDraft): { path: string; body: unknown } {
  const quantity = readQuantity(draft.quantity) ?? 0;
  const reason = draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() };
  const lines = [{ lineId, quantity }];
  switch (task) {
    case 'fulfil':
      return { path: '/fulfil', body: { lines } };
    case 'cancel':
      return { path: '/cancel', body: { lines, ...reason } };
    case 'return':
      return { path: '/return', body: { lines, restock: draft.restock, ...reason } };
    case 'substitute':
      return { path: '/substitute', body: { lineId, sku: draft.sku, quantity } };
  }
}
