import { isDeepStrictEqual } from 'node:util';
import type { TSchema } from 'typebox';
import { decimalsOf, type Money } from '../../shared/money.ts';
import { toThousandths } from '../../shared/quantity.ts';
import { SupplierInput, type Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { mistakesIn } from '../platform/validation.ts';
import { mistakesInSupplier } from '../suppliers/supplier-rules.ts';
import type { CsvRow } from './csv-table.ts';
import type { Read } from './csv-values.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';
import { readChannels, readDay, readDays, readParts, readTimeOfDay } from './supplier-values.ts';

/** A supplier as a row tells it: what the row leaves out stays as it is, or gets its default. */
export interface SupplierRow {
  row: number;
  input: Omit<SupplierInput, 'minimumOrder'>;
  minimumOrder: number | undefined;
}

export interface SupplierPlan {
  suppliers: Supplier[];
  unchanged: number;
  notes: string[];
}

export function readSupplierRow(csv: CsvRow, context: RowContext): SupplierRow | undefined {
  const reader = new RowReader(csv, context);
  const fields = {
    name: reader.required('name'),
    email: reader.text('email'),
    phone: reader.text('phone'),
    language: reader.text('language')?.toLowerCase(),
    channels: reader.read('channels', reader.text('channels'), readChannels),
    currency: reader.text('currency')?.toUpperCase(),
    leadTimeDays: reader.wholeNumber('lead_time_days', 0, 365),
    deliveryDays: reader.read('delivery_days', reader.text('delivery_days'), readDays),
    deliveryTime: reader.read('delivery_time', reader.text('delivery_time'), readTimeOfDay),
    cutOff: reader.read('cut_off', reader.text('cut_off'), readTimeOfDay),
    closedOn: reader.read('closed_on', reader.text('closed_on'), (text) => readParts(text, readDay)),
    terms: reader.text('terms'),
    active: reader.yesNo('active'),
  };
  const minimumOrder = reader.quantity('minimum_order');
  const input = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  refuseMisfits(reader, SupplierInput, input);
  return reader.ok ? { row: csv.row, input: input as unknown as SupplierInput, minimumOrder } : undefined;
}

/** Notes what the cells alone do not show: too long, not a known word, not an address. */
export function refuseMisfits(reader: RowReader, schema: TSchema, input: Record<string, unknown>): void {
  if (!reader.ok) return;
  for (const { pointer, detail } of mistakesIn(schema, input)) {
    const field = pointer.split('/')[1] ?? '';
    const value = input[field];
    const isTold = typeof value !== 'string' || detail.includes(', not ');
    reader.refuse(columnOf(field), isTold ? detail : `"${value}" ${detail}`);
  }
}

/** minimumOrder → minimum_order */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Suppliers are known by their names, whatever the capitals. */
export function planSuppliers(
  rows: readonly SupplierRow[],
  existing: readonly Supplier[],
  create: (input: SupplierInput) => Supplier,
  problems: ProblemList,
): SupplierPlan {
  const known = new Map(existing.map((supplier) => [keyOf(supplier.name), supplier]));
  const rowOf = new Map<string, number>();
  const plan: SupplierPlan = { suppliers: [], unchanged: 0, notes: [] };
  for (const { row, input, minimumOrder } of rows) {
    const key = keyOf(input.name);
    const earlier = rowOf.get(key);
    if (earlier !== undefined) {
      problems.add(row, 'name', `"${input.name}" is in row ${earlier} already; keep one of the two`);
      continue;
    }
    rowOf.set(key, row);
    const current = known.get(key);
    const supplier = current ? { ...current, ...input, name: current.name } : create(input);
    const least = minimumOrder === undefined ? undefined : readMoney(minimumOrder, supplier.currency);
    if (least && 'problem' in least) problems.add(row, 'minimum_order', least.problem);
    else if (least) supplier.minimumOrder = least.value.amount === 0 ? null : least.value;
    for (const { pointer, detail } of mistakesInSupplier(supplier, current))
      problems.add(row, columnOf(pointer.split('/')[1] ?? ''), detail);
    if (current && isDeepStrictEqual(supplier, current)) plan.unchanged += 1;
    else plan.suppliers.push(supplier);
  }
  return plan;
}

export function keyOf(name: string): string {
  return name.toLowerCase();
}

/** 12.5 → 1250 cents; not for a price with more decimals than its currency has. */
export function readMoney(value: number, currency: string): Read<Money> {
  const minor = (toThousandths(value) * 10 ** decimalsOf(currency)) / 1000;
  return Number.isInteger(minor)
    ? { value: { amount: minor, currency } }
    : { problem: `"${value}" has more decimals than ${currency} has; round it` };
}
