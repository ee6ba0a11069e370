import type { FieldError } from '../../shared/errors.ts';
import { amountText } from '../../shared/money.ts';
import type { ReceiveInput } from '../../shared/purchasing/purchase-order.schema.ts';
import type { SubstituteInput } from '../../shared/purchasing/receipt.schema.ts';
import { toStockUnit, type Measured } from '../items/units.ts';
import { priceMistake } from './purchase-order-rules.ts';

/** What came of one line, in the stock unit. */
export interface ReceiptLine {
  id: string;
  lineId: string;
  received: number;
  /** Sent back; `replaced`: and waited for again. */
  rejected: number;
  replaced: boolean;
  reason: string | null;
  packPrice: number | null;
  /** What the order said then. */
  agreedPrice: number | null;
  lot: string | null;
  expiresOn: string | null;
  /** Came in place of what was ordered: then nothing was received or rejected of that. */
  substituteItemId: string | null;
  substituteQuantity: number | null;
  /** How much of what was ordered it stands for and is not waited for any more. */
  substituted: number;
}

/** What has to be known of a line to say what came of it. */
export interface OrderedLine {
  lineId: string;
  sku: string;
  name: string;
  unit: string;
  packName: string;
  quantity: number;
  packPrice: number | null;
}

export interface StockedItem extends Measured {
  id: string;
  sku: string;
  stocked: boolean;
}

/** What came of a line, and how. */
export interface Arrival<Line extends OrderedLine> extends Omit<ReceiptLine, 'id'> {
  line: Line;
  /** What came instead; `insteadOf` null: of all that is outstanding. */
  instead: { item: StockedItem; insteadOf: number | null } | null;
}

type Entry = NonNullable<ReceiveInput['lines']>[number];

export interface Ordered<Line extends OrderedLine> {
  number: number;
  currency: string;
  lines: readonly Line[];
  /** By SKU: what was ordered, and what came instead. */
  items: ReadonlyMap<string, StockedItem>;
}

/** More than so many times what was ordered is taken for a wrong unit. */
const STRANGE_FACTOR = 100;

/** A line of which so much came, and nothing else is to be said. */
export function plainArrival<Line extends OrderedLine>(line: Line, received: number): Arrival<Line> {
  const nothing = { rejected: 0, replaced: false, reason: null, packPrice: null, agreedPrice: null };
  const here = { lot: null, expiresOn: null, substituteItemId: null, substituteQuantity: null };
  return { line, lineId: line.lineId, received, ...nothing, ...here, substituted: 0, instead: null };
}

/** What came by what was said of it; or what is wrong with that, by field. */
export function arrivalsOf<Line extends OrderedLine>(
  entries: readonly Entry[],
  ordered: Ordered<Line>,
): { arrivals: Arrival<Line>[]; errors: FieldError[] } {
  const byId = new Map(ordered.lines.map((line) => [line.lineId, line]));
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const arrivals = entries.flatMap((entry, index): Arrival<Line>[] => {
    const refuse: Refuse = (field, detail) => {
      errors.push({ pointer: `/lines/${index}/${field}`, detail });
      return [];
    };
    const line = byId.get(entry.lineId);
    if (!line) return refuse('lineId', `is not a line of #${ordered.number}`);
    const key = `${entry.lineId} ${entry.lot ?? ''} ${entry.expiresAt ?? ''} ${entry.substitute?.sku ?? ''}`;
    if (seen.has(key)) return refuse('lineId', `${line.sku} is listed twice; add the two up`);
    seen.add(key);
    const own = ownArrival(entry, line, ordered, refuse);
    if (!entry.substitute) return own;
    const instead = insteadArrival(entry.substitute, line, ordered, refuse);
    // Where nothing of the line itself came, its row would say nothing.
    return [...own.filter(({ received, rejected }) => received > 0 || rejected > 0), ...instead];
  });
  return { arrivals, errors };
}

type Refuse = (field: string, detail: string) => [];

