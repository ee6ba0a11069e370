import { describe, expect, it } from 'vitest';
import { bakery } from '../../../server/integrations/bakery.ts';
import { LocalTime } from '../../../server/integrations/local-time.ts';
import { ownSales } from '../../../server/integrations/own-sales.ts';
import { pizzaPlace } from '../../../server/integrations/pizza-place.ts';
import { companionsIn, detectFormat } from '../../../server/integrations/replay-formats.ts';
import { Pace } from '../../../server/integrations/replay-pace.ts';
import { aSale } from '../../support/builders.ts';
import { tableOf } from '../../support/csv-table.ts';

const NEW_YORK = new LocalTime('America/New_York');

async function aPizzaPlace(overrides: Record<string, string[]> = {}) {
  const files: Record<string, string[]> = {
    'orders.csv': [
      'order_id,date,time',
      '2,2015-07-17,12:00:01',
      '1,2015-01-01,11:38:36',
      '3,2015-12-31,20:00:00',
    ],
    'order_details.csv': [
      'order_details_id,order_id,pizza_id,quantity',
      '1,1,hawaiian_m,1',
      '2,2,bbq_xxl,2',
      '3,2,hawaiian_m,1',
      '4,2,bbq_xxl,1',
    ],
    'pizzas.csv': ['pizza_id,pizza_type_id,size,price', 'hawaiian_m,hawaiian,M,13.25', 'bbq_xxl,bbq,XXL,30'],
    'pizza_types.csv': [
      'pizza_type_id,name,category,ingredients',
      'hawaiian,The Hawaiian Pizza,Classic,"Sliced Ham, Pineapple, Mozzarella Cheese"',
      'bbq,The Barbecue Chicken Pizza,Chicken,"Barbecued Chicken, Goat Cheese, Barbecue Sauce"',
    ],
    ...overrides,
  };
  const entries = Object.entries(files).map(
    async ([file, lines]) => [file, await tableOf(...lines)] as const,
  );
  return Object.fromEntries(await Promise.all(entries)) as Parameters<typeof pizzaPlace>[0];
}

describe('a pizza place', () => {
  it('makes every pizza of dough, cheese, a sauce and its toppings, in grams by its size', async () => {
    const { items } = pizzaPlace(await aPizzaPlace());
    const recipes = Object.fromEntries(
      items.flatMap(({ sku, recipe }) =>
        recipe ? [[sku, Object.fromEntries(recipe.map(({ sku, quantity }) => [sku, quantity]))]] : [],
      ),
    );
    expect(recipes).toEqual({
      hawaiian_m: {
        Dough: 260,
        'Mozzarella Cheese': 90,
        'Tomato Sauce': 30,
        'Sliced Ham': 30,
        Pineapple: 30,
      },
      bbq_xxl: {
        ...{ Dough: 550, 'Mozzarella Cheese': 180, 'Barbecue Sauce': 60 },
        ...{ 'Barbecued Chicken': 60, 'Goat Cheese': 60 },
      },
    });
  });

  it('names every ingredient before the pizzas that take it', async () => {
    const { items } = pizzaPlace(await aPizzaPlace());
    const named = new Set<string>();
    for (const { sku, recipe = [] } of items) {
      for (const component of recipe) expect(named).toContain(component.sku);
      expect(named).not.toContain(sku);
      named.add(sku);
    }
    expect(items).toContainEqual(
      expect.objectContaining({
        sku: 'bbq_xxl',
        name: 'The Barbecue Chicken Pizza XXL',
        category: 'Chicken',
      }),
    );
  });

  it('sells orders in the order of time, in the time of the store, each under one id for ever', async () => {
    const sales = pizzaPlace(await aPizzaPlace()).salesIn(NEW_YORK);
    expect(sales).toEqual([
      {
        externalId: 'pizza-2015-1',
        soldAt: '2015-01-01T16:38:36.000Z',
        lines: [{ sku: 'hawaiian_m', quantity: 1 }],
      },
      {
        externalId: 'pizza-2015-2',
        soldAt: '2015-07-17T16:00:01.000Z',
        lines: [
          { sku: 'bbq_xxl', quantity: 3 },
          { sku: 'hawaiian_m', quantity: 1 },
        ],
      },
    ]);
  });

  it.each([
    [
      { 'pizzas.csv': ['pizza_id,pizza_type_id,size', 'x,bbq,XS'] },
      'pizzas.csv, row 2: no recipe is known for the size XS.',
    ],
    [
      { 'pizzas.csv': ['pizza_id,pizza_type_id,size', 'x,y,S'] },
      'pizzas.csv, row 2: y is not in pizza_types.csv.',
    ],
    [
      { 'pizzas.csv': ['pizza_id,size', 'x,S'] },
      "pizzas.csv: the column pizza_type_id is missing; the file's columns",
    ],
    [{ 'pizzas.csv': ['pizza_id,size', 'x,"S'] }, 'pizzas.csv, row 2: begins with a quotation mark'],
  ])('is refused with %j', async (files: Record<string, string[]>, reason) => {
    const tables = await aPizzaPlace(files);
    expect(() => pizzaPlace(tables)).toThrow(reason);
  });

  it('is refused with a time that is none', async () => {
    const tables = await aPizzaPlace({ 'orders.csv': ['order_id,date,time', '1,2015-01-01,noon'] });
    expect(() => pizzaPlace(tables).salesIn(NEW_YORK)).toThrow(
      'orders.csv, row 2: "2015-01-01 noon" is not a date',
    );
  });
});

