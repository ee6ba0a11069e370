import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findCycle,
  findTooDeep,
  RecipeClosure,
  withUsers,
  type RecipeGraph,
} from '../../../server/items/recipe-graph.ts';

type Spec = Record<string, { stocked?: boolean; yield?: number; uses?: Record<string, number> }>;

function graphOf(spec: Spec): RecipeGraph {
  return new Map(
    Object.entries(spec).map(
      ([id, { uses = {}, stocked = Object.keys(uses).length === 0, yield: made = 1 }]) => [
        id,
        {
          stocked,
          yield: made,
          lines: Object.entries(uses).map(([componentId, quantity]) => ({ componentId, quantity })),
        },
      ],
    ),
  );
}

/** What one unit takes, by component: "quantity", with a star where it is drawn from stock. */
function flat(spec: Spec, id: string): Record<string, string> {
  const rows = new RecipeClosure(graphOf(spec)).rowsOf(id);
  return Object.fromEntries(
    rows.map(({ componentId, quantity, draws }) => [componentId, `${Number(quantity)}${draws ? '*' : ''}`]),
  );
}

describe('a circle in recipes', () => {
  it.each<[Spec, string[] | null]>([
    [{ A: { uses: { B: 1 } }, B: { uses: { C: 1 } }, C: {} }, null],
    [{ A: { uses: { B: 1, C: 1 } }, B: { uses: { D: 1 } }, C: { uses: { D: 1 } }, D: {} }, null],
    [{ A: { uses: { A: 1 } } }, ['A', 'A']],
    [{ A: { uses: { B: 1 } }, B: { uses: { A: 1 } } }, ['A', 'B', 'A']],
    // The way into the circle is not part of it.
    [
      { IN: { uses: { A: 1 } }, A: { uses: { B: 1 } }, B: { uses: { C: 1 } }, C: { uses: { A: 1 } } },
      ['A', 'B', 'C', 'A'],
    ],
    // What is counted takes its components when it is produced; a circle is one all the same.
    [{ A: { stocked: true, uses: { B: 1 } }, B: { stocked: true, uses: { A: 1 } } }, ['A', 'B', 'A']],
    [{ A: { uses: { GONE: 1 } } }, null],
  ])('is named from where it begins: %o', (spec, cycle) => {
    expect(findCycle(graphOf(spec))).toEqual(cycle);
  });

  it('is found exactly when there is one', () => {
    const edge = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 16 }), (edges) => {
        const uses = (n: number): Record<string, number> =>
          Object.fromEntries(edges.filter(([from]) => from === n).map(([, to]) => [String(to), 1]));
        const spec = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`${n}`, { uses: uses(n) }]));
        const cycle = findCycle(graphOf(spec));
        expect(cycle !== null).toBe(isCircular(spec));
        cycle?.slice(1).forEach((id, index) => expect(spec[cycle[index]!]!.uses).toHaveProperty(id));
      }),
    );
  });
});

/** Takes away whatever uses nothing that is left, until nothing more goes. */
function isCircular(spec: Record<string, { uses: Record<string, number> }>): boolean {
  const left = new Set(Object.keys(spec));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const id of left) if (Object.keys(spec[id]!.uses).every((used) => !left.has(used))) left.delete(id);
  }
  return left.size > 0;
}

describe('recipes in recipes', () => {
  const chain = (length: number, last = 'NOTHING'): Spec =>
    Object.fromEntries(
      Array.from({ length }, (_, n) => [`${n}`, { uses: { [n + 1 < length ? `${n + 1}` : last]: 1 } }]),
    );

  it('may nest twenty deep, from whichever end one looks', () => {
    for (const spec of [chain(20), Object.fromEntries(Object.entries(chain(20)).reverse())])
      expect(findTooDeep(graphOf(spec))).toBeNull();
    for (const spec of [chain(21), Object.fromEntries(Object.entries(chain(21)).reverse())])
      expect(findTooDeep(graphOf(spec))).toBe('0');
  });

  it('are walked through however long a hostile chain or circle is', { timeout: 30_000 }, () => {
    expect(findCycle(graphOf(chain(20_000)))).toBeNull();
    expect(findTooDeep(graphOf(chain(20_000)))).toBe('0');
    expect(findCycle(graphOf(chain(20_000, '0')))).toHaveLength(20_001);
  });

  it('are not flattened when they share parts beyond all measure', { timeout: 30_000 }, () => {
    const layer = (n: number): Spec =>
      Object.fromEntries(
        Array.from({ length: 100 }, (_, i) => [
          `${n}-${i}`,
          {
            uses: Object.fromEntries(Array.from({ length: 100 }, (_, j) => [`${n + 1}-${j}`, 1])),
          },
        ]),
      );
    const graph = graphOf(Object.assign({}, ...Array.from({ length: 19 }, (_, n) => layer(n))) as Spec);
    expect(findTooDeep(graph)).toBeNull();
    const closure = new RecipeClosure(graph);
    expect(() => [...graph.keys()].map((id) => closure.rowsOf(id))).toThrow('share too many parts');
  });
});

