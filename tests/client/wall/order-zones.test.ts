import { describe, expect, it } from 'vitest';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { aftermathOf } from '../../../client/wall/aftermath.ts';
import { backorderZone } from '../../../client/wall/backorder-zone.ts';
import { buildBoard, isCalm } from '../../../client/wall/board.ts';
import type { Entry } from '../../../client/wall/entry.ts';
import { offZone } from '../../../client/wall/off-zone.ts';
import { readyZone } from '../../../client/wall/ready-zone.ts';
import { detailParts } from '../../../client/wall/words.ts';
import { aDish, aKitchen, anIngredient, NOW, off, offFor } from './builders.ts';
import { aBackorder, aLine, anOrder, inHours, promisedIn } from './order-builders.ts';

const items = [
  anIngredient('salmon'),
  anIngredient('butter'),
  aDish('tartare', { salmon: 90 }),
  aDish('sashimi', { salmon: 120 }),
];
const times = new StoreTimes('Europe/Vienna', 'en-GB');
const says = (entry: Entry | undefined) => entry && detailParts(entry, 'full', times, NOW);
const numbers = ({ entries }: { entries: Entry[] }) => entries.map(({ why }) => why);

describe('what waits', () => {
  const waiting = (...backorders: ReturnType<typeof aBackorder>[]) =>
    backorderZone(aKitchen({ items, backorders }));

  it('is told line by line: what, how much, whose order, and until when', () => {
    const zone = waiting(aBackorder(1042, { promise: promisedIn(40), neededBy: inHours(60) }));
    expect(zone).toMatchObject({ count: '1', entries: [{ name: 'salmon', figure: '2 kg' }] });
    expect(zone.entries[0]?.state).toBe('backordered');
    expect(says(zone.entries[0])).toEqual(['#1042', '~Thu 11:40', 'needed by Fri 07:40']);
    expect(says(waiting(aBackorder(7)).entries[0])).toEqual(['#7', 'no date yet']);
  });

  it('says what it waits for where that is something else than itself', () => {
    const because = (because: 'stock' | 'order' | 'unavailable' | 'whole' | 'queue', ...itemIds: string[]) =>
      says(
        waiting(aBackorder(7, { itemId: 'tartare', waiting: { because, itemIds, words: '' } })).entries[0],
      )?.slice(2);
    expect(because('stock', 'salmon')).toEqual(['waits for salmon']);
    expect(because('stock', 'tartare')).toEqual([]);
    expect(because('unavailable', 'salmon')).toEqual(['salmon 86']);
    expect(because('unavailable', 'tartare')).toEqual(['86']);
    expect(because('order', 'butter')).toEqual(['ships complete, waits for butter']);
    expect(because('whole', 'tartare')).toEqual(['only all of it at once']);
    expect(because('queue', 'tartare')).toEqual(['others before it']);
  });

  it('has first what will be too late, then what is due first, and last what nobody knows when', () => {
    const zone = waiting(
      aBackorder(1),
      aBackorder(2, { promise: promisedIn(30) }),
      aBackorder(3, { neededBy: inHours(5), promise: promisedIn(4) }),
      aBackorder(4, { neededBy: inHours(50), promise: promisedIn(60) }),
      aBackorder(5, { promise: promisedIn(-1) }),
    );
    expect(numbers(zone)).toEqual(['#5', '#4', '#3', '#2', '#1']);
    expect(zone.entries.map(({ state }) => state)).toEqual([
      'late',
      'late',
      'backordered',
      'backordered',
      'backordered',
    ]);
    expect(says(zone.entries[0])).toContain('was due 18:40');
  });

  it('is told item by item where many wait', () => {
    const salmon = [1, 2, 3, 4, 5, 6].map((number) => aBackorder(number, { promise: promisedIn(number) }));
    const butter = aBackorder(7, { itemId: 'butter', quantity: 250.5 });
    const zone = waiting(...salmon, butter);
    expect(zone.count).toBe('7');
    expect(zone.entries.map(({ name, figure, why }) => [name, figure, why])).toEqual([
      ['salmon', '12 kg', '6 orders'],
      ['butter', '251 g', '#7'],
    ]);
    expect(says(zone.entries[0])).toEqual(['6 orders', '~20:40']);
    const late = waiting(...salmon, aBackorder(8, { promise: promisedIn(-2) }));
    expect(late.entries[0]).toMatchObject({ state: 'late', why: '7 orders, 1 late' });
  });
});

