import { entriesFor } from '../stock/ledger-entry.ts';
import { toStockUnit, type Measured } from '../items/units.ts';
import type { CsvRow } from './csv-table.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';

/** What was counted of one item. */
export interface CountRow {
  row: number;
  sku: string;
  quantity: number;
  unit?: string;
}

export interface CountedItem extends Measured {
  id: string;
  sku: string;
  stocked: boolean;
}

export function readCount(csv: CsvRow, context: RowContext): CountRow | undefined {
  const reader = new RowReader(csv, context);
  const sku = reader.required('sku');
  const quantity = reader.quantity('quantity', reader.required('quantity'));
  const unit = reader.text('unit');
  if (sku === undefined || quantity === undefined || !reader.ok) return undefined;
  return { row: csv.row, sku, quantity, ...(unit !== undefined && { unit }) };
}

const NOTHING = new Map<string, never>();

/** Notes what would keep the counts from being recorded. */
export function checkCounts(
  counts: readonly CountRow[],
  items: ReadonlyMap<string, CountedItem>,
  problems: ProblemList,
): void {
  const rowOf = new Map<string, number>();
  for (const { row, sku, quantity, unit } of counts) {
    const earlier = rowOf.get(sku);
    if (earlier === undefined) rowOf.set(sku, row);
    else problems.add(row, 'sku', `"${sku}" is in row ${earlier} already; add the two up`);
    const item = items.get(sku);
    if (!item) {
      problems.add(row, 'sku', `"${sku}" is no item's SKU; import the items first`);
      continue;
    }
    const converted = toStockUnit(quantity, unit, item);
    if ('problem' in converted) problems.add(row, 'unit', `"${quantity} ${unit}": ${converted.problem}`);
    else refuseEntry({ row, item, quantity: converted.quantity }, problems);
  }
}

function refuseEntry(
  { row, item, quantity }: { row: number; item: CountedItem; quantity: number },
  problems: ProblemList,
): void {
  const reported = {
    itemId: item.id,
    sku: item.sku,
    stocked: item.stocked,
    type: 'count' as const,
    quantity,
  };
  const result = entriesFor(reported, new Map(), NOTHING, NOTHING);
  if ('problem' in result) problems.add(row, result.field, result.problem);
}
