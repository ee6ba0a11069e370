import { DateTime } from 'luxon';
import type { Backorder } from '../../shared/orders/backorder.schema.ts';

/** The heads of the table, in this order: it has them even when nobody waits. */
export const QUEUE_COLUMNS = [
  ...['position', 'order', 'customer', 'item', 'sku', 'quantity', 'unit'],
  ...['ordered', 'needed by', 'waiting', 'promise'],
];

/** A line of the queue as a row of a table, its times by the clocks of the store. */
export function toQueueRow(line: Backorder, timeZone: string): Record<string, string | number> {
  const local = (at: string | undefined): string =>
    at === undefined ? '' : DateTime.fromISO(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  const { position, number, customer, name, sku, quantity, unit } = line;
  return {
    ...{ position, order: number, customer, item: name, sku, quantity, unit },
    ordered: local(line.placedAt),
    'needed by': local(line.neededBy),
    waiting: line.waiting.words,
    promise: local(line.promise?.latest),
  };
}
