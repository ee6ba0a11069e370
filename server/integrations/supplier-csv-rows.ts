import { readAmount } from '../../shared/money.ts';
import type { SupplierMessage } from '../../shared/purchasing/supplier-message.schema.ts';
import { SUPPLIER_CSV_COLUMNS } from '../../shared/integrations/supplier-csv.schema.ts';
import type { Known, KnownOrder } from '../purchasing/x12/set-reading.ts';
import { readTime } from '../purchasing/x12/times.ts';
import { findColumns } from './csv-columns.ts';
import type { CsvTable } from './csv-table.ts';
import { ProblemList } from './problem-list.ts';
import { rowContext, RowReader } from './row-reader.ts';
import { LocalTime } from './local-time.ts';

const TYPES = ['confirmation', 'delay', 'shipment', 'price'] as const;
type RowType = (typeof TYPES)[number];
const PRICES = 'prices';

/** What rows of a file say together. */
export interface CsvMessage {
  /** The order, or "prices", with a count where there is more than one. */
  id: string;
  message: SupplierMessage;
  /** The row of each line, and of what comes before the lines. */
  rows: number[];
}

export interface CsvMistake {
  row: number;
  column: string;
  problem: string;
}

/** One row, read. */
interface Row {
  type: RowType;
  row: number;
  order: KnownOrder | null;
  supplierSku: string | undefined;
  amount: { packs?: number; quantity?: number };
  expectedAt: string | undefined;
  reason: string | undefined;
  price: Price | undefined;
}

type Price = Extract<SupplierMessage, { type: 'prices.changed' }>['prices'][number];

/** References in a table, before anything is known of the orders. */
export function ordersIn(table: CsvTable): string[] {
  const found = findColumns(SUPPLIER_CSV_COLUMNS, table);
  const at = 'positions' in found ? found.positions.get('order') : undefined;
  return at === undefined ? [] : table.rows.flatMap(({ cells }) => cells[at]?.trim() || []);
}

