import { readAmount, amountText } from '../../../shared/money.ts';
import type { SupplierMessage } from '../../../shared/purchasing/supplier-message.schema.ts';
import type { NewSet, TransactionSet } from './envelope.ts';
import type { ReadSet } from './messages.ts';
import { elementOf, type NewSegment, type Segment } from './segments.ts';
import { SetReading, type Known, type KnownItem } from './set-reading.ts';
import { packCode } from './units.ts';

export type PricesChanged = Extract<SupplierMessage, { type: 'prices.changed' }>;
type Price = PricesChanged['prices'][number];

/** DTM01 of when a price begins, and when it ends. */
const FROM = ['007', '092', '196'];
const UNTIL = ['036', '093', '197'];

/** What a price list (832) says: of each LIN the price in its CTP, for one pack. */
export function readPriceList({ segments }: TransactionSet, known: Known): ReadSet {
  const reading = new SetReading();
  const [st, bct] = segments;
  if (bct?.id !== 'BCT')
    reading.refuse(bct ?? st!, undefined, '3', 'BCT is missing; it stands right after ST');
  const { heading, items } = itemsOf(segments);
  const currency = heading.find(({ id }) => id === 'CUR');
  if (currency && elementOf(currency, 2) !== known.currency)
    reading.refuse(
      currency,
      2,
      '7',
      `prices in ${elementOf(currency, 2)} are not agreed; send them in ${known.currency}`,
    );
  if (items.length === 0) reading.refuse(bct ?? st!, undefined, '3', 'there is no LIN in this list');
  const days = daysOf(reading, heading);
  const places = new Map<string, Segment>();
  const prices = items.flatMap((item): Price[] => {
    const price = readPrice(reading, item, known);
    if (!price) return [];
    places.set(`/prices/${places.size}`, item.lin);
    return [{ ...price, ...days, ...daysOf(reading, item.segments) }];
  });
  if (prices.length === 0) return { messages: [], mistakes: reading.mistakes };
  return { messages: [{ message: { type: 'prices.changed', prices }, places }], mistakes: reading.mistakes };
}

interface ListedItem {
  lin: Segment;
  segments: Segment[];
}

function itemsOf(segments: readonly Segment[]): { heading: Segment[]; items: ListedItem[] } {
  const heading: Segment[] = [];
  const items: ListedItem[] = [];
  for (const segment of segments) {
    if (segment.id === 'LIN') items.push({ lin: segment, segments: [] });
    else (items[items.length - 1]?.segments ?? heading).push(segment);
  }
  return { heading, items };
}

function readPrice(
  reading: SetReading,
  { lin, segments }: ListedItem,
  { items, currency }: Known,
): Pick<Price, 'supplierSku' | 'packPrice'> | undefined {
  const code = reading.supplierCode(lin, 2);
  if (code === undefined) return undefined;
  const item = items.get(code);
  if (!item) return reading.refuse(lin, 3, '7', `${code} is no code of yours that we know`);
  const ctp = segments.find(({ id }) => id === 'CTP');
  if (!ctp) return reading.refuse(lin, undefined, '3', `CTP is missing: the price of ${code}`);
  const unit = elementOf(ctp, 5).split(/[^A-Z0-9]/)[0] ?? '';
  if (unit !== '' && unit !== packCode(item)) return reading.refuse(ctp, 5, '7', wrongUnit(item, unit));
  const text = elementOf(ctp, 3);
  const amount = readAmount(text.replace(/^\./, '0.'), currency);
  if (amount === null)
    return reading.refuse(ctp, 3, '6', `"${text}" is no price in ${currency}; write it as 12.40`);
  return { supplierSku: code, packPrice: { amount, currency } };
}

function wrongUnit(item: KnownItem, unit: string): string {
  return `${item.supplierSku} is priced by the ${item.packName} (${packCode(item)}), not by ${unit}`;
}

function daysOf(reading: SetReading, segments: readonly Segment[]): Pick<Price, 'from' | 'until'> {
  const dayOf = (qualifiers: readonly string[]): string | undefined => {
    const dtm = segments.find(({ id, elements }) => id === 'DTM' && qualifiers.includes(elements[0] ?? ''));
    const at = dtm && reading.time(dtm, 2, { timeZone: 'UTC', deliveryTime: '00:00' }, { hasTime: false });
    return at?.slice(0, 10);
  };
  const [from, until] = [dayOf(FROM), dayOf(UNTIL)];
  return { ...(from && { from }), ...(until && { until }) };
}

/** An 832 that says what a message says. */
export function writePriceList(
  { prices }: PricesChanged,
  items: ReadonlyMap<string, KnownItem>,
  { number, currency }: { number: string; currency: string },
): NewSet {
  const segments = prices.flatMap(({ supplierSku, packPrice, from, until }): NewSegment[] => [
    ['LIN', null, 'VN', supplierSku],
    ...[...(from ? [['007', from]] : []), ...(until ? [['036', until]] : [])].map(
      ([qualifier, day]): NewSegment => ['DTM', qualifier!, day!.replaceAll('-', '')],
    ),
    ['CTP', null, 'CAT', amountText(packPrice), 1, packCode(items.get(supplierSku)!)],
  ]);
  return {
    type: '832',
    segments: [['BCT', 'PC', number], ['CUR', 'SE', currency], ...segments, ['CTT', prices.length]],
  };
}
