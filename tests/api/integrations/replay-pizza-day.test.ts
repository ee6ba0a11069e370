import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay, type ReplayOptions } from '../../../server/cli/replay.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import { followStore } from '../../support/live-screen.ts';
import { sharedData } from '../../support/shared-data.ts';
import { TEST_KEY } from '../../support/test-key.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const pizza = sharedData('pizza-2015');
const FRIDAY = '2015-07-17';

/** The figures of the data's README, which the product has from there as well. */
const TOPPING: Record<string, number> = { S: 20, M: 30, L: 40, XL: 50, XXL: 60 };
const DOUGH: Record<string, number> = { S: 180, M: 260, L: 350, XL: 450, XXL: 550 };
const CHEESE: Record<string, number> = { S: 60, M: 90, L: 120, XL: 150, XXL: 180 };

function linesOf(file: string): string[] {
  return readFileSync(join(pizza.path, file), 'utf8').trim().split(/\r?\n/).slice(1);
}

/** What a day's pizzas took, in grams by ingredient, and how many orders there were: straight from the files. */
function consumptionOf(day: string): { orders: number; grams: Record<string, number> } {
  const orders = new Set(
    linesOf('orders.csv')
      .map((line) => line.split(','))
      .filter(([, date]) => date === day)
      .map(([id]) => id),
  );
  const sizes = new Map(
    linesOf('pizzas.csv')
      .map((line) => line.split(','))
      .map(([id, , size]) => [id, size!]),
  );
  const types = new Map(
    linesOf('pizzas.csv')
      .map((line) => line.split(','))
      .map(([id, type]) => [id, type!]),
  );
  const ingredients = new Map(
    linesOf('pizza_types.csv').map((line) => [line.split(',')[0]!, /"([^"]*)"$/.exec(line)![1]!.split(', ')]),
  );
  const grams: Record<string, number> = {};
  const take = (name: string, quantity: number): void => void (grams[name] = (grams[name] ?? 0) + quantity);
  for (const line of linesOf('order_details.csv')) {
    const [, order, pizzaId, quantity] = line.split(',');
    if (!orders.has(order)) continue;
    const pieces = Number(quantity);
    const size = sizes.get(pizzaId)!;
    const listed = ingredients.get(types.get(pizzaId)!)!;
    take('Dough', pieces * DOUGH[size]!);
    take('Mozzarella Cheese', pieces * CHEESE[size]!);
    if (!listed.some((name) => name.includes('Sauce'))) take('Tomato Sauce', pieces * TOPPING[size]!);
    for (const name of listed) if (name !== 'Mozzarella Cheese') take(name, pieces * TOPPING[size]!);
  }
  return { orders: orders.size, grams };
}

async function headOf(app: TestApp, storeId: string): Promise<number> {
  const { rows } = await app.database.pool.query<{ seq: number }>(
    'select last_change_seq as seq from store where id = $1',
    [storeId],
  );
  return rows[0]!.seq;
}

describe.skipIf(!pizza.isThere)(`a Friday of ${pizza.label}`, () => {
  it(
    'leaves of every ingredient what the sums say, and tells a screen the same',
    { timeout: 120_000 },
    async () => {
      const app = await startTestApp();
      const options: ReplayOptions = {
        folder: pizza.path,
        url: await app.url(),
        key: TEST_KEY,
        speed: 'max',
        from: FRIDAY,
        to: FRIDAY,
        prepare: false,
        signal: new AbortController().signal,
      };
      const { store, itemsMade } = await replay({ ...options, prepare: true }, () => {});
      expect(itemsMade).toBeGreaterThan(100);
      const screen = await followStore(options.url, store.id);
      const start = screen.seq;

      const { orders, grams } = consumptionOf(FRIDAY);
      expect(orders).toBeGreaterThan(30);
      const counts = { accepted: orders, duplicate: 0, rejected: 0 };
      expect(await replay(options, () => {})).toMatchObject({ ...counts, sales: orders, itemsMade: 0 });

      const stock = await app.stock(store.id);
      const taken = Object.values(stock).flatMap(({ sku, onHand }) =>
        onHand ? [[sku, -onHand] as const] : [],
      );
      expect(Object.fromEntries(taken)).toEqual(grams);

      await screen.reach(await headOf(app, store.id));
      let last = start;
      for (const { from, to } of screen.frames) {
        expect(from).toBe(last + 1);
        last = to;
      }
      const told = Object.fromEntries(
        [...screen.tables.stock.values()].map(({ type: _type, id: _id, seq: _seq, at: _at, ...state }) => [
          state.sku,
          state,
        ]),
      );
      expect(told).toEqual(stock satisfies Record<string, StockState>);

      // Played again, it changes nothing.
      const again = { accepted: 0, duplicate: orders, rejected: 0, itemsMade: 0 };
      expect(await replay(options, () => {})).toMatchObject(again);
      expect(await headOf(app, store.id)).toBe(last);
    },
  );
});
