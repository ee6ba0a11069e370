import { describe, expect, it } from 'vitest';
import { guestsExpected } from '../../../server/demo/demand.ts';
import { COUNTER_BUNDLES, COUNTER_GOODS } from '../../../server/demo/counter/goods.ts';
import { Cookbook } from '../../../server/demo/restaurant/cookbook.ts';
import { MENU } from '../../../server/demo/restaurant/menu.ts';
import { MISHAPS, SPECIALS, WASTE_REASONS } from '../../../server/demo/restaurant/mishaps.ts';
import { priceLists } from '../../../server/demo/restaurant/price-lists.ts';
import { ITEMS } from '../../../server/demo/restaurant/restaurant.ts';
import { SUPPLIERS } from '../../../server/demo/restaurant/suppliers.ts';
import { findCycle } from '../../../server/items/recipe-graph.ts';
import { mistakesIn } from '../../../server/platform/validation.ts';
import { ItemInput } from '../../../shared/items/item.schema.ts';

const toGo = [...COUNTER_GOODS, ...COUNTER_BUNDLES].map(([sku]) => sku);
const sold = [...Object.values(MENU).flatMap((course) => Object.keys(course)), ...toGo];
const bought = ITEMS.filter(({ packs = [] }) => packs.length > 0);
const cookbook = new Cookbook(ITEMS);

