import type { SupplierMessage } from '../../../shared/purchasing/supplier-message.schema.ts';
import type { LineGroup, OrderedItem } from './acknowledgement.ts';
import type { NewSet } from './envelope.ts';
import { elementOf, textSegments, type NewSegment } from './segments.ts';
import { writeTime } from './times.ts';
import { packCode } from './units.ts';

export type Delayed = Extract<SupplierMessage, { type: 'order.delayed' }>;

const MAX_REASON = 200;

/** What an acknowledgement that changes an earlier one says. */
interface Changed {
  lines: readonly LineGroup[];
  /** When all of it comes. */
  whole: string | undefined;
  said: readonly { supplierSku: string; expectedAt?: string }[];
  reason: string;
}

/**
 * A change that gives nothing but another day is a delay: with the day in the heading and no lines, of the whole order; with DR
 * and no quantity for some lines, of these. Null for any other.
 */
export function delayOf(order: string, { lines, whole, said, reason: text }: Changed): Delayed | null {
  const reason = text.slice(0, MAX_REASON).trim();
  const delayed = (expectedAt: string): Delayed => ({
    ...{ type: 'order.delayed', order, expectedAt },
    ...(reason !== '' && { reason }),
  });
  if (lines.length === 0) return whole === undefined ? null : delayed(whole);
  const isDate = ({ acks }: LineGroup): boolean =>
    acks.length === 1 && elementOf(acks[0]!.ack, 1) === 'DR' && elementOf(acks[0]!.ack, 2) === '';
  const days = [...new Set(said.map(({ expectedAt }) => expectedAt))];
  if (!lines.every(isDate) || days.length !== 1 || days[0] === undefined) return null;
  return { ...delayed(days[0]), supplierSkus: said.map(({ supplierSku }) => supplierSku) };
}

/** An 855 that says that an order, or some of its lines, comes on another day. */
export function writeDelay(
  { order, expectedAt, reason, supplierSkus }: Delayed,
  ordered: readonly OrderedItem[],
  { timeZone, at }: { timeZone: string; at: string },
): NewSet {
  const { day, time, zone } = writeTime(expectedAt, timeZone);
  const date: NewSegment = ['DTM', '067', day, time, zone];
  const items = (supplierSkus ?? []).flatMap((code) => ordered.filter((it) => it.supplierSku === code));
  return {
    type: '855',
    segments: [
      ['BAK', '04', 'AC', order, writeTime(at, timeZone).day],
      ...(supplierSkus ? [] : [date]),
      ...(reason ? textSegments(reason) : []),
      ...items.flatMap((item, index): NewSegment[] => [
        ['PO1', index + 1, item.packs, packCode(item), null, null, 'VN', item.supplierSku, 'IN', item.sku],
        ['ACK', 'DR', null, null, '067', day],
        date,
      ]),
      ...(items.length > 0 ? [['CTT', items.length] as const] : []),
    ],
  };
}
