import type { ItemInput } from '../../shared/items/item.schema.ts';
import type { Sale } from '../../shared/stock/sale.schema.ts';
import type { LocalTime } from './local-time.ts';
import {
  byTime,
  readLocalTime,
  readRecords,
  ReplayError,
  toLines,
  type CsvRecord,
  type ReplaySource,
  type Tables,
} from './replay-source.ts';

export const PIZZA_FILES = ['orders.csv', 'order_details.csv', 'pizzas.csv', 'pizza_types.csv'] as const;

/** Grams in one pizza, by its size. */
interface Grams {
  topping: number;
  dough: number;
  cheese: number;
}

const GRAMS: Record<string, Grams> = {
  S: { topping: 20, dough: 180, cheese: 60 },
  M: { topping: 30, dough: 260, cheese: 90 },
  L: { topping: 40, dough: 350, cheese: 120 },
  XL: { topping: 50, dough: 450, cheese: 150 },
  XXL: { topping: 60, dough: 550, cheese: 180 },
};

const DOUGH = 'Dough';
const CHEESE = 'Mozzarella Cheese';
const USUAL_SAUCE = 'Tomato Sauce';

type PizzaType = CsvRecord<'name' | 'category' | 'ingredients'>;

/** A pizza place's year: pizzas by type and size, made from lists of ingredients. SKUs are the data's own names. */
export function pizzaPlace(tables: Tables<(typeof PIZZA_FILES)[number]>): ReplaySource {
  return {
    store: { name: 'Pizza place', timeZone: 'America/New_York', currency: 'USD' },
    items: itemsOf(tables),
    imports: [],
    salesIn: (localTime) => salesOf(tables, localTime),
  };
}

function itemsOf(tables: Tables<'pizzas.csv' | 'pizza_types.csv'>): ItemInput[] {
  const columns = ['pizza_type_id', 'name', 'category', 'ingredients'] as const;
  const types = new Map(
    readRecords('pizza_types.csv', tables['pizza_types.csv'], columns).map((type) => [
      type.pizza_type_id,
      type,
    ]),
  );
  const pizzas = readRecords('pizzas.csv', tables['pizzas.csv'], ['pizza_id', 'pizza_type_id', 'size']).map(
    ({ pizza_id, pizza_type_id, size, where }): ItemInput => {
      const type = types.get(pizza_type_id);
      const grams = GRAMS[size];
      if (!type) throw new ReplayError(`${where}: ${pizza_type_id} is not in pizza_types.csv.`);
      if (!grams) throw new ReplayError(`${where}: no recipe is known for the size ${size}.`);
      const { name, category } = type;
      return {
        sku: pizza_id,
        name: `${name} ${size}`,
        unit: 'each',
        category,
        recipe: recipeOf(type, grams),
      };
    },
  );
  const ingredients = new Set(pizzas.flatMap(({ recipe = [] }) => recipe.map(({ sku }) => sku)));
  return [...[...ingredients].sort().map(ingredientOf), ...pizzas];
}

function ingredientOf(sku: string): ItemInput {
  return { sku, name: sku, unit: 'g', category: 'Ingredients', sellable: false };
}

/**
 * Every pizza takes dough, cheese and a sauce, which is tomato where its list names none; all else on the list is a
 * topping. The cheese of the base is the same whether the list names it or not.
 */
function recipeOf(
  { ingredients }: PizzaType,
  { topping, dough, cheese }: Grams,
): NonNullable<ItemInput['recipe']> {
  const listed = ingredients.split(',').map((name) => name.trim());
  const toppings = new Set(listed.filter((name) => name !== '' && name !== CHEESE));
  if (!listed.some((name) => name.endsWith(' Sauce'))) toppings.add(USUAL_SAUCE);
  return [
    { sku: DOUGH, quantity: dough },
    { sku: CHEESE, quantity: cheese },
    ...[...toppings].map((sku) => ({ sku, quantity: topping })),
  ];
}

function salesOf(tables: Tables<'orders.csv' | 'order_details.csv'>, localTime: LocalTime): Sale[] {
  const sold = new Map<string, Map<string, number>>();
  const details = ['order_id', 'pizza_id', 'quantity'] as const;
  for (const { order_id, pizza_id, quantity } of readRecords(
    'order_details.csv',
    tables['order_details.csv'],
    details,
  )) {
    const pizzas = sold.get(order_id) ?? new Map<string, number>();
    sold.set(order_id, pizzas.set(pizza_id, (pizzas.get(pizza_id) ?? 0) + Number(quantity)));
  }
  const orders = readRecords('orders.csv', tables['orders.csv'], ['order_id', 'date', 'time']);
  return byTime(
    orders.flatMap(({ order_id, date, time, where }): Sale[] => {
      const pizzas = sold.get(order_id);
      const soldAt = readLocalTime(localTime, `${date} ${time}`, where);
      return pizzas ? [{ externalId: `pizza-2015-${order_id}`, soldAt, lines: toLines(pizzas) }] : [];
    }),
  );
}
