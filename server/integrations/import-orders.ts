import type { FieldError } from '../../shared/errors.ts';
import {
  CUSTOMER_LANGUAGES,
  type CustomerLanguage,
  type OrderInput,
} from '../../shared/orders/order.schema.ts';
import type { CsvRow } from './csv-table.ts';
import type { LocalTime } from './local-time.ts';
import type { ProblemList } from './problem-list.ts';
import { RowReader, type RowContext } from './row-reader.ts';

type Head = Omit<OrderInput, 'lines' | 'externalId'>;

/** One line of one order, with what its row says of the order. */
export interface OrderRow {
  row: number;
  externalId: string;
  head: Head;
  line: OrderInput['lines'][number];
}

/** An order, with the row that each of its lines comes from. */
export interface ImportedOrder {
  order: OrderInput & { externalId: string };
  rows: number[];
}

export function readOrderRow(csv: CsvRow, context: RowContext, localTime: LocalTime): OrderRow | undefined {
  const reader = new RowReader(csv, context);
  const externalId = reader.required('external_id');
  const head = readHead(reader, localTime);
  const sku = reader.required('sku');
  const quantity = reader.positiveQuantity('quantity');
  const unit = reader.text('unit');
  if (externalId === undefined || head === undefined || sku === undefined || quantity === undefined)
    return undefined;
  const line = { sku, quantity, ...(unit !== undefined && { unit }) };
  return reader.ok ? { row: csv.row, externalId, head, line } : undefined;
}

function readHead(reader: RowReader, localTime: LocalTime): Head | undefined {
  const name = reader.required('customer');
  const [email, phone, notes] = ['email', 'phone', 'notes'].map((column) => reader.text(column));
  const loyaltyTier = reader.wholeNumber('loyalty_tier', 0, 3);
  const language = reader.read('language', reader.text('language'), readLanguage);
  const neededBy = reader.read('needed_by', reader.text('needed_by'), (text) => localTime.read(text));
  const shipComplete = reader.yesNo('ship_complete');
  if (name === undefined) return undefined;
  return {
    customer: {
      name,
      ...(email !== undefined && { email }),
      ...(phone !== undefined && { phone }),
      ...(loyaltyTier !== undefined && { loyaltyTier }),
      ...(language !== undefined && { language }),
    },
    ...(neededBy !== undefined && { neededBy }),
    ...(shipComplete !== undefined && { shipComplete }),
    ...(notes !== undefined && { notes }),
  };
}

function readLanguage(text: string): { value: CustomerLanguage } | { problem: string } {
  const value = CUSTOMER_LANGUAGES.find((language) => language === text.toLowerCase());
  return value ? { value } : { problem: `"${text}" is not a language we write in; write en or de` };
}

/** Rows of one external id are one order, wherever in the file they stand. In the order in which orders begin. */
export function groupOrders(rows: readonly OrderRow[], problems: ProblemList): ImportedOrder[] {
  const orders = new Map<string, ImportedOrder>();
  const heads = new Map<string, string>();
  for (const { row, externalId, head, line } of rows) {
    const said = JSON.stringify(head);
    const known = orders.get(externalId);
    const { order, rows } = known ?? { order: { externalId, ...head, lines: [] }, rows: [] };
    if (!known) {
      orders.set(externalId, { order, rows });
      heads.set(externalId, said);
    } else if (heads.get(externalId) !== said) {
      const problem = `says something else of order ${externalId} than row ${rows[0]}; only sku, quantity and unit may differ`;
      problems.add(row, 'external_id', problem);
    }
    order.lines.push(line);
    rows.push(row);
  }
  return [...orders.values()];
}

const COLUMN_OF: Record<string, string> = {
  '/neededBy': 'needed_by',
  '/notes': 'notes',
  '/customer/name': 'customer',
  '/customer/email': 'email',
  '/customer/phone': 'phone',
};

/** Notes at the rows of an order why it was not taken. */
export function refuseOrder(
  { rows }: ImportedOrder,
  errors: readonly FieldError[],
  problems: ProblemList,
): void {
  for (const { pointer, detail } of errors) {
    const [, index, ofLine] = /^\/lines\/(\d+)\/(\w+)$/.exec(pointer) ?? [];
    const row = (index === undefined ? undefined : rows[Number(index)]) ?? rows[0]!;
    problems.add(row, ofLine ?? COLUMN_OF[pointer] ?? 'external_id', detail);
  }
}
