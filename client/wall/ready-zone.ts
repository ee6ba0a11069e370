import type { OrderState } from '../../shared/orders/order.schema.ts';
import { openOf, orderNumber } from '../orders/order-words.ts';
import { BLANK, type Entry, type Zone } from './entry.ts';
import type { Kitchen } from './kitchen.ts';
import { words } from './wall-words.ts';

/** What may be handed over, the order that is needed first on top. */
export function readyZone({ orders }: Kitchen): Zone {
  const ready = [...orders.values()].filter(isReady).sort(byNeed);
  return { entries: ready.map(toEntry), asides: [], count: ready.length === 0 ? '' : `${ready.length}` };
}

export const isReady = ({ status }: Pick<OrderState, 'status'>): boolean =>
  status === 'ready' || status === 'partly-ready';

function toEntry({ orderId, number, status, neededBy, lines }: OrderState): Entry {
  const open = lines.filter((line) => openOf(line) > 0).length;
  const there = lines.filter(({ allocated }) => allocated > 0).length;
  const why = status === 'ready' ? words.lines(there) : partWords(there, open);
  return {
    ...BLANK,
    key: `ready ${orderId}`,
    itemId: orderId,
    state: 'ready',
    name: orderNumber(number),
    why,
    dishes: [],
    expected: { neededBy, waits: '' },
    of: { kind: 'order', id: orderId },
    stamp: `${status} ${there}`,
  };
}

/** Part of one line may be there, while the rest of it waits. */
const partWords = (there: number, open: number) =>
  there === open ? words.partOf(open) : words.someOf(there, open);

/** Those that nobody needs at a certain time come last, the oldest first. */
function byNeed(a: OrderState, b: OrderState): number {
  const [first, second] = [a, b].map(({ neededBy }) => neededBy ?? '~');
  if (first === second) return a.number - b.number;
  return first! < second! ? -1 : 1;
}
