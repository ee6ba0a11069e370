import type { BackorderState } from '../../shared/orders/backorder.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { isLate, orderNumber, waitsWords } from '../orders/order-words.ts';
import { BLANK, type Entry, type Zone } from './entry.ts';
import { isServing, servingWords } from './left-words.ts';
import { nameOf, type Kitchen } from './kitchen.ts';
import { words } from './wall-words.ts';

/** Up to so many lines each speaks for itself; with more, those for one item are told together. */
const MOST_ALONE = 6;

/** The lines that wait: those that will be too late first, then by when they are needed or promised. */
export function backorderZone(kitchen: Kitchen): Zone {
  const { backorders, nowMs } = kitchen;
  const waiting = [...backorders.values()].sort(byUrgency(nowMs));
  const groups = waiting.length > MOST_ALONE ? groupByItem(waiting) : waiting.map((line) => [line]);
  return {
    entries: groups.flatMap((lines) => toEntry(kitchen, lines)),
    asides: [],
    count: waiting.length === 0 ? '' : `${waiting.length}`,
  };
}

/** Each group stands where its most urgent line does. */
function groupByItem(waiting: readonly BackorderState[]): BackorderState[][] {
  const groups = new Map<string, BackorderState[]>();
  for (const line of waiting) {
    const known = groups.get(line.itemId);
    if (known) known.push(line);
    else groups.set(line.itemId, [line]);
  }
  return [...groups.values()];
}

function toEntry(kitchen: Kitchen, lines: readonly BackorderState[]): Entry[] {
  const [first, ...others] = lines;
  if (!first) return [];
  const { itemId, lineId, waiting, promise, neededBy, number } = first;
  const orders = new Set(lines.map(({ orderId }) => orderId)).size;
  const late = lines.filter((line) => isLate(line, kitchen.nowMs)).length;
  const unit = kitchen.items.get(itemId)?.unit ?? '';
  const entry: Entry = {
    ...BLANK,
    key: others.length > 0 ? `waits for ${itemId}` : `waits ${lineId}`,
    itemId,
    state: late > 0 ? 'late' : 'backordered',
    name: nameOf(kitchen, itemId),
    dishes: [],
    figure: amountWords(totalOf(lines), unit, kitchen.locale),
    why: others.length > 0 ? groupWords(orders, late) : orderNumber(number),
    expected: {
      neededBy,
      promise: promise ?? null,
      waits: waitsWords(waiting, itemId, (id) => nameOf(kitchen, id)),
    },
    of: { kind: 'lines', ids: lines.map((line) => line.lineId) },
    stamp: `${late} ${promise ? 'dated' : ''}`,
  };
  return [entry];
}

const groupWords = (orders: number, late: number) =>
  late > 0 ? words.ordersLate(orders, late) : words.orders(orders);

/** Short enough to stand beside a long name: "6×" of what is counted, "2 kg" of what is weighed. */
export function amountWords(quantity: number, unit: string, locale: string | undefined): string {
  const amount = servingWords(quantity, unit, locale);
  return isServing(unit) ? `${amount}×` : amount;
}

const totalOf = (lines: readonly BackorderState[]) =>
  fromThousandths(lines.reduce((sum, { quantity }) => sum + toThousandths(quantity), 0));

/** When a line is due: as its customer needs it, else as they were told. */
const dueMs = ({ neededBy, promise }: BackorderState) =>
  Date.parse(neededBy ?? promise?.latest ?? '') || Infinity;

function byUrgency(nowMs: number): (a: BackorderState, b: BackorderState) => number {
  return (a, b) =>
    Number(isLate(b, nowMs)) - Number(isLate(a, nowMs)) ||
    compare(dueMs(a), dueMs(b)) ||
    a.number - b.number ||
    (a.lineId < b.lineId ? -1 : 1);
}

/** Without a difference between two that are never due. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
