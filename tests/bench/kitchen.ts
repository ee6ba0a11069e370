import type { ItemInput } from '../../shared/items/item.schema.ts';
import type { Sale } from '../../shared/stock/sale.schema.ts';
import { pick, seededRandom } from './statistics.ts';

/** The menu and the stores of a kitchen that never runs out, so that every run does the same work. */
export interface Kitchen {
  items: ItemInput[];
  /** Made to order, each from {@link COMPONENTS} stocked ingredients. */
  dishes: string[];
  /** Sold as they are stocked: one sale moves one item. */
  drinks: string[];
}

export interface KitchenSize {
  ingredients: number;
  dishes: number;
  drinks: number;
}

export const COMPONENTS = 6;

const KINDS = ['Braised', 'Grilled', 'Smoked', 'Pickled', 'Roast', 'Raw', 'Crisp', 'Warm'];
const THINGS = [
  'aubergine',
  'beetroot',
  'celeriac',
  'duck',
  'fennel',
  'halibut',
  'lentils',
  'mackerel',
  'polenta',
  'squash',
];

export function kitchenOf({ ingredients, dishes, drinks }: KitchenSize, seed = 1): Kitchen {
  const random = seededRandom(seed);
  const name = (number: number) => `${pick(random, KINDS)} ${pick(random, THINGS)} ${number}`;
  const stock =
    (prefix: string, sellable: boolean) =>
    (_: unknown, index: number): ItemInput => {
      const sku = `${prefix}-${String(index + 1).padStart(4, '0')}`;
      return {
        sku,
        name: name(index + 1),
        unit: sellable ? 'each' : 'g',
        category: pick(random, KINDS),
        sellable,
        parLevel: 900,
      };
    };
  const larder = Array.from({ length: ingredients }, stock('ING', false));
  const bar = Array.from({ length: drinks }, stock('DRK', true));
  const menu = Array.from({ length: dishes }, (_, index): ItemInput => {
    const sku = `DSH-${String(index + 1).padStart(4, '0')}`;
    return {
      sku,
      name: name(index + 1),
      unit: 'each',
      category: pick(random, KINDS),
      recipe: recipeOf(random, larder),
    };
  });
  return {
    items: [...larder, ...bar, ...menu],
    dishes: menu.map(({ sku }) => sku),
    drinks: bar.map(({ sku }) => sku),
  };
}

function recipeOf(random: () => number, larder: readonly ItemInput[]): NonNullable<ItemInput['recipe']> {
  const skus = new Set<string>();
  while (skus.size < COMPONENTS) skus.add(pick(random, larder).sku);
  return [...skus].map((sku) => ({ sku, quantity: 10 + Math.floor(random() * 190) }));
}

/** Sales of two or three dishes with `lines` lines in all; `name` makes their ids unlike those of other calls. */
export function salesOf(kitchen: Kitchen, lines: number, name: string, random: () => number): Sale[] {
  const sales: Sale[] = [];
  for (let left = lines; left > 0; left -= sales.at(-1)!.lines.length) {
    const size = left <= 3 ? left : Math.min(2 + Math.floor(random() * 2), left - 2);
    sales.push(
      saleOf(
        `${name}-${sales.length}`,
        Array.from({ length: size }, () => pick(random, kitchen.dishes)),
        random,
      ),
    );
  }
  return sales;
}

/** When everything in the bench is sold: an instant of today, so that no sale is too old or too new. */
const SOLD_AT = new Date(Date.now() - 60_000).toISOString();

export function saleOf(externalId: string, skus: readonly string[], random: () => number): Sale {
  return {
    externalId,
    soldAt: SOLD_AT,
    lines: skus.map((sku) => ({ sku, quantity: 1 + Math.floor(random() * 3) })),
  };
}