describe('the restaurant', () => {
  it('has over 40 dishes and drinks, 90 things it buys, and prep that nests', () => {
    expect(ITEMS.filter(({ sellable }) => sellable).length).toBeGreaterThanOrEqual(40);
    expect(bought.length).toBeGreaterThanOrEqual(90);
    const steps = ITEMS.filter(({ recipe = [], sellable }) => recipe.length > 0 && !sellable);
    expect(steps.length).toBeGreaterThanOrEqual(20);
    // Caesar salad ← dressing ← aioli ← eggs.
    expect(cookbook.ingredientsOf('caesar-dressing').map(({ sku }) => sku)).toContain('aioli');
    expect(cookbook.ingredientsOf('aioli').map(({ sku }) => sku)).toContain('egg');
  });

  it('is made of items that the contract accepts, each with a SKU of its own', () => {
    for (const item of ITEMS) expect(mistakesIn(ItemInput, item), item.sku).toEqual([]);
    expect(new Set(ITEMS.map(({ sku }) => sku)).size).toBe(ITEMS.length);
    expect(new Set(ITEMS.map(({ name }) => name)).size).toBe(ITEMS.length);
  });

  it('has recipes of things it has, in units that convert, never in a circle', () => {
    // The cookbook throws for an unknown component or a unit that does not convert.
    const graph = ITEMS.map(({ sku, stocked = false, recipe = [] }) => {
      const lines = recipe.map(({ sku: componentId, quantity }) => ({ componentId, quantity }));
      return [sku, { stocked, yield: 1, lines }] as const;
    });
    expect(findCycle(new Map(graph))).toBeNull();
    expect(
      () => new Cookbook([...ITEMS, { sku: 'x', name: 'x', unit: 'g', recipe: [{ sku: 'y', quantity: 1 }] }]),
    ).toThrow('No item has the SKU y.');
    expect(
      () =>
        new Cookbook([
          ...ITEMS,
          { sku: 'x', name: 'x', unit: 'g', recipe: [{ sku: 'egg', quantity: 1, unit: 'kg' }] },
        ]),
    ).toThrow(/egg: kg cannot be turned into each/);
  });

  it('offers everything it sells, and uses everything it buys and makes', () => {
    expect(new Set(sold)).toEqual(new Set(ITEMS.filter(({ sellable }) => sellable).map(({ sku }) => sku)));
    const used = new Set(sold.flatMap((sku) => cookbook.usesOf(sku)).map(({ sku }) => sku));
    for (const { sku, recipe = [] } of ITEMS)
      if (recipe.length > 0) for (const share of [...cookbook.ingredientsOf(sku)]) used.add(share.sku);
    const steps = ITEMS.flatMap(({ recipe = [] }) => recipe.map(({ sku }) => sku));
    const idle = ITEMS.filter(({ sku }) => !used.has(sku) && !steps.includes(sku));
    expect(idle).toEqual([]);
  });

  it('holds levels that make sense: low well below par, and at least one pack', () => {
    for (const { sku, parLevel, reorderPoint, stocked } of ITEMS.filter((item) => item.stocked)) {
      expect([sku, stocked, reorderPoint! > 0 && reorderPoint! < parLevel! / 2]).toEqual([sku, true, true]);
    }
    for (const { sku, parLevel, packs } of bought)
      expect([sku, packs![0]!.quantity <= parLevel!]).toEqual([sku, true]);
  });

  it('has names that fit a wall', () => {
    expect(ITEMS.filter(({ name }) => name.length > 15).map(({ name }) => name)).toEqual([]);
  });

  it('has a first choice with a price for whatever it buys, and for most of it one that is dearer', () => {
    const lines = priceLists(ITEMS).flatMap(({ supplier, items }) =>
      items.map((item) => ({ supplier: supplier.name, ...item })),
    );
    const firsts = lines.filter(({ preferred }) => preferred);
    expect(firsts.map(({ sku }) => sku).sort()).toEqual(bought.map(({ sku }) => sku).sort());
    const dear = lines.filter(({ preferred }) => !preferred);
    expect(new Set(dear.map(({ supplier }) => supplier)).size).toBe(1);
    expect(dear.length).toBeGreaterThan(bought.length / 2);
    for (const { sku, packPrice } of dear)
      expect(packPrice!.amount).toBeGreaterThan(firsts.find((it) => it.sku === sku)!.packPrice!.amount);
  });

  it('has a supplier for whatever it buys, several times a week', () => {
    const supplied = new Map(SUPPLIERS.map(({ category, days }) => [category, days.length]));
    // The patisserie comes several times a day.
    for (const { sku, category = '' } of bought.filter((item) => !toGo.includes(item.sku)))
      expect([sku, supplied.get(category) ?? 0]).toEqual([sku, supplied.get(category)]);
    expect(Math.min(...supplied.values())).toBeGreaterThanOrEqual(2);
  });

  it('knows everything that mishaps, specials and waste are about', () => {
    for (const { sku } of [...MISHAPS, ...SPECIALS]) expect(cookbook.items.has(sku), sku).toBe(true);
    const categories = new Set(ITEMS.map(({ category }) => category));
    for (const category of Object.keys(WASTE_REASONS)) expect(categories).toContain(category);
  });
});

describe('the demand', () => {
  const guestsOf = (weekday: number, from: number, to: number): number =>
    Array.from({ length: to - from }, (_, index) => guestsExpected(weekday, from + index)).reduce(
      (sum, it) => sum + it,
    );

  it('has three meal times, with calm between and nobody at night', () => {
    const friday = (hour: number) => guestsExpected(5, hour);
    expect(friday(9)).toBeGreaterThan(friday(11));
    expect(friday(12)).toBeGreaterThan(2 * friday(15));
    expect(friday(19)).toBeGreaterThan(friday(12));
    expect([2, 5, 23].map(friday)).toEqual([0, 0, 0]);
  });

  it('has its week: dinner on Saturday, breakfast on Sunday', () => {
    const week = [1, 2, 3, 4, 5, 6, 7];
    const busiest = (from: number, to: number) =>
      week.reduce((best, day) => (guestsOf(day, from, to) > guestsOf(best, from, to) ? day : best));
    expect(busiest(18, 23)).toBe(6);
    expect(busiest(7, 11)).toBe(7);
    expect(guestsOf(6, 18, 23)).toBeGreaterThan(1.5 * guestsOf(1, 18, 23));
  });
});