describe('a flattened recipe', () => {
  it('of something counted is the thing itself', () => {
    expect(flat({ WATER: {} }, 'WATER')).toEqual({ WATER: '1*' });
  });

  it('goes down to what is counted, through parts that are not', () => {
    const spec: Spec = {
      PIZZA: { uses: { DOUGH: 180, SAUCE: 2 } },
      SAUCE: { uses: { TOMATO: 40, OIL: 5 }, yield: 4 },
      DOUGH: {},
      TOMATO: {},
      OIL: {},
    };
    expect(flat(spec, 'PIZZA')).toEqual({
      PIZZA: '1',
      DOUGH: '180*',
      SAUCE: '2',
      TOMATO: '20*',
      OIL: '2.5*',
    });
  });

  it('stops at a part that is itself counted, as its components went when it was made', () => {
    const spec: Spec = {
      PIZZA: { uses: { SAUCE: 80 } },
      SAUCE: { stocked: true, uses: { TOMATO: 1.2 } },
      TOMATO: {},
    };
    expect(flat(spec, 'PIZZA')).toEqual({ PIZZA: '1', SAUCE: '80*' });
    expect(flat(spec, 'SAUCE')).toEqual({ SAUCE: '1*' });
  });

  it('adds up what comes by several ways', () => {
    const spec: Spec = {
      MENU: { uses: { SOUP: 1, BREAD: 2 } },
      SOUP: { uses: { BREAD: 0.5, BUTTER: 10 } },
      BREAD: { uses: { BUTTER: 4 } },
      BUTTER: {},
    };
    expect(flat(spec, 'MENU')).toMatchObject({ BREAD: '2.5', BUTTER: '20*' });
  });

  it('keeps thirds to nine decimals, without losing more on the way', () => {
    const third = { yield: 3, uses: { SUGAR: 1 } };
    expect(flat({ CAKE: third, SUGAR: {} }, 'CAKE')['SUGAR']).toBe('0.333333333*');
    const whole: Spec = { TRAY: { uses: { CAKE: 3 } }, CAKE: third, SUGAR: {} };
    expect(flat(whole, 'TRAY')['SUGAR']).toBe('1*');
  });

  it('adds a tenth ten times to one', () => {
    const parts = Array.from({ length: 10 }, (_, n) => `P${n}`);
    const spec: Spec = {
      DISH: { uses: Object.fromEntries(parts.map((id) => [id, 1])) },
      SALT: {},
      ...Object.fromEntries(parts.map((id) => [id, { uses: { SALT: 0.1 } }])),
    };
    expect(flat(spec, 'DISH')['SALT']).toBe('1*');
  });
});

describe('the users of an item', () => {
  const spec: Spec = {
    PIZZA: { uses: { SAUCE: 1 } },
    PASTA: { uses: { SAUCE: 1 } },
    SAUCE: { stocked: true, uses: { TOMATO: 1 } },
    SALAD: { uses: { TOMATO: 1 } },
    TOMATO: {},
    WATER: {},
  };

  it('are found through every recipe above it, itself included', () => {
    expect([...withUsers(['TOMATO'], graphOf(spec))].sort()).toEqual([
      'PASTA',
      'PIZZA',
      'SALAD',
      'SAUCE',
      'TOMATO',
    ]);
    expect([...withUsers(['WATER'], graphOf(spec))]).toEqual(['WATER']);
    expect([...withUsers([], graphOf(spec))]).toEqual([]);
  });
});
