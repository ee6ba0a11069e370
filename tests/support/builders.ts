import type { StoreInput } from '../../shared/identity/store.schema.ts';
import type { ItemInput, RecipeLine } from '../../shared/items/item.schema.ts';
import type { OrderInput } from '../../shared/orders/order.schema.ts';
import type { MovementInput } from '../../shared/stock/movement.schema.ts';
import type { Sale } from '../../shared/stock/sale.schema.ts';

export function aStore(overrides: Partial<StoreInput> = {}): StoreInput {
  return { name: 'Trattoria', timeZone: 'Europe/Vienna', currency: 'EUR', ...overrides };
}

/** Something that is counted, in grams. */
export function anIngredient(sku: string, overrides: Partial<ItemInput> = {}): ItemInput {
  return { sku, name: sku, unit: 'g', category: 'Larder', sellable: false, ...overrides };
}

/** Something made to order; `recipe` is what one portion takes, by SKU. */
export function aDish(
  sku: string,
  recipe: Record<string, number>,
  overrides: Partial<ItemInput> = {},
): ItemInput {
  return { sku, name: sku, unit: 'portion', category: 'Mains', recipe: aRecipe(recipe), ...overrides };
}

export function aRecipe(quantities: Record<string, number>): RecipeLine[] {
  return Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity }));
}

/** What a person reports of one item. */
export function aMovement(
  type: MovementInput['type'],
  sku: string,
  quantity: number,
  overrides: Partial<MovementInput> = {},
): MovementInput {
  return { type, sku, quantity, ...overrides };
}

let sales = 0;

/** One ticket; `lines` are units sold, by SKU. */
export function aSale(lines: Record<string, number>, overrides: Partial<Sale> = {}): Sale {
  return {
    externalId: `ticket-${++sales}`,
    soldAt: '2026-03-20T11:00:00Z',
    lines: Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity })),
    ...overrides,
  };
}

/** What a customer orders; `lines` are units, by SKU. */
export function anOrder(lines: Record<string, number>, overrides: Partial<OrderInput> = {}): OrderInput {
  return { customer: { name: 'Ada', email: 'ada@example.com' }, lines: aRecipe(lines), ...overrides };
}