describe('a bakery', () => {
  it('sells its items whole, and nothing on tickets that are void', async () => {
    const tickets = await tableOf(
      'Date,Time,Transaction,Item',
      '2016-10-30,10:05:34,2,Scandinavian',
      '2016-10-30,10:05:34,2,Coffee granules ',
      '2016-10-30,10:05:34,2,Scandinavian',
      '2016-10-30,10:05:34,2,NONE',
      '2016-10-30,00:30:00,1,Bread',
      '2016-10-30,10:07:57,3,NONE',
    );
    const { items, salesIn } = bakery({ 'tickets.csv': tickets });
    expect(items.map(({ sku }) => sku)).toEqual(['Bread', 'Coffee granules', 'Scandinavian']);
    expect(salesIn(new LocalTime('Europe/London'))).toEqual([
      {
        externalId: 'edinburgh-bakery-1',
        soldAt: '2016-10-29T23:30:00.000Z',
        lines: [{ sku: 'Bread', quantity: 1 }],
      },
      {
        externalId: 'edinburgh-bakery-2',
        soldAt: '2016-10-30T10:05:34.000Z',
        lines: [
          { sku: 'Scandinavian', quantity: 2 },
          { sku: 'Coffee granules', quantity: 1 },
        ],
      },
    ]);
  });
});

describe('sales as an import takes them', () => {
  const HEADER = 'external_id,sold_at,sku,quantity';

  it('are grouped into tickets and put in order', async () => {
    const table = await tableOf(
      HEADER,
      'B,2026-03-19 12:00,X,1',
      'A,2026-03-19 11:00,X,2',
      'B,2026-03-19 12:00,Y,1.5',
    );
    expect(ownSales(table, []).salesIn(new LocalTime('UTC'))).toMatchObject([
      { externalId: 'A', lines: [{ sku: 'X', quantity: 2 }] },
      { externalId: 'B', lines: [{ sku: 'X' }, { sku: 'Y', quantity: 1.5 }] },
    ]);
  });

  it('are refused with the first mistake, and the number of the others', async () => {
    const table = await tableOf(HEADER, 'A,2026-03-19 11:00,X,-1', ',2026-03-19 11:00,X,1');
    expect(() => ownSales(table, []).salesIn(new LocalTime('UTC'))).toThrow(
      'sales.csv: row 2, quantity: "-1" is not more than 0; correct it, or leave the row out (and 1 more mistakes)',
    );
  });
});

describe('the format of a folder', () => {
  it.each([
    ['pizza-2015', ['pizzas.csv', 'orders.csv', 'pizza_types.csv', 'order_details.csv', 'README.md']],
    ['edinburgh-bakery', ['daily.csv', 'tickets.csv']],
    ['sales as an import takes them', ['sales.csv', 'items.csv']],
  ])('is %s by its files', (name, files) => {
    expect(detectFormat('folder', files).name).toBe(name);
  });

  it('is missed with a list of what was expected', () => {
    expect(() => detectFormat('../data', ['orders.csv'])).toThrow(
      '../data has no sales that can be replayed. Expected: orders.csv, order_details.csv, pizzas.csv, pizza_types.csv ' +
        '(pizza-2015); or tickets.csv (edinburgh-bakery); or sales.csv (sales as an import takes them).',
    );
  });

  it('lets items, recipes and opening stock stand beside sales, in the order of their import', () => {
    const names = ['sales.csv', 'opening-stock.csv', 'recipes.csv', 'items.csv'];
    expect(companionsIn(names)).toEqual(['items', 'recipes', 'opening-stock']);
  });
});

describe('the pace of a replay', () => {
  const sales = ['12:00:00', '12:00:00', '12:01:00', '13:00:00'].map((time) =>
    aSale({ X: 1 }, { soldAt: `2026-03-19T${time}Z` }),
  );

  it('follows the timestamps, so many times as fast', () => {
    const pace = new Pace(sales, 60);
    expect(pace.due(0, 0, 100)).toHaveLength(2);
    expect(pace.due(2, 999, 100)).toHaveLength(0);
    expect(pace.dueAt(2)).toBe(1_000);
    expect(pace.due(2, 1_000, 100)).toHaveLength(1);
    expect(pace.due(2, 60_000, 100)).toHaveLength(2);
  });

  it('makes up for a delay, a batch at a time', () => {
    expect(new Pace(sales, 60).due(0, 1_000_000, 3)).toHaveLength(3);
  });

  it('is no pace at all at max', () => {
    expect(new Pace(sales, 'max').due(0, 0, 100)).toHaveLength(4);
  });
});
