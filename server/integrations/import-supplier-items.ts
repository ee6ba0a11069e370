import { isDeepStrictEqual } from 'node:util';
import {
  SupplierItemInput,
  type Supplier,
  type SupplierItem,
} from '../../shared/suppliers/supplier.schema.ts';
import type { CsvRow } from './csv-table.ts';
import { columnOf, keyOf, readMoney, refuseMisfits } from './import-suppliers.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';
import { readBreak, readDay, readLayer, readParts } from './supplier-values.ts';

/** What a row says that a supplier sells. Its prices are figures: of which currency, the supplier says. */
export interface SupplierItemRow {
  row: number;
  supplier: string;
  line: Omit<SupplierItemInput, 'packPrice' | 'priceBreaks'>;
  price: number | undefined;
  breaks: { fromPacks: number; price: number }[] | undefined;
  confirmed: boolean;
}

export function readSupplierItemRow(csv: CsvRow, context: RowContext): SupplierItemRow | undefined {
  const reader = new RowReader(csv, context);
  const parts = <T>(column: string, how: (part: string) => { value: T } | { problem: string }) =>
    reader.read(column, reader.text(column), (text) => readParts(text, how));
  const supplier = reader.required('supplier');
  const fields = {
    sku: reader.required('sku'),
    supplierSku: reader.text('supplier_sku'),
    packName: reader.text('pack_name'),
    packQuantity: reader.positiveQuantity('pack_quantity'),
    nesting: parts('nesting', (part) => readLayer(part, context.decimalMark)),
    priceFrom: reader.read('price_from', reader.text('price_from'), readDay),
    priceUntil: reader.read('price_until', reader.text('price_until'), readDay),
    moq: reader.wholeNumber('moq', 1, 1_000_000),
    preferred: reader.yesNo('preferred'),
    substitutes: parts('substitutes', (value) => ({ value })),
  };
  const price = reader.quantity('price');
  const breaks = parts('price_breaks', (part) => readBreak(part, context.decimalMark));
  const confirmed = reader.yesNo('price_confirmed') ?? false;
  const line = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  refuseMisfits(reader, SupplierItemInput, line);
  if (!reader.ok || supplier === undefined) return undefined;
  return { row: csv.row, supplier, line: line as unknown as SupplierItemInput, price, breaks, confirmed };
}

/** The rows of each supplier; those of unknown suppliers are noted, and of an item in several rows only the first counts. */
export function groupBySupplier(
  rows: readonly SupplierItemRow[],
  suppliers: readonly Supplier[],
  problems: ProblemList,
): Map<Supplier, SupplierItemRow[]> {
  const known = new Map(suppliers.map((supplier) => [keyOf(supplier.name), supplier]));
  const rowOf = new Map<string, number>();
  const groups = new Map<Supplier, SupplierItemRow[]>();
  for (const item of rows) {
    const supplier = known.get(keyOf(item.supplier));
    if (!supplier) {
      problems.add(item.row, 'supplier', `"${item.supplier}" is no supplier; import the suppliers first`);
      continue;
    }
    const key = `${supplier.id} ${item.line.sku}`;
    const earlier = rowOf.get(key);
    if (earlier !== undefined) {
      const problem = `"${item.line.sku}" of ${supplier.name} is in row ${earlier} already; keep one of the two`;
      problems.add(item.row, 'sku', problem);
      continue;
    }
    rowOf.set(key, item.row);
    groups.set(supplier, [...(groups.get(supplier) ?? []), item]);
  }
  return groups;
}

/** The whole list of a supplier with the rows worked in, and the row that each line comes from. */
export interface MergedLines {
  lines: SupplierItemInput[];
  rows: (number | undefined)[];
  unchanged: number;
}

export function mergeRows(
  rows: readonly SupplierItemRow[],
  current: readonly SupplierItem[],
  { currency }: Supplier,
  problems: ProblemList,
): MergedLines {
  const bySku = new Map<string, SupplierItemInput>(current.map((item) => [item.sku, asInput(item)]));
  const rowOf = new Map<string, number>();
  let unchanged = 0;
  for (const item of rows) {
    const known = bySku.get(item.line.sku);
    const line = { ...known, ...item.line, ...pricesOf(item, currency, problems) };
    if (known && isDeepStrictEqual(line, known)) unchanged += 1;
    bySku.set(line.sku, line);
    rowOf.set(line.sku, item.row);
  }
  const lines = [...bySku.values()];
  return { lines, rows: lines.map(({ sku }) => rowOf.get(sku)), unchanged };
}

function asInput({
  itemId: _,
  name: __,
  unit: ___,
  updatedAt: ____,
  ...line
}: SupplierItem): SupplierItemInput {
  return line;
}

function pricesOf(
  { row, price, breaks }: SupplierItemRow,
  currency: string,
  problems: ProblemList,
): Pick<SupplierItemInput, 'packPrice' | 'priceBreaks'> {
  const money = (value: number, column: string) => {
    const read = readMoney(value, currency);
    if ('value' in read) return read.value;
    problems.add(row, column, read.problem);
    return { amount: 0, currency };
  };
  return {
    ...(price !== undefined && { packPrice: money(price, 'price') }),
    ...(breaks && {
      priceBreaks: breaks.map(({ fromPacks, price: each }) => ({
        fromPacks,
        packPrice: money(each, 'price_breaks'),
      })),
    }),
  };
}

/** The column that a mistake in `/items/3/packPrice/amount` is about. */
export function columnOfMistake(field: string): string {
  return field === 'packPrice' ? 'price' : columnOf(field);
}
