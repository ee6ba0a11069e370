import { isDeepStrictEqual } from 'node:util';
import { ItemInput, type Item, type Pack } from '../../shared/items/item.schema.ts';
import { mistakesIn } from '../platform/validation.ts';
import type { CsvRow } from './csv-table.ts';
import { readQuantity, type DecimalMark, type Read } from './csv-values.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';

/** An item as a row of a file tells it: what the row leaves out stays as it is, or gets its default. */
export interface ItemRow {
  row: number;
  input: ItemInput;
}

/** What an import of items or recipes would write. */
export interface ItemPlan {
  items: Item[];
  /** Rows that say what is there already. */
  unchanged: number;
  notes: string[];
}

const COLUMN_OF: Record<string, string> = {
  parLevel: 'par_level',
  reorderPoint: 'reorder_point',
  shelfLifeDays: 'shelf_life_days',
};

export function readItem(csv: CsvRow, context: RowContext): ItemRow | undefined {
  const reader = new RowReader(csv, context);
  const packs = reader.text('packs');
  const fields = {
    sku: reader.required('sku'),
    name: reader.required('name'),
    unit: reader.required('unit'),
    category: reader.text('category'),
    importance: reader.text('importance')?.toUpperCase(),
    sellable: reader.yesNo('sellable'),
    stocked: reader.yesNo('stocked'),
    parLevel: reader.quantity('par_level'),
    reorderPoint: reader.quantity('reorder_point'),
    shelfLifeDays: reader.wholeNumber('shelf_life_days', 1, 3650),
    packs: reader.read('packs', packs, (text) => readPacks(text, context.decimalMark)),
  };
  const input = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (reader.ok) refuseMisfits(input, reader);
  return reader.ok ? { row: csv.row, input: input as unknown as ItemInput } : undefined;
}

/** What the cells alone do not show: too long, not a known letter, out of range. */
function refuseMisfits(input: Record<string, unknown>, reader: RowReader): void {
  for (const { pointer, detail } of mistakesIn(ItemInput, input)) {
    const [, field = ''] = pointer.split('/');
    reader.refuse(
      COLUMN_OF[field] ?? field,
      detail.includes(', not ') ? detail : `"${String(input[field])}" ${detail}`,
    );
  }
}

function readPacks(text: string, mark: DecimalMark): Read<Pack[]> {
  const packs: Pack[] = [];
  for (const part of text.split('|')) {
    const [, name = '', size = ''] = /^([^=]*)=(.*)$/.exec(part) ?? [];
    const quantity = readQuantity(size.trim(), mark);
    if (name.trim() === '' || 'problem' in quantity || quantity.value <= 0)
      return {
        problem: `"${part.trim()}" is not a pack; write its name and how many stock units it has: case = 12`,
      };
    packs.push({ name: name.trim(), quantity: quantity.value });
  }
  const twice = packs.find(({ name }, index) => packs.findIndex((pack) => pack.name === name) !== index);
  if (twice) return { problem: `"${twice.name}" is declared twice; keep one` };
  return { value: packs.sort((a, b) => a.quantity - b.quantity) };
}

/** Of a SKU in several rows, only the first counts. */
export function planItems(
  rows: readonly ItemRow[],
  existing: ReadonlyMap<string, Item>,
  create: (input: ItemInput) => Item,
  problems: ProblemList,
): ItemPlan {
  const rowOf = new Map<string, number>();
  const plan: ItemPlan = { items: [], unchanged: 0, notes: [] };
  for (const { row, input } of rows) {
    const { sku, unit } = input;
    const earlier = rowOf.get(sku);
    const current = existing.get(sku);
    if (earlier !== undefined) {
      problems.add(row, 'sku', `"${sku}" is in row ${earlier} already; keep one of the two`);
      continue;
    }
    rowOf.set(sku, row);
    // Its ledger is in the unit it has: the same numbers would mean something else.
    if (current && current.unit !== unit)
      problems.add(
        row,
        'unit',
        `"${unit}" is not ${current.unit}, in which ${sku} is counted; keep its unit`,
      );
    const item = current ? { ...current, ...input } : create(input);
    if (current && isDeepStrictEqual(item, current)) plan.unchanged += 1;
    else plan.items.push(item);
  }
  return plan;
}