/** What a supplier says in a table: of an order all of it or nothing, and of prices all or nothing. */
export function readSupplierCsv(
  table: CsvTable,
  known: Known,
): { messages: CsvMessage[]; mistakes: CsvMistake[] } {
  if (table.broken) return { messages: [], mistakes: [{ ...table.broken }] };
  const columns = findColumns(SUPPLIER_CSV_COLUMNS, table);
  if ('mistakes' in columns)
    return { messages: [], mistakes: columns.mistakes.map((it) => ({ row: table.headerRow, ...it })) };
  const problems = new ProblemList();
  const context = rowContext(table, columns, problems);
  const spoilt = new Set<string>();
  const groups = new Map<string, Row[]>();
  for (const cells of table.rows) {
    const reader = new RowReader(cells, context);
    const row = readRow(reader, known);
    const subject = row?.order?.reference ?? reader.text('order')?.toUpperCase() ?? PRICES;
    if (!row || !reader.ok) spoilt.add(subject);
    else {
      const key = keyOf(row, subject);
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
  }
  if (table.rows.length === 0) problems.add(table.headerRow, '', 'there are no rows below the header');
  const messages = [...groups.values()].filter(([first]) => !spoilt.has(subjectOf(first!)));
  return { messages: numbered(messages), mistakes: problems.told };
}

function subjectOf({ order }: Row): string {
  return order?.reference ?? PRICES;
}

/** Rows of one order that go together: those of a confirmation, those that come at one time. */
function keyOf({ type, expectedAt, reason }: Row, subject: string): string {
  if (type === 'price' || type === 'confirmation') return `${subject} ${type}`;
  return `${subject} ${type} ${expectedAt} ${type === 'delay' ? reason : ''}`;
}

function numbered(groups: readonly Row[][]): CsvMessage[] {
  const counts = new Map<string, number>();
  return groups.map((rows) => {
    const subject = subjectOf(rows[0]!);
    const count = (counts.get(subject) ?? 0) + 1;
    counts.set(subject, count);
    const id = count === 1 ? subject : `${subject}:${count}`;
    return { id, message: messageOf(rows), rows: rows.map(({ row }) => row) };
  });
}

function readRow(reader: RowReader, known: Known): Row | undefined {
  const type = reader.read('type', reader.required('type'), (text) => {
    const value = TYPES.find((it) => it === text.toLowerCase());
    return value ? { value } : { problem: `"${text}" is not known; write one of ${TYPES.join(', ')}` };
  });
  if (type === undefined) return undefined;
  if (type === 'price') return readPriceRow(reader, known);
  const order = readOrder(reader, known);
  const supplierSku = reader.text('supplier_sku');
  if (!order) return undefined;
  if (supplierSku !== undefined && !order.lines.some((line) => line.supplierSku === supplierSku))
    reader.refuse('supplier_sku', `${supplierSku} is not on order ${order.reference}`);
  const [packs, quantity] = [reader.quantity('packs'), reader.quantity('quantity')];
  if (packs !== undefined && quantity !== undefined)
    reader.refuse('quantity', 'stands beside packs; fill in one of them');
  if (supplierSku === undefined && (packs ?? quantity) !== undefined)
    reader.refuse('supplier_sku', 'is empty beside an amount; say of what');
  const expectedAt = readExpected(reader, order, type);
  const amount = { ...(packs !== undefined && { packs }), ...(quantity !== undefined && { quantity }) };
  return {
    ...{ type, row: reader.row, order, supplierSku, amount, expectedAt, price: undefined },
    reason: reader.text('reason')?.slice(0, 200),
  };
}

function readOrder(reader: RowReader, { orders }: Known): KnownOrder | undefined {
  return reader.read('order', reader.required('order'), (text) => {
    const value = orders.get(text.toUpperCase());
    const problem = `there is no order ${text} of ours to you; give it back as it stands in our file`;
    return value ? { value } : { problem };
  });
}

/** A day alone is the time of day at which the supplier delivers. */
function readExpected(reader: RowReader, order: KnownOrder, type: RowType): string | undefined {
  const text = type === 'confirmation' ? reader.text('expected') : reader.required('expected');
  return reader.read('expected', text, (it) => {
    if (!/^\d{4}-\d\d-\d\d$/.test(it)) return new LocalTime(order.timeZone).read(it);
    const read = readTime({ day: it.replaceAll('-', ''), time: '', zone: '' }, order);
    return 'value' in read ? read : { problem: `"${it}" is no day; write it as 2026-11-28` };
  });
}

function readPriceRow(reader: RowReader, { items, currency }: Known): Row | undefined {
  const supplierSku = reader.required('supplier_sku');
  if (supplierSku !== undefined && !items.has(supplierSku))
    reader.refuse('supplier_sku', `${supplierSku} is no code of yours that we know`);
  const said = reader.text('currency');
  if (said !== undefined && said !== currency)
    reader.refuse('currency', `${said} is not agreed; prices are in ${currency}`);
  const amount = reader.read('price', reader.required('price'), (text) => {
    const value = readAmount(text.replace(',', '.'), currency);
    return value === null
      ? { problem: `"${text}" is no price in ${currency}; write it as 12.40` }
      : { value };
  });
  const [from, until] = (['from', 'until'] as const).map((column) =>
    reader.read(column, reader.text(column), (it) =>
      isDay(it) ? { value: it } : { problem: `"${it}" is no day; write it as 2026-12-01` },
    ),
  );
  if (supplierSku === undefined || amount === undefined) return undefined;
  const days = { ...(from && { from }), ...(until && { until }) };
  return {
    ...{ type: 'price', row: reader.row, order: null, supplierSku, amount: {}, expectedAt: undefined },
    reason: undefined,
    price: { supplierSku, packPrice: { amount, currency }, ...days },
  };
}

function isDay(text: string): boolean {
  return (
    /^[1-9]\d{3}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true
  );
}

function messageOf(rows: readonly Row[]): SupplierMessage {
  const { type, order, expectedAt, reason } = rows[0]!;
  const reference = order?.reference ?? '';
  const named = rows.filter((row) => row.supplierSku !== undefined);
  switch (type) {
    case 'price':
      return { type: 'prices.changed', prices: rows.map(({ price }) => price!) };
    case 'delay': {
      const supplierSkus = named.map(({ supplierSku }) => supplierSku!);
      const some = supplierSkus.length > 0 && named.length === rows.length ? { supplierSkus } : {};
      return {
        type: 'order.delayed',
        order: reference,
        expectedAt: expectedAt!,
        ...(reason && { reason }),
        ...some,
      };
    }
    case 'shipment': {
      const lines = named.map(({ supplierSku, amount }) => ({ supplierSku: supplierSku!, ...amount }));
      const some = lines.length > 0 ? { lines } : {};
      return {
        type: 'order.shipped',
        order: reference,
        expectedAt: expectedAt!,
        ...(reason && { note: reason }),
        ...some,
      };
    }
    case 'confirmation': {
      const lines = rows.flatMap((row) => confirmed(row, order!));
      const notes = [...new Set(rows.flatMap((row) => row.reason ?? []))].join('; ').slice(0, 500);
      const isWhole = lines.length === 0;
      return {
        ...{ type: 'order.acknowledged', order: reference },
        ...(!isWhole && { lines }),
        ...(notes !== '' && { note: notes }),
      };
    }
  }
}

/** Of a row without a code: every line, where it says when. */
function confirmed({ supplierSku, amount, expectedAt }: Row, { lines }: KnownOrder) {
  const when = expectedAt === undefined ? {} : { expectedAt };
  if (supplierSku !== undefined) return [{ supplierSku, ...amount, ...when }];
  return expectedAt === undefined ? [] : lines.map((line) => ({ supplierSku: line.supplierSku, ...when }));
}