function ownArrival<Line extends OrderedLine>(
  entry: Entry,
  line: Line,
  { items, currency }: Ordered<Line>,
  refuse: Refuse,
): Arrival<Line>[] {
  const item = items.get(line.sku)!;
  const received = toStockUnit(entry.quantity, entry.unit, item);
  const rejected = toStockUnit(entry.rejected ?? 0, entry.unit, item);
  if ('problem' in received) return refuse('unit', received.problem);
  if ('problem' in rejected) return refuse('unit', rejected.problem);
  if (received.quantity + rejected.quantity > line.quantity * STRANGE_FACTOR)
    return refuse(
      'quantity',
      `${received.quantity} ${line.unit} is far more than the ${line.quantity} ordered; check the unit`,
    );
  if (rejected.quantity > 0 && !entry.reason) return refuse('reason', 'is missing; say why it was sent back');
  const usual = line.packPrice === null ? null : { amount: line.packPrice, currency };
  const believed = entry.priceConfirmed === true ? null : usual;
  const mistake = priceMistake(entry.price, believed, currency);
  if (mistake) return refuse('price', `${mistake}. Confirm the price if it is right`);
  return [
    {
      ...plainArrival(line, received.quantity),
      rejected: rejected.quantity,
      replaced: entry.replaced ?? false,
      reason: entry.reason ?? null,
      packPrice: entry.price?.amount ?? null,
      agreedPrice: entry.price ? line.packPrice : null,
      lot: entry.lot ?? null,
      expiresOn: entry.expiresAt ?? null,
    },
  ];
}

function insteadArrival<Line extends OrderedLine>(
  { sku, quantity, unit, insteadOf, lot, expiresAt }: SubstituteInput,
  line: Line,
  { items }: Ordered<Line>,
  refuse: Refuse,
): Arrival<Line>[] {
  const item = items.get(sku);
  if (!item) return refuse('substitute/sku', `no item has SKU ${sku}`);
  if (sku === line.sku)
    return refuse('substitute/sku', `${sku} is what was ordered; say how much of it came`);
  if (!item.stocked) return refuse('substitute/sku', `${sku} is made to order, and has no stock to go into`);
  const came = toStockUnit(quantity, unit, item);
  if ('problem' in came) return refuse('substitute/unit', came.problem);
  if (item.unit === line.unit && came.quantity > line.quantity * STRANGE_FACTOR)
    return refuse(
      'substitute/quantity',
      `${came.quantity} ${item.unit} is far more than the ${line.quantity} ordered; check the unit`,
    );
  return [
    {
      ...plainArrival(line, 0),
      lot: lot ?? null,
      expiresOn: expiresAt ?? null,
      substituteItemId: item.id,
      substituteQuantity: came.quantity,
      instead: { item, insteadOf: insteadOf ?? null },
    },
  ];
}

/** What came, as the story of the order tells it. `isShort`: less of this line came than was to come. */
export function arrivalWords(
  arrivals: readonly Arrival<OrderedLine>[],
  currency: string,
  isShort: (arrival: Arrival<OrderedLine>) => boolean,
): string {
  const own = arrivals.filter(({ instead }) => instead === null);
  const made = new Set(arrivals.flatMap(({ substituted, lineId }) => (substituted > 0 ? [lineId] : [])));
  const short = own.filter((arrival) => isShort(arrival) && !made.has(arrival.lineId));
  return [
    ...(own.length > 0 ? [`${own.length} ${own.length === 1 ? 'line' : 'lines'} received`] : []),
    ...(short.length > 0 ? [`less than was to come of ${short.map(({ line }) => line.sku).join(', ')}`] : []),
    ...own.flatMap((arrival) => [...rejectedWords(arrival), ...priceWords(arrival, currency)]),
    ...arrivals.flatMap(insteadWords),
  ].join('; ');
}

function rejectedWords({ line, rejected, reason }: Arrival<OrderedLine>): string[] {
  return rejected > 0 ? [`${rejected} ${line.unit} ${line.sku} sent back (${reason})`] : [];
}

function priceWords({ line, packPrice, agreedPrice }: Arrival<OrderedLine>, currency: string): string[] {
  if (packPrice === null || packPrice === agreedPrice) return [];
  const words = (amount: number) => amountText({ amount, currency });
  const before = agreedPrice === null ? '' : ` instead of ${words(agreedPrice)}`;
  return [`${line.sku} at ${words(packPrice)}${before} ${currency} a ${line.packName}`];
}

function insteadWords({ line, instead, substituteQuantity, substituted }: Arrival<OrderedLine>): string[] {
  if (!instead) return [];
  const { unit, sku } = instead.item;
  const rest =
    substituted > 0
      ? `${substituted} ${line.unit} ${line.sku} not waited for any more`
      : `${line.sku} is still to come`;
  return [`${substituteQuantity} ${unit} ${sku} came instead of ${line.sku}, ${rest}`];
}
