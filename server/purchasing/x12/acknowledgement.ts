import type { SupplierMessage } from '../../../shared/purchasing/supplier-message.schema.ts';
import { delayOf } from './delay.ts';
import type { NewSet, TransactionSet } from './envelope.ts';
import { elementOf, textSegments, type NewSegment, type Segment } from './segments.ts';
import { SetReading, type Known, type KnownItem, type KnownOrder } from './set-reading.ts';
import type { ReadSet } from './messages.ts';
import { writeTime } from './times.ts';
import { packCode, unitCode } from './units.ts';

export type Acknowledged = Extract<SupplierMessage, { type: 'order.acknowledged' }>;
type Line = NonNullable<Acknowledged['lines']>[number];

/** BAK02: everything as ordered, or line by line; RJ and RD give it all up. */
const TYPES = ['AC', 'AD', 'AE', 'AK', 'AP', 'AT', 'RD', 'RJ', 'RO'] as const;
/** ACK01 (element 668): what comes, perhaps less or later; what does not come; what is not said yet. */
const COMES = ['IA', 'IB', 'IC', 'IE', 'IP', 'IQ', 'AC', 'AR', 'BP', 'DR', 'SP'];
const COMES_NOT = ['ID', 'IR', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9'];
const IS_OPEN = ['IF', 'IH', 'IW'];
/** DTM01 and ACK04: when it is delivered, and failing that, when it is shipped. */
const DELIVERY = ['067', '017', '002'];
const SHIPMENT = ['068', '038', '010'];
const MAX_NOTE = 500;

/** What a purchase order acknowledgement (855) says. */
export function readAcknowledgement({ segments }: TransactionSet, known: Known): ReadSet {
  const reading = new SetReading();
  const [st, bak] = segments;
  if (bak?.id !== 'BAK') {
    reading.refuse(bak ?? st!, undefined, '3', 'BAK is missing; it stands right after ST');
    return { messages: [], mistakes: reading.mistakes };
  }
  const purpose = reading.oneOf(bak, 1, ['00', '04', '05', '06']);
  const type = reading.oneOf(bak, 2, TYPES);
  const order = reading.order(bak, 3, known);
  if (!order) return { messages: [], mistakes: reading.mistakes };
  const places = new Map<string, Segment>([['/order', bak]]);
  const groups = linesOf(segments);
  const whole = timeAmong(reading, groups.heading, order);
  const lines: Line[] = [];
  const notes: string[] = [];
  for (const group of groups.lines) {
    for (const { line, segment, note } of readLine(reading, group, order, whole)) {
      places.set(`/lines/${lines.length}`, segment);
      lines.push(line);
      if (note) notes.push(note);
    }
  }
  const reason = groups.texts.join(' ');
  const delay = purpose === '04' ? delayOf(order.reference, { ...groups, whole, said: lines, reason }) : null;
  if (delay) return { messages: [{ message: delay, places }], mistakes: reading.mistakes };
  if (groups.lines.length === 0) lines.push(...withoutLines(type, order, whole));
  const note = [reason, ...notes].filter(Boolean).join('; ').slice(0, MAX_NOTE);
  const message: Acknowledged = {
    ...{ type: 'order.acknowledged', order: order.reference },
    ...(lines.length > 0 && { lines }),
    ...(note !== '' && { note }),
  };
  const isSilent = groups.lines.length > 0 && lines.length === 0;
  return { messages: isSilent ? [] : [{ message, places }], mistakes: reading.mistakes };
}

/** RJ and RD without lines give the order up; anything else confirms it, on the day of the heading if there is one. */
function withoutLines(type: string | undefined, { lines }: KnownOrder, whole: string | undefined): Line[] {
  if (type === 'RJ' || type === 'RD') return lines.map(({ supplierSku }) => ({ supplierSku, packs: 0 }));
  return whole === undefined ? [] : lines.map(({ supplierSku }) => ({ supplierSku, expectedAt: whole }));
}

/** A line with what is said of it. */
export interface LineGroup {
  po1: Segment;
  acks: { ack: Segment; dates: Segment[] }[];
}

/** The heading, and each PO1 with its ACKs and their dates. */
function linesOf(segments: readonly Segment[]): { heading: Segment[]; lines: LineGroup[]; texts: string[] } {
  const heading: Segment[] = [];
  const lines: LineGroup[] = [];
  const texts: string[] = [];
  for (const segment of segments) {
    const group = lines[lines.length - 1];
    const ack = group?.acks[group.acks.length - 1];
    if (segment.id === 'PO1') lines.push({ po1: segment, acks: [] });
    else if (segment.id === 'ACK' && group) group.acks.push({ ack: segment, dates: [] });
    else if (segment.id === 'DTM') (ack ? ack.dates : heading).push(segment);
    else if (segment.id === 'MSG' && !group) texts.push(elementOf(segment, 1));
  }
  return { heading, lines, texts };
}

interface ReadLine {
  line: Line;
  segment: Segment;
  note: string | null;
}

function readLine(
  reading: SetReading,
  { po1, acks }: LineGroup,
  order: KnownOrder,
  whole: string | undefined,
): ReadLine[] {
  const item = reading.line(po1, 6, order);
  if (!item) return [];
  if (acks.length === 0) {
    const amount = reading.amount(po1, [2, 3], item);
    const line = { supplierSku: item.supplierSku, ...amount, ...(whole && { expectedAt: whole }) };
    return [{ line, segment: po1, note: null }];
  }
  return acks.flatMap(({ ack, dates }): ReadLine[] => {
    const status = elementOf(ack, 1);
    if (IS_OPEN.includes(status)) return [];
    const said = { segment: ack, note: noteOf(status, item, po1) };
    if (COMES_NOT.includes(status)) return [{ ...said, line: { supplierSku: item.supplierSku, packs: 0 } }];
    if (!COMES.includes(status)) {
      reading.refuse(ack, 1, '7', unknownStatus(status));
      return [];
    }
    const known = reading.mistakes.length;
    const expectedAt = timeOf(reading, { ack, dates }, order) ?? whole;
    if (expectedAt === undefined && ['IB', 'DR'].includes(status) && reading.mistakes.length === known)
      reading.refuse(ack, 5, '1', `${status} without a day; say when it comes`);
    // Without a quantity of its own, that of the line.
    const amount = reading.amount(elementOf(ack, 2) === '' ? po1 : ack, [2, 3], item);
    return [
      { ...said, line: { supplierSku: item.supplierSku, ...amount, ...(expectedAt && { expectedAt }) } },
    ];
  });
}

function unknownStatus(status: string): string {
  if (status === 'IS')
    return 'IS: what comes instead has to be agreed with people; confirm or reject the line';
  return `"${status}" is not known here; use IA, IQ, IB, DR, BP or IR`;
}

function noteOf(status: string, { supplierSku }: KnownItem, po1: Segment): string | null {
  if (status === 'IP') return `${supplierSku} at another price: ${elementOf(po1, 4)}`;
  return status === 'IE' ? `price of ${supplierSku} to follow` : null;
}

/** Of a line: the dates after its ACK say more than the day inside of it. */
function timeOf(
  reading: SetReading,
  { ack, dates }: LineGroup['acks'][number],
  order: KnownOrder,
): string | undefined {
  const own = timeAmong(reading, dates, order);
  if (own !== undefined || elementOf(ack, 5) === '') return own;
  reading.oneOf(ack, 4, [...DELIVERY, ...SHIPMENT]);
  return reading.time(ack, 5, order, { hasTime: false });
}

/** When it is delivered; what is only known to be shipped on a day is expected then. */
export function timeAmong(
  reading: SetReading,
  dates: readonly Segment[],
  order: KnownOrder,
): string | undefined {
  const qualifiers = [...DELIVERY, ...SHIPMENT];
  const [best] = dates
    .filter((dtm) => qualifiers.includes(elementOf(dtm, 1)))
    .sort((a, b) => qualifiers.indexOf(elementOf(a, 1)) - qualifiers.indexOf(elementOf(b, 1)));
  return best && reading.time(best, 2, order);
}

/** What is asked for of a line that is acknowledged: {@link KnownItem} with what was ordered. */
export interface OrderedItem extends KnownItem {
  packs: number;
  sku: string;
}

/** An 855 that says what a message says: one ACK for each of its lines. Notes are told line by line. */
export function writeAcknowledgement(
  { order, lines, note }: Acknowledged,
  ordered: readonly OrderedItem[],
  { timeZone, at }: { timeZone: string; at: string },
): NewSet {
  const byCode = new Map(ordered.map((item) => [item.supplierSku, item]));
  const day = writeTime(at, timeZone).day;
  const codes = [...new Set((lines ?? []).map(({ supplierSku }) => supplierSku))];
  const body = codes.flatMap((code, index): NewSegment[] => {
    const item = byCode.get(code)!;
    const own = lines!.filter(({ supplierSku }) => supplierSku === code);
    const po1: NewSegment = [
      'PO1',
      index + 1,
      item.packs,
      packCode(item),
      null,
      null,
      'VN',
      code,
      'IN',
      item.sku,
    ];
    return [po1, ...own.flatMap((line) => ackOf(line, item, timeZone))];
  });
  return {
    type: '855',
    segments: [
      ['BAK', '00', lines ? 'AC' : 'AT', order, day],
      ...(note ? textSegments(note) : []),
      ...body,
      ...(codes.length > 0 ? [['CTT', codes.length] as const] : []),
    ],
  };
}

function ackOf(line: Line, item: OrderedItem, timeZone: string): NewSegment[] {
  const [amount, unit] =
    line.quantity === undefined
      ? [line.packs ?? item.packs, packCode(item)]
      : [line.quantity, unitCode(item.unit)];
  if (amount === 0) return [['ACK', 'IR', 0, unit]];
  const isLess = line.packs !== undefined && line.packs < item.packs;
  if (line.expectedAt === undefined) return [['ACK', isLess ? 'IQ' : 'IA', amount, unit]];
  const { day, time, zone } = writeTime(line.expectedAt, timeZone);
  return [
    ['ACK', isLess ? 'IQ' : 'DR', amount, unit, '067', day],
    ['DTM', '067', day, time, zone],
  ];
}
