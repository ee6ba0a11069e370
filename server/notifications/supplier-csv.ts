import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { amountText } from '../../shared/money.ts';
import type { SupplierDocument } from '../purchasing/supplier-document.ts';

const COLUMNS = [
  ...['purchase_order', 'version', 'line', 'supplier_sku', 'sku', 'name', 'packs', 'pack', 'pack_quantity'],
  ...['unit', 'quantity', 'cancelled', 'pack_price', 'line_total', 'currency', 'wanted'],
  // Names it among those of all stores: what the supplier's own files have to give back.
  'order',
];

/** A purchase order as a table for programs (RFC 4180): its heads are the same in every language, and no cell is a formula. */
export function orderCsv({ number, reference, version, store, currency, lines }: SupplierDocument): string {
  const money = (amount: number | null): string => (amount === null ? '' : amountText({ amount, currency }));
  const rows = lines.map((line, index) => ({
    ...{ purchase_order: number, version, line: index + 1 },
    ...{ supplier_sku: line.supplierSku, sku: line.sku, name: line.name },
    ...{ packs: line.packs, pack: line.packName, pack_quantity: line.packQuantity },
    ...{ unit: line.unit, quantity: line.quantity, cancelled: line.cancelled },
    ...{ pack_price: money(line.packPrice), line_total: money(line.total), currency },
    wanted: DateTime.fromISO(line.wantedAt, { zone: store.timeZone }).toISO({ suppressMilliseconds: true }),
    order: reference,
  }));
  const options = { header: true, bom: true, escape_formulas: true, record_delimiter: '\r\n' };
  return stringify(rows, { ...options, columns: COLUMNS });
}
