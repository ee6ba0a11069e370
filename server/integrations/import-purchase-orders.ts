import { readAmount } from '../../shared/money.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { toStockUnit, type Measured } from '../items/units.ts';
import type { PastOrder } from '../purchasing/history.ts';
import type { CsvRow } from './csv-table.ts';
import type { LocalTime } from './local-time.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';

type PastDelivery = PastOrder['lines'][number]['deliveries'][number];

/** One delivery of one line of a purchase order. */
export interface PastRow {
  row: number;
  externalId: string;
  supplier: Supplier;
  orderedAt: Date;
  item: KnownItem;
  price: number | null;
  delivery: PastDelivery;
}

interface KnownItem extends Measured {
  id: string;
  sku: string;
  stocked: boolean;
}

/** What rows may name. */
export interface Known {
  suppliers: ReadonlyMap<string, Supplier>;
  items: ReadonlyMap<string, KnownItem>;
  localTime: LocalTime;
  now: Date;
}

export function readPastRow(csv: CsvRow, context: RowContext, known: Known): PastRow | undefined {
  const reader = new RowReader(csv, context);
  const at = (column: string): Date | undefined => {
    const read = reader.read(column, reader.text(column), (text) => known.localTime.read(withTime(text)));
    return read === undefined ? undefined : new Date(read);
  };
  const externalId = reader.required('order');
  const supplier = namedSupplier(reader, known);
  const item = namedItem(reader, known);
  reader.required('ordered_at');
  const orderedAt = at('ordered_at');
  const [expected, confirmed, receivedAt] = [at('expected_at'), at('confirmed_at'), at('received_at')];
  const quantity = inStockUnit(reader, reader.positiveQuantity('quantity'), item);
  const received = inStockUnit(reader, reader.quantity('received'), item);
  const rejected = inStockUnit(reader, reader.quantity('rejected'), item) ?? 0;
  const price =
    supplier && reader.read('price', reader.text('price'), (text) => readPrice(text, supplier.currency));
  if (!externalId || !supplier || !item || !orderedAt || quantity === undefined) return undefined;
  const expectedAt = confirmed ?? expected ?? receivedAt;
  if (!expectedAt)
    reader.refuse('confirmed_at', 'is empty, and so are expected_at and received_at; fill one in');
  refuseTimes(reader, { orderedAt, expectedAt, receivedAt }, known.now);
  if (received !== undefined && received > 0 && !receivedAt)
    reader.refuse('received_at', 'is empty, but something was received; say when');
  if (!reader.ok || !expectedAt) return undefined;
  const came = received ?? (receivedAt ? quantity : 0);
  const delivery = {
    ...{ quantity, expectedAt, confirmed: confirmed !== undefined, rejected },
    ...{ receivedAt: receivedAt ?? null, received: came },
  };
  return { row: csv.row, externalId, supplier, orderedAt, item, price: price ?? null, delivery };
}

/** A day without a time is meant as its noon. */
const withTime = (text: string): string => (/:\d\d/.test(text) ? text : `${text} 12:00`);

function namedSupplier(reader: RowReader, { suppliers }: Known): Supplier | undefined {
  const name = reader.required('supplier');
  if (name === undefined) return undefined;
  const supplier = suppliers.get(name.toLowerCase());
  return supplier ?? reader.refuse('supplier', `no supplier is called "${name}"; import suppliers first`);
}

function namedItem(reader: RowReader, { items }: Known): KnownItem | undefined {
  const sku = reader.required('sku');
  if (sku === undefined) return undefined;
  const item = items.get(sku);
  if (!item) return reader.refuse('sku', `no item has SKU ${sku}; import items first`);
  return item.stocked ? item : reader.refuse('sku', `${sku} is made to order and cannot be ordered`);
}

function inStockUnit(
  reader: RowReader,
  quantity: number | undefined,
  item: KnownItem | undefined,
): number | undefined {
  if (quantity === undefined || !item) return quantity;
  const converted = toStockUnit(quantity, reader.text('unit'), item);
  return 'problem' in converted ? reader.refuse('unit', converted.problem) : converted.quantity;
}

function readPrice(text: string, currency: string): { value: number } | { problem: string } {
  const value = readAmount(text.replace(',', '.'), currency);
  return value === null ? { problem: `"${text}" is not an amount in ${currency}; write 12.50` } : { value };
}

function refuseTimes(
  reader: RowReader,
  {
    orderedAt,
    expectedAt,
    receivedAt,
  }: { orderedAt: Date; expectedAt?: Date | undefined; receivedAt?: Date | undefined },
  now: Date,
): void {
  const dayBefore = orderedAt.getTime() - 86_400_000;
  if (orderedAt > now) reader.refuse('ordered_at', 'is in the future');
  if (expectedAt && expectedAt.getTime() < dayBefore)
    reader.refuse('confirmed_at', 'is before the order; correct one of both');
  if (receivedAt && receivedAt.getTime() < dayBefore)
    reader.refuse('received_at', 'is before the order; correct one of both');
  if (receivedAt && receivedAt > now) reader.refuse('received_at', 'is in the future');
}

/** An order, with the rows that it comes from. */
export interface ImportedPastOrder {
  order: PastOrder;
  rows: number[];
}

/** Rows of one order number are one order; those of one SKU are deliveries of one line. */
export function groupPastOrders(rows: readonly PastRow[], problems: ProblemList): ImportedPastOrder[] {
  const orders = new Map<string, ImportedPastOrder>();
  for (const { row, externalId, supplier, orderedAt, item, price, delivery } of rows) {
    const known = orders.get(externalId);
    const imported = known ?? { order: { externalId, supplier, orderedAt, lines: [] }, rows: [] };
    if (!known) orders.set(externalId, imported);
    else if (known.order.supplier !== supplier || known.order.orderedAt.getTime() !== orderedAt.getTime())
      problems.add(
        row,
        'order',
        `says another supplier or another ordered_at of order ${externalId} than row ${known.rows[0]}`,
      );
    const line = imported.order.lines.find(({ itemId }) => itemId === item.id);
    if (line) line.deliveries.push(delivery);
    else
      imported.order.lines.push({
        ...{ itemId: item.id, sku: item.sku, unit: item.unit, price },
        deliveries: [delivery],
      });
    imported.rows.push(row);
  }
  return [...orders.values()];
}
