import { describe, expect, it } from 'vitest';
import {
  deriveItem,
  type Component,
  type Derived,
  type ItemFacts,
  type Mark,
} from '../../../server/settlement/recipe-cascade.ts';
import type { Availability } from '../../../shared/stock/availability.schema.ts';

const NOW = new Date('2026-03-20T19:00:00Z');
const EARLIER = new Date('2026-03-20T18:00:00Z');

function stockItem(overrides: Partial<ItemFacts> = {}): ItemFacts {
  const counted = { stocked: true, counted: true, available: 100 };
  return { itemId: 'item', parLevel: null, reorderPoint: null, mark: null, ...counted, ...overrides };
}

const dish = (overrides: Partial<ItemFacts> = {}): ItemFacts =>
  stockItem({ itemId: 'dish', stocked: false, counted: false, available: 0, ...overrides });

function aMark(state: Mark['state'], overrides: Partial<Mark> = {}): Mark {
  return { state, remaining: null, reason: null, until: null, by: 'Ada', at: EARLIER, ...overrides };
}

const limit = (remaining: number): Mark => aMark('limited', { remaining });

function needs(needed: number, overrides: Partial<ItemFacts> = {}): Component {
  return { facts: stockItem({ itemId: 'salmon', ...overrides }), needed };
}

function availability(item: ItemFacts, components: Component[] = []): Availability {
  const { since, ...rest } = deriveItem(item, components, null, NOW).availability;
  expect(since === undefined).toBe(rest.state === 'available' && rest.cause === undefined);
  return rest;
}

describe('the availability of a stock item', () => {
  it.each<[string, Partial<ItemFacts>, Availability]>([
    ['there is some', {}, { state: 'available' }],
    ['the last is gone', { available: 0 }, { state: 'unavailable', cause: 'stock' }],
    ['more was sold than there was', { available: -2 }, { state: 'unavailable', cause: 'stock' }],
    ['it was never counted', { available: -2, counted: false }, { state: 'available' }],
    [
      "it was 86'd by hand",
      { mark: aMark('unavailable') },
      { state: 'unavailable', cause: 'hand', by: 'Ada' },
    ],
    [
      "it was 86'd and is gone",
      { available: 0, mark: aMark('unavailable', { reason: 'off', until: 'restock' }) },
      { state: 'unavailable', cause: 'hand', by: 'Ada', reason: 'off', until: 'restock' },
    ],
    [
      'it was said to be there all the same',
      { available: 0, mark: aMark('available') },
      { state: 'available', cause: 'hand', by: 'Ada' },
    ],
    [
      'seven may still be sold',
      { mark: limit(7) },
      { state: 'limited', cause: 'hand', remaining: 7, by: 'Ada' },
    ],
    [
      'its limit is used up',
      { mark: limit(0) },
      { state: 'unavailable', cause: 'countdown', remaining: 0, by: 'Ada' },
    ],
    [
      'its limit is more than used up',
      { mark: limit(-2) },
      { state: 'unavailable', cause: 'countdown', remaining: 0, by: 'Ada' },
    ],
    [
      'it has a limit and is gone',
      { available: 0, mark: limit(7) },
      { state: 'unavailable', cause: 'stock' },
    ],
  ])('when %s', (_, facts, expected) => {
    expect(availability(stockItem(facts))).toEqual(expected);
  });
});

const short = { itemId: 'salmon', problem: 'short', left: 100, needed: 150 };
const tooFew = { itemId: 'salmon', problem: 'limited', left: 2, needed: 3 };