describe('what is ready', () => {
  const ready = (...orders: ReturnType<typeof anOrder>[]) => readyZone(aKitchen({ items, orders }));

  it('is each order with something set aside, the one that is needed first on top', () => {
    const zone = ready(
      anOrder(1),
      anOrder(2, { neededBy: inHours(3) }),
      anOrder(3, { neededBy: inHours(1) }),
      anOrder(4, { status: 'backordered', neededBy: inHours(0) }),
    );
    expect(zone.count).toBe('3');
    expect(zone.entries.map(({ name }) => name)).toEqual(['#3', '#2', '#1']);
    expect(says(zone.entries[0])).toEqual(['1 line', 'needed by 20:40']);
  });

  it('says how much of it there is', () => {
    const waits = aLine({ lineId: 'line-2', allocated: 0, backordered: 10 });
    const part = aLine({ allocated: 4, backordered: 6 });
    const gone = aLine({ lineId: 'line-3', allocated: 0, cancelled: 10 });
    const lines = (...given: ReturnType<typeof aLine>[]) =>
      numbers(ready(anOrder(1, { status: 'partly-ready', lines: given })))[0];
    expect(lines(aLine(), waits, gone)).toBe('1 of 2 lines');
    expect(lines(part)).toBe('part of 1 line');
    expect(numbers(ready(anOrder(1, { lines: [aLine(), gone] })))).toEqual(['1 line']);
  });
});

describe('orders that an 86 touches', () => {
  it('are counted on what is 86, over the dishes that go with it, each once', () => {
    const dishes = [
      aLine({ itemId: 'tartare' }),
      aLine({ itemId: 'sashimi', allocated: 0, backordered: 2, lineId: 'line-2' }),
    ];
    const orders = [
      anOrder(1, { lines: dishes }),
      anOrder(2, { lines: [aLine()] }),
      anOrder(3, { lines: [aLine({ allocated: 0, fulfilled: 10 })] }),
    ];
    const stock = { salmon: off(), tartare: offFor('salmon'), sashimi: offFor('salmon') };
    const [salmon] = offZone(aKitchen({ items, stock, orders })).entries;
    expect(salmon?.orders).toBe(2);
    expect(says(salmon)).toContain('2 orders');
  });

  it('are not mentioned where there are none', () => {
    const [tartare] = offZone(aKitchen({ items, stock: { tartare: off() }, orders: [anOrder(1)] })).entries;
    expect(says(tartare)?.join()).not.toContain('order');
  });
});

describe('a board with orders', () => {
  it('is calm only when nothing waits and nothing is ready', () => {
    expect(isCalm(buildBoard(aKitchen({ items, backorders: [aBackorder(1)] })))).toBe(false);
    expect(isCalm(buildBoard(aKitchen({ items, orders: [anOrder(1)] })))).toBe(false);
    const waits = anOrder(1, { status: 'backordered' });
    expect(isCalm(buildBoard(aKitchen({ items, orders: [waits] })))).toBe(true);
  });

  it('tells what became of an order that was on it', () => {
    const [ready] = readyZone(aKitchen({ items, orders: [anOrder(1)] })).entries;
    expect(ready && aftermathOf(ready, aKitchen({ items }))).toEqual({ state: 'ready', words: 'done' });
    const again = aKitchen({ items, orders: [anOrder(1, { status: 'backordered' })] });
    expect(ready && aftermathOf(ready, again)).toEqual({ state: 'backordered', words: 'waits again' });
  });

  it('tells what became of a line that waited', () => {
    const line = aBackorder(1, { lineId: 'line-1' });
    const [entry] = backorderZone(aKitchen({ items, backorders: [line] })).entries;
    const after = (scene: object) => entry && aftermathOf(entry, aKitchen({ items, ...scene }));
    expect(after({ backorders: [line] })).toBe(null);
    expect(after({ orders: [anOrder(1)] })).toEqual({ state: 'ready', words: 'set aside' });
    expect(after({})).toEqual({ state: 'back', words: 'waits no more' });
  });
});
