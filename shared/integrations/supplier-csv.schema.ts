import type { ImportColumn } from './import.schema.ts';

function column(name: string, about: string, required = false, also: readonly string[] = []): ImportColumn {
  return { name, about, required, also };
}

/** The columns of a CSV file in which a supplier answers. Their order is free; what a row does not need stays empty. */
export const SUPPLIER_CSV_COLUMNS: readonly ImportColumn[] = [
  column('type', 'confirmation, delay, shipment or price', true, ['message']),
  column('order', 'our order as it stands in its column "order": 1042-9F3A2B1C', false, [
    'purchase_order_reference',
  ]),
  column('supplier_sku', "the supplier's own code; empty: the whole order", false, ['item', 'code']),
  column('packs', 'how many packs; 0: does not come; empty: all'),
  column('quantity', 'instead of packs: how much, in our stock unit'),
  column('expected', 'when it comes: 2026-11-28, or 2026-11-28 09:30 by the clocks of our store', false, [
    'expected_at',
  ]),
  column('reason', 'why it is late, or a note', false, ['note']),
  column('price', 'of one pack, as 12.40', false, ['pack_price']),
  column('currency', 'as EUR; that of the supplier when empty'),
  column('from', 'first day of a price, 2026-12-01', false, ['price_from']),
  column('until', 'last day of a price', false, ['price_until']),
];

/** One row of each type, for a template. */
export const SUPPLIER_CSV_EXAMPLES: readonly Readonly<Record<string, string>>[] = [
  {
    type: 'confirmation',
    order: '1042-9F3A2B1C',
    supplier_sku: 'MOZ-125',
    packs: '2',
    expected: '2026-11-28 08:00',
  },
  { type: 'delay', order: '1042-9F3A2B1C', expected: '2026-11-29', reason: 'truck broke down' },
  {
    type: 'shipment',
    order: '1042-9F3A2B1C',
    supplier_sku: 'MOZ-125',
    packs: '2',
    expected: '2026-11-28 07:15',
  },
  { type: 'price', supplier_sku: 'MOZ-125', price: '13.10', currency: 'EUR', from: '2026-12-01' },
];
