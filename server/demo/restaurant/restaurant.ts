import type { SetupInput } from '../../../shared/identity/person.schema.ts';
import type { StoreInput } from '../../../shared/identity/store.schema.ts';
import type { ItemInput } from '../../../shared/items/item.schema.ts';
import { COUNTER_BUNDLES, COUNTER_GOODS } from '../counter/goods.ts';
import { DISHES } from './dishes.ts';
import { HOUSE_DESSERTS, PREPS } from './preps.ts';
import { dishItem, prepItem, stockItem, type StockRow } from './rows.ts';
import { SOLD_AS_BOUGHT, STOCK } from './stock.ts';

export const STORE = {
  name: 'Bistro Magnolia',
  timeZone: 'Europe/Vienna',
  currency: 'EUR',
  dayStart: '04:00',
} satisfies StoreInput;

/** For whoever watches the demo; it is told when the demo starts. */
export const OWNER = {
  name: 'Rosa Magnolia',
  email: 'rosa@magnolia.example',
  password: 'basil-and-lemons',
} satisfies SetupInput['owner'];

const bought = (table: Readonly<Record<string, readonly StockRow[]>>, sold: boolean): ItemInput[] =>
  Object.entries(table).flatMap(([category, rows]) => rows.map((row) => stockItem(category, sold, row)));

const COUNTER = 'Counter';

/** Everything the restaurant buys, makes and sells. */
export const ITEMS: readonly ItemInput[] = [
  ...bought(STOCK, false),
  ...bought(SOLD_AS_BOUGHT, true),
  ...COUNTER_GOODS.map((row) => stockItem(COUNTER, true, row)),
  ...PREPS.map((row) => prepItem(false, row)),
  ...HOUSE_DESSERTS.map((row) => prepItem(true, row)),
  ...COUNTER_BUNDLES.map((row) => dishItem(COUNTER, row)),
  ...Object.entries(DISHES).flatMap(([category, rows]) => rows.map((row) => dishItem(category, row))),
];
