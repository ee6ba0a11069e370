import { IMPORT_COLUMNS, type ImportKind } from '../../shared/integrations/import.schema.ts';

/** One row each that shows how columns are meant. */
const EXAMPLES: Record<ImportKind, Record<string, string>> = {
  items: {
    sku: 'TOMATO',
    name: 'Tomatoes',
    unit: 'kg',
    category: 'Vegetables',
    importance: 'B',
    sellable: 'no',
    stocked: 'yes',
    par_level: '20',
    reorder_point: '5',
    shelf_life_days: '7',
    packs: 'case = 6',
  },
  recipes: { sku: 'SOUP', component_sku: 'TOMATO', quantity: '250', unit: 'g', yield: '1' },
  suppliers: {
    name: 'Greenfield',
    email: 'orders@greenfield.example',
    phone: '+43 1 2345678',
    language: 'en',
    channels: 'email',
    currency: 'EUR',
    lead_time_days: '1',
    delivery_days: '1 3 5',
    delivery_time: '07:30',
    cut_off: '16:00',
    closed_on: '2026-12-25 | 2026-12-26',
    minimum_order: '150',
    terms: '30 days',
    active: 'yes',
  },
  'supplier-items': {
    supplier: 'Greenfield',
    sku: 'TOMATO',
    supplier_sku: 'G-1042',
    pack_name: 'case',
    pack_quantity: '6',
    nesting: 'tray = 2 | kg = 3',
    price: '14.50',
    price_from: '2026-11-01',
    price_until: '2027-03-31',
    price_breaks: '10 = 13.90 | 50 = 12.80',
    moq: '1',
    preferred: 'yes',
  },
  'opening-stock': { sku: 'TOMATO', quantity: '12.5', unit: 'kg' },
  orders: {
    external_id: 'W-1001',
    customer: 'Ada Lovelace',
    email: 'ada@example.com',
    phone: '+43 660 1234567',
    loyalty_tier: '1',
    language: 'en',
    needed_by: '2026-11-27 10:00',
    ship_complete: 'no',
    notes: 'rings twice',
    sku: 'SOUP',
    quantity: '6',
  },
  'purchase-orders': {
    order: 'P-2041',
    supplier: 'Greenfield',
    ordered_at: '2026-11-02 09:30',
    sku: 'TOMATO',
    quantity: '24',
    unit: 'kg',
    expected_at: '2026-11-03 08:00',
    confirmed_at: '2026-11-03 08:00',
    received_at: '2026-11-03 10:15',
    received: '22',
    rejected: '2',
    price: '2.40',
  },
  sales: { external_id: '1001', sold_at: '2026-11-24 19:40', sku: 'SOUP', quantity: '2' },
};

/** A file with the right head and one row to write over. */
export function importTemplate(kind: ImportKind): string {
  const columns = IMPORT_COLUMNS[kind].map(({ name }) => name);
  const row = columns.map((name) => EXAMPLES[kind][name] ?? '');
  return `${columns.join(',')}\r\n${row.join(',')}\r\n`;
}
