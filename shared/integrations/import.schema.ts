import Type, { type Static } from 'typebox';
import { Problem } from '../errors.ts';

export const IMPORT_KINDS = [
  'items',
  'recipes',
  'suppliers',
  'supplier-items',
  'opening-stock',
  'sales',
  'orders',
  'purchase-orders',
] as const;
export const ImportKind = Type.Enum(IMPORT_KINDS);
export type ImportKind = Static<typeof ImportKind>;

/** What an import takes at most: a year of sales of a busy place fits several times over. */
export const MAX_IMPORT_BYTES = 20_000_000;
export const MAX_IMPORT_ROWS = 200_000;
/** Of the mistakes in a file, so many are told; the others are only counted. */
export const MAX_PROBLEMS_TOLD = 1_000;

export interface ImportColumn {
  name: string;
  required: boolean;
  about: string;
  /** What it may be called as well. */
  also: readonly string[];
}

function needed(name: string, about: string, ...also: string[]): ImportColumn {
  return { name, required: true, about, also };
}

function optional(name: string, about: string, ...also: string[]): ImportColumn {
  return { name, required: false, about, also };
}

const sku = needed('sku', 'SKU of the item');
const quantity = needed('quantity', 'more than 0, at most 3 decimals');

/** The columns of each kind of file. Their order is free, and so are capitals, and spaces or hyphens for the underscore. */
export const IMPORT_COLUMNS: Record<ImportKind, readonly ImportColumn[]> = {
  items: [
    needed('sku', 'unique code; an item that has it already is changed'),
    needed('name', 'what people call it'),
    needed('unit', 'stock unit: each, g, kg, ml, l, portion …'),
    optional('category', 'group on the tablet'),
    optional('importance', 'A, B or C; B when empty'),
    optional('sellable', 'yes or no; yes when empty'),
    optional('stocked', 'whether it is counted, yes or no; yes when empty'),
    optional('par_level', 'level to hold, in the stock unit'),
    optional('reorder_point', 'low at or below this; a third of the par level when empty'),
    optional('shelf_life_days', 'whole days'),
    optional('packs', 'declared packs, as "case = 12 | tray = 6"'),
  ],
  recipes: [
    needed('sku', 'the item that is made; all its rows together are its recipe, in place of the one before'),
    needed('component_sku', 'what it takes'),
    quantity,
    optional(
      'unit',
      'of the quantity: the stock unit of the component when empty, a unit of its kind, or a pack',
    ),
    optional('yield', 'how many units of the item the recipe makes; 1 when empty'),
    optional(
      'stocked',
      'whether the item is made ahead and counted, yes or no. When empty, an item without par level or reorder point is made to order from its first recipe on',
    ),
  ],
  suppliers: [
    needed('name', 'a supplier that has it already is changed', 'supplier', 'lieferant', 'firma'),
    optional('email', 'where orders go', 'e_mail', 'mail'),
    optional('phone', 'for a call', 'telefon', 'tel'),
    optional('language', 'of what it is sent: en or de', 'sprache'),
    optional(
      'channels',
      'email, portal, api or files, the one that orders go out by first; email when empty and there is an address',
      ...['channel', 'kanal', 'kanäle', 'bestellweg'],
    ),
    optional('currency', 'of its prices, as EUR; that of the first store when empty', 'währung', 'waehrung'),
    optional('lead_time_days', 'whole days from order to delivery; 1 when empty', 'lead_time', 'lieferzeit'),
    optional('delivery_days', 'as "Mon, Wed, Fri" or "1 3 5"; every day when empty', 'liefertage'),
    optional('delivery_time', 'as 08:00, in the time of the store', 'lieferuhrzeit'),
    optional('cut_off', 'until when orders are taken, as 14:00', 'order_by', 'bestellschluss'),
    optional('closed_on', 'days without deliveries, as "2026-12-24 | 2026-12-25"', 'geschlossen'),
    optional('minimum_order', 'least value of an order, as 150 or 150.50', 'mindestbestellwert'),
    optional('terms', 'of payment, of returns', 'konditionen', 'zahlungsbedingungen'),
    optional('active', 'whether it is ordered from, yes or no; yes when empty', 'aktiv'),
  ],
  'supplier-items': [
    needed('supplier', 'name of the supplier; what it sells besides stays', 'lieferant'),
    needed('sku', 'SKU of our item', 'artikel'),
    optional(
      'supplier_sku',
      "the supplier's own code; ours when empty",
      ...['code', 'artikelnummer', 'bestellnummer'],
    ),
    optional(
      'pack_name',
      'what is ordered: case, bag, keg; pack when empty',
      'pack',
      'gebinde',
      'verpackung',
    ),
    needed('pack_quantity', 'how much one holds, in the stock unit of the item', 'inhalt', 'gebindegröße'),
    optional('nesting', 'what is in a pack, from the outside in, as "tray = 4 | piece = 6"', 'aufbau'),
    optional('price', 'of one pack, in the currency of the supplier, as 12.50', 'pack_price', 'preis'),
    optional('price_from', 'first day of the price, 2026-11-24', 'gültig_ab', 'gueltig_ab'),
    optional('price_until', 'last day of the price', 'gültig_bis', 'gueltig_bis'),
    optional('price_breaks', 'from so many packs on, each costs: "10 = 11.50 | 50 = 10.90"', 'staffelpreise'),
    optional('moq', 'least number of packs in an order; 1 when empty', 'mindestmenge'),
    optional('preferred', 'whether it is ordered here first, yes or no', 'bevorzugt'),
    optional('substitutes', 'SKUs of what may come instead, as "A | B"', 'ersatz'),
    optional(
      'price_confirmed',
      'yes for a price that is a hundred times what it was, and right',
      'preis_bestätigt',
    ),
  ],
  'opening-stock': [
    sku,
    needed('quantity', 'what was counted, 0 or more, at most 3 decimals'),
    optional('unit', 'of the quantity: the stock unit when empty, a unit of its kind, or a pack'),
  ],
  sales: [
    needed('external_id', "the till's own number of the ticket; rows with the same one are one sale"),
    needed('sold_at', '2026-11-24 19:40 in the time of the store, or with a zone: 2026-11-24T19:40:00Z'),
    sku,
    quantity,
  ],
  orders: [
    needed('external_id', 'your own number of the order; rows with the same one are one order'),
    needed('customer', 'who ordered'),
    optional('email', 'where they are told; the same address is the same customer'),
    optional('phone', 'with its country code: +43 660 1234567'),
    optional('loyalty_tier', '0 to 3'),
    optional('language', 'en or de'),
    optional('needed_by', '2026-11-24 19:40 in the time of the store, or with a zone: 2026-11-24T19:40:00Z'),
    optional(
      'ship_complete',
      'whether nothing is handed over before all of it is there, yes or no; no when empty',
    ),
    optional('notes', 'for those who pack it'),
    sku,
    quantity,
    optional('unit', 'of the quantity: the stock unit when empty, a unit of its kind, or a pack'),
  ],
  'purchase-orders': [
    needed(
      'order',
      'number of the purchase order; rows with the same one are one order',
      'order_number',
      'bestellung',
    ),
    needed('supplier', 'name of the supplier', 'lieferant'),
    needed('ordered_at', '2026-11-24 or 2026-11-24 09:30 in the time of the store', 'bestellt_am'),
    needed('sku', 'SKU of our item; several rows of one are deliveries of one line', 'artikel'),
    needed('quantity', 'what was to come, more than 0', 'menge'),
    optional(
      'unit',
      'of the quantities: the stock unit when empty, a unit of its kind, or a pack',
      'einheit',
    ),
    optional('expected_at', 'when it was asked for', 'erwartet_am'),
    optional('confirmed_at', 'the day that the supplier confirmed', 'bestätigt_für', 'bestaetigt_fuer'),
    optional('received_at', 'when it came; empty for what never did, or is still to come', 'erhalten_am'),
    optional('received', 'how much came; all of it when empty', 'erhalten'),
    optional('rejected', 'how much was sent back, beside what was received', 'abgelehnt'),
    optional('price', 'of one stock unit, in the currency of the supplier, as 12.50', 'preis'),
  ],
};