describe('the availability of a dish', () => {
  it.each<[string, Partial<ItemFacts>, Component[], Availability]>([
    ['everything is there', {}, [needs(100)], { state: 'available' }],
    ['it needs nothing', {}, [], { state: 'available' }],
    [
      'a component does not reach for one',
      {},
      [needs(150)],
      { state: 'unavailable', cause: 'recipe', because: [short] as never },
    ],
    ['a component was never counted', {}, [needs(150, { counted: false })], { state: 'available' }],
    ['a component is not itself counted', {}, [needs(150, { stocked: false })], { state: 'available' }],
    [
      "a component was 86'd",
      {},
      [needs(1, { mark: aMark('unavailable') })],
      { state: 'unavailable', cause: 'recipe', because: [{ itemId: 'salmon', problem: 'unavailable' }] },
    ],
    [
      'a component was said to be there',
      {},
      [needs(150, { mark: aMark('available') })],
      { state: 'available' },
    ],
    [
      "too little is left of a component's limit",
      {},
      [needs(3, { mark: limit(2) })],
      { state: 'unavailable', cause: 'recipe', because: [tooFew] as never },
    ],
    [
      "a component's limit is over-used",
      {},
      [needs(3, { mark: limit(-2) })],
      { state: 'unavailable', cause: 'recipe', because: [{ ...tooFew, left: -2 }] as never },
    ],
    [
      "a component's limit is enough for some",
      {},
      [needs(3, { mark: limit(10) })],
      { state: 'limited', cause: 'recipe', remaining: 3, because: [{ ...tooFew, left: 10 }] as never },
    ],
    [
      'its own limit is the tighter one',
      { mark: limit(2) },
      [needs(3, { mark: limit(10) })],
      { state: 'limited', cause: 'hand', remaining: 2, by: 'Ada' },
    ],
    [
      "the component's limit is the tighter one",
      { mark: limit(5) },
      [needs(3, { mark: limit(10) })],
      { state: 'limited', cause: 'recipe', remaining: 3, because: [{ ...tooFew, left: 10 }] as never },
    ],
    [
      'its own limit stands, but a component is gone',
      { mark: limit(5) },
      [needs(150)],
      { state: 'unavailable', cause: 'recipe', because: [short] as never },
    ],
    [
      'it was said to be there, but a component is gone',
      { mark: aMark('available') },
      [needs(150)],
      { state: 'available', cause: 'hand', by: 'Ada' },
    ],
    [
      "it was 86'd and a component is gone",
      { mark: aMark('unavailable') },
      [needs(150)],
      { state: 'unavailable', cause: 'hand', by: 'Ada' },
    ],
  ])('when %s', (_, facts, components, expected) => {
    expect(availability(dish(facts), components)).toEqual(expected);
  });

  it('names every component at fault, and only those', () => {
    const components = [
      needs(1, { itemId: 'salt' }),
      needs(150, { itemId: 'salmon' }),
      needs(1, { itemId: 'dill', mark: aMark('unavailable') }),
    ];
    expect(availability(dish(), components).because?.map(({ itemId }) => itemId)).toEqual(['salmon', 'dill']);
  });

  it('names every component whose limit is the tightest', () => {
    const components = ['a', 'b', 'c'].map((itemId) =>
      needs(itemId === 'c' ? 1 : 2, { itemId, mark: limit(9) }),
    );
    const { remaining, because } = availability(dish(), components);
    expect(remaining).toBe(4);
    expect(because?.map(({ itemId }) => itemId)).toEqual(['a', 'b']);
  });

  it('of something both counted and made looks at its own stock too', () => {
    const sauce = stockItem({ available: 0 });
    expect(availability(sauce, [needs(1)])).toEqual({ state: 'unavailable', cause: 'stock' });
  });
});

function derived(item: ItemFacts, components: Component[] = []): Pick<Derived, 'status' | 'servings'> {
  const { status, servings } = deriveItem(item, components, null, NOW);
  return { status, servings };
}

describe('the status of a stock item', () => {
  it.each<[Partial<ItemFacts>, Derived['status']]>([
    [{}, 'ok'],
    [{ available: 0 }, 'out'],
    [{ available: 0, counted: false }, 'ok'],
    [{ available: -1, counted: false }, 'out'],
    [{ reorderPoint: 100 }, 'low'],
    [{ reorderPoint: 99.999 }, 'ok'],
    [{ parLevel: 300 }, 'low'],
    [{ parLevel: 299.997 }, 'ok'],
    [{ parLevel: 900, reorderPoint: 10 }, 'ok'],
    [{ reorderPoint: 0 }, 'ok'],
  ])('with %o is %s', (facts, status) => {
    expect(derived(stockItem(facts))).toEqual({ status, servings: null });
  });
});

describe('what is left of a dish', () => {
  it.each<[number, Partial<ItemFacts>, Derived['status'], number | null]>([
    [10, {}, 'low', 10],
    [9, {}, 'ok', null], // eleven are not few
    [150, {}, 'out', 0],
    [150, { available: -5 }, 'out', 0],
    [0.1, { available: 0.3 }, 'low', 3], // 0.3 / 0.1 is 2.999… in binary
    [150, { counted: false }, 'ok', null],
    [150, { stocked: false }, 'ok', null],
  ])('when one needs %d of %o: %s, %s servings', (needed, facts, status, servings) => {
    expect(derived(dish(), [needs(needed, facts)])).toEqual({ status, servings });
  });

  it('is decided by the scarcest component', () => {
    expect(derived(dish(), [needs(10), needs(40), needs(30)])).toEqual({ status: 'low', servings: 2 });
  });

  it('cannot be told for a recipe that takes less of everything than can be written', () => {
    expect(derived(dish(), [needs(0), needs(0, { available: 0 })])).toEqual({ status: 'ok', servings: null });
    expect(availability(dish(), [needs(0, { mark: limit(5) })])).toEqual({ state: 'available' });
  });
});

describe('the time since when something is so', () => {
  const since = (item: ItemFacts, before: Availability | null): string | undefined =>
    deriveItem(item, [], before, NOW).availability.since;
  const gone = stockItem({ available: 0 });
  const long = '2026-03-19T12:00:00.000Z';

  it('is now for what is new', () => {
    expect(since(gone, null)).toBe(NOW.toISOString());
    expect(since(gone, { state: 'available' })).toBe(NOW.toISOString());
    expect(since(gone, { state: 'unavailable', cause: 'recipe', since: long })).toBe(NOW.toISOString());
  });

  it('is kept while state and cause stay as they are', () => {
    expect(since(gone, { state: 'unavailable', cause: 'stock', since: long })).toBe(long);
  });

  it('is when a person said so, for what a person said', () => {
    expect(since(stockItem({ mark: aMark('unavailable') }), null)).toBe(EARLIER.toISOString());
  });

  it('is not told for what is simply available', () => {
    expect(since(stockItem(), { state: 'unavailable', cause: 'stock', since: long })).toBeUndefined();
  });
});
