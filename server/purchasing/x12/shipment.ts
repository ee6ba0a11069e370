import type { SupplierMessage } from '../../../shared/purchasing/supplier-message.schema.ts';
import { timeAmong, type OrderedItem } from './acknowledgement.ts';
import type { NewSet, TransactionSet } from './envelope.ts';
import type { ReadMessage, ReadSet } from './messages.ts';
import { elementOf, type NewSegment, type Segment } from './segments.ts';
import { SetReading, type Known, type KnownOrder } from './set-reading.ts';
import { writeTime } from './times.ts';
import { packCode, unitCode } from './units.ts';

export type Shipped = Extract<SupplierMessage, { type: 'order.shipped' }>;
type Line = NonNullable<Shipped['lines']>[number];

/** A level of the shipment with what stands in it. */
interface Level {
  hl: Segment;
  kind: string;
  order: Level | null;
  segments: Segment[];
}

/** What a ship notice (856) says: of each order that it has goods of, one message. */
export function readShipment({ segments }: TransactionSet, known: Known): ReadSet {
  const reading = new SetReading();
  const [st, bsn] = segments;
  if (bsn?.id !== 'BSN') {
    reading.refuse(bsn ?? st!, undefined, '3', 'BSN is missing; it stands right after ST');
    return { messages: [], mistakes: reading.mistakes };
  }
  reading.oneOf(bsn, 1, ['00']);
  const number = reading.required(bsn, 2, 'the number of the shipment');
  const { heading, levels } = levelsOf(reading, segments);
  const orders = levels.filter(({ kind }) => kind === 'O');
  if (orders.length === 0)
    reading.refuse(bsn, undefined, '3', 'no HL is of an order (HL03 O), with its number in PRF01');
  const shared = [
    ...heading,
    ...levels.filter(({ kind }) => kind === 'S').flatMap((level) => level.segments),
  ];
  const messages = orders.flatMap((level): ReadMessage[] => {
    const items = levels.filter(({ kind, order }) => kind === 'I' && order === level);
    const read = readOrder(reading, { level, items, shared }, known);
    if (!read || number === undefined) return [];
    return [{ ...read, message: { ...read.message, note: `shipment ${number}` } }];
  });
  return { messages, mistakes: reading.mistakes };
}

/** Each HL hangs from the one that its HL02 names; what stands before the first belongs to all. */
function levelsOf(
  reading: SetReading,
  segments: readonly Segment[],
): { heading: Segment[]; levels: Level[] } {
  const heading: Segment[] = [];
  const levels: Level[] = [];
  const byNumber = new Map<string, Level>();
  for (const segment of segments) {
    if (segment.id !== 'HL') {
      (levels[levels.length - 1]?.segments ?? heading).push(segment);
      continue;
    }
    const parent = byNumber.get(elementOf(segment, 2));
    if (!parent && elementOf(segment, 2) !== '')
      reading.refuse(segment, 2, '7', `there is no HL ${elementOf(segment, 2)} before it`);
    const kind = elementOf(segment, 3);
    const above = parent?.kind === 'O' ? parent : (parent?.order ?? null);
    const level: Level = { hl: segment, kind, order: above, segments: [] };
    if (kind === 'I' && !above) reading.refuse(segment, 2, '7', 'an item hangs from no order');
    if (byNumber.has(elementOf(segment, 1)))
      reading.refuse(segment, 1, '7', `${elementOf(segment, 1)} stands twice; number them one by one`);
    levels.push(level);
    byNumber.set(elementOf(segment, 1), level);
  }
  return { heading, levels };
}

function readOrder(
  reading: SetReading,
  { level, items, shared }: { level: Level; items: readonly Level[]; shared: readonly Segment[] },
  known: Known,
): { message: Shipped; places: Map<string, Segment> } | undefined {
  const prf = level.segments.find(({ id }) => id === 'PRF');
  if (!prf) return reading.refuse(level.hl, undefined, '3', 'PRF is missing in this order');
  const order = reading.order(prf, 1, known);
  if (!order) return undefined;
  const dates = [...level.segments, ...shared].filter(({ id }) => id === 'DTM');
  const before = reading.mistakes.length;
  const expectedAt = timeAmong(reading, dates, order);
  if (expectedAt === undefined && reading.mistakes.length === before)
    reading.refuse(level.hl, undefined, '3', 'DTM with 017 is missing; say when it arrives');
  const places = new Map<string, Segment>([['/order', prf]]);
  if (dates[0]) places.set('/expectedAt', dates[0]);
  const lines = items.flatMap((item, index): Line[] => {
    const line = readItem(reading, item, order);
    places.set(`/lines/${index}`, item.segments.find(({ id }) => id === 'SN1') ?? item.hl);
    return line ? [line] : [];
  });
  if (expectedAt === undefined) return undefined;
  const message: Shipped = {
    ...{ type: 'order.shipped', order: order.reference, expectedAt },
    ...(lines.length > 0 && { lines: addedUp(lines) }),
  };
  return { message, places };
}

function readItem(reading: SetReading, { hl, segments }: Level, order: KnownOrder): Line | undefined {
  const [lin, sn1] = ['LIN', 'SN1'].map((wanted) => segments.find(({ id }) => id === wanted));
  if (!lin) return reading.refuse(hl, undefined, '3', 'LIN is missing in this item');
  if (!sn1) return reading.refuse(hl, undefined, '3', 'SN1 is missing in this item');
  const item = reading.line(lin, 2, order);
  const amount = item && reading.amount(sn1, [2, 3], item);
  return item && amount && { supplierSku: item.supplierSku, ...amount };
}

/** An item that is in several packages comes once. */
function addedUp(lines: readonly Line[]): Line[] {
  const sums = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.packs === undefined ? 'quantity' : 'packs'} ${line.supplierSku}`;
    const { packs, quantity } = sums.get(key) ?? {};
    const add = (a: number, b = 0): number => (Math.round(a * 1000) + Math.round(b * 1000)) / 1000;
    const sum =
      line.packs === undefined
        ? { quantity: add(line.quantity!, quantity) }
        : { packs: add(line.packs, packs) };
    sums.set(key, { supplierSku: line.supplierSku, ...sum });
  }
  return [...sums.values()];
}

/** An 856 that says what a message says, as one shipment of one order. */
export function writeShipment(
  { order, expectedAt, lines }: Shipped,
  ordered: readonly OrderedItem[],
  { timeZone, at, shipment }: { timeZone: string; at: string; shipment: string },
): NewSet {
  const byCode = new Map(ordered.map((item) => [item.supplierSku, item]));
  const [sent, arrives] = [writeTime(at, timeZone), writeTime(expectedAt, timeZone)];
  const items = (lines ?? []).flatMap((line, index): NewSegment[] => {
    const item = byCode.get(line.supplierSku)!;
    const [amount, unit] =
      line.quantity === undefined
        ? [line.packs ?? item.packs, packCode(item)]
        : [line.quantity, unitCode(item.unit)];
    return [
      ['HL', index + 3, 2, 'I', 0],
      ['LIN', null, 'VN', line.supplierSku, 'IN', item.sku],
      ['SN1', null, amount, unit],
    ];
  });
  return {
    type: '856',
    segments: [
      ['BSN', '00', shipment, sent.day, sent.time, '0001'],
      ['HL', 1, null, 'S', 1],
      ['DTM', '017', arrives.day, arrives.time, arrives.zone],
      ['HL', 2, 1, 'O', items.length > 0 ? 1 : 0],
      ['PRF', order],
      ...items,
      ['CTT', 2 + (lines?.length ?? 0)],
    ],
  };
}