/** Kinds that say something about one store, which then has to be named. */
export function isOfStore(kind: ImportKind): boolean {
  return ['opening-stock', 'sales', 'orders', 'purchase-orders'].includes(kind);
}

export const ImportProblem = Type.Object({
  row: Type.Integer({ description: 'As a spreadsheet numbers them: the header is row 1' }),
  column: Type.String(),
  problem: Type.String({ description: 'The value, what is wrong with it, and what to do' }),
});
export type ImportProblem = Static<typeof ImportProblem>;

export const ImportReport = Type.Object({
  kind: ImportKind,
  committed: Type.Boolean({ description: 'false: nothing was changed' }),
  rows: Type.Integer({ description: 'Rows below the header that are not empty' }),
  accepted: Type.Integer({ description: 'Rows without a mistake' }),
  unchanged: Type.Integer({
    description: 'Accepted rows that say what is there already, such as sales recorded before',
  }),
  rejected: Type.Array(ImportProblem, {
    description: `The first ${MAX_PROBLEMS_TOLD} mistakes, in the order of rows`,
  }),
  mistakes: Type.Integer({ description: 'How many mistakes there are in all' }),
  notes: Type.Array(Type.String(), { description: 'How the file was read, and what it does besides' }),
});
export type ImportReport = Static<typeof ImportReport>;

/** A commit that was refused because of its mistakes. */
export const ImportRefusal = Type.Object({ ...Problem.properties, ...ImportReport.properties });
