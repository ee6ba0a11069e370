import Type, { type Static } from 'typebox';
import { Problem } from '../errors.ts';

export const IMPORT_KINDS = ['items', 'recipes', 'opening-stock', 'sales', 'orders'] as const;
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
}

function needed(name: string, about: string): ImportColumn {
  return { name, required: true, about };
}

function optional(name: string, about: string): ImportColumn {
  return { name, required: false, about };
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
};

/** Kinds that say something about one store, which then has to be named. */
export function isOfStore(kind: ImportKind): boolean {
  return kind === 'opening-stock' || kind === 'sales' || kind === 'orders';
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
