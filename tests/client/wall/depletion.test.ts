import { describe, expect, it } from 'vitest';
import { depletionLine } from '../../../client/forecasts/depletion-words.ts';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { likelyStockOuts } from '../../../client/wall/calm.ts';
import type { Entry } from '../../../client/wall/entry.ts';
import { lateZone } from '../../../client/wall/late-zone.ts';
import { runningZone } from '../../../client/wall/running-zone.ts';
import { detailParts } from '../../../client/wall/words.ts';
import type { SupplierDelay } from '../../../shared/purchasing/purchase-order.schema.ts';
import { aDish, aKitchen, anIngredient, left, minutesAgo, NOW, off, runsOut } from './builders.ts';

// It is 19:40.
const times = new StoreTimes('Europe/Vienna', 'en-GB');
const items = [
  anIngredient('salmon'),
  anIngredient('cream'),
  anIngredient('gloves'),
  aDish('tartare', { salmon: 100 }),
  aDish('sashimi', { salmon: 150 }),
  aDish('soup', { cream: 50 }),
];
const says = (entry: Entry | undefined, fullness: 'full' | 'list' = 'full') =>
  entry && detailParts(entry, fullness, times, NOW).map((part) => part.replace(/\s/g, ' '));
const line = (...[p10, p50, p90]: (number | undefined)[]) => {
  const at = (minutes: number | undefined) => (minutes === undefined ? undefined : minutesAgo(-minutes));
  const [a, b, c] = [at(p10), at(p50), at(p90)];
  return depletionLine({ ...(a && { p10: a }), ...(b && { p50: b }), ...(c && { p90: c }) }, times, NOW);
};

describe('the words of when something runs out', () => {
  it.each([
    [[50, 84, 132], '~21:00 (20:30–22:00)'],
    [[-5, 3, 20], 'any moment (now–20:00)'],
    [[1, 9, 12], '~19:45 (19:30–20:00)'],
    [[60, 100, undefined], '~21:15 (or much later)'],
    [[300, 15 * 60, 25 * 60], '~Wed 11:00 (00:30–Wed 21:00)'],
    [[24 * 60, 80 * 60, 6 * 24 * 60], '~Sat (Wed 19:00–Mon)'],
    [[60, undefined, undefined], ''],
  ])('%j minutes from now: %s', (minutes, words) => expect(line(...minutes)).toBe(words));
});

describe('when it runs out, on the wall', () => {
  it('stands first of what is said of an item, and decides what comes first', () => {
    const stock = { salmon: left(450), tartare: { servings: 4 }, sashimi: { servings: 3 }, cream: left(300) };
    const depletions = [runsOut('salmon', 90), runsOut('cream', 40)];
    const { entries } = runningZone(aKitchen({ items, stock, depletions }));
    expect(entries.map(({ name }) => name)).toEqual(['cream', 'salmon']);
    expect(says(entries[1])).toEqual(['runs out ~21:15 (20:30–22:15)']);
    expect(says(entries[1], 'list')?.[0]).toBe('~21:15 (20:30–22:15)');
  });

  it('is said of what seems to be enough but sells out within hours, once, and of what helps a cook', () => {
    const depletions = ['gloves', 'salmon', 'tartare', 'sashimi'].map((id) => runsOut(id, 100));
    const scene = (over: object) => runningZone(aKitchen({ items, depletions, ...over })).entries;
    const names = (over: object) => scene(over).map(({ name }) => name);
    expect(scene({})).toMatchObject([{ name: 'salmon', state: 'low', figure: '5 kg', takes: 2 }]);
    expect(names({ stock: { salmon: off() } })).not.toContain('salmon');
    expect(names({ depletions: [runsOut('salmon', 300)] })).toEqual([]);
    expect(names({ depletions: [runsOut('soup', 30)], stock: { soup: { servings: 9 } } })).toEqual(['soup']);
  });

  it('comes before what only is low, and after what is as good as gone', () => {
    const stock = {
      soup: { availability: { state: 'limited' as const, cause: 'hand' as const, remaining: 2 } },
      cream: left(900),
    };
    const { entries } = runningZone(aKitchen({ items, stock, depletions: [runsOut('salmon', 120)] }));
    expect(entries.map(({ name }) => name)).toEqual(['soup', 'salmon', 'cream']);
  });

  it('puts what is low but lasts the shift into a line of its own, and a countdown of a person never', () => {
    const limited = { state: 'limited' as const, cause: 'hand' as const, remaining: 8 };
    const stock = { salmon: left(450), cream: left(300), soup: { availability: limited } };
    const depletions = [runsOut('salmon', 60), runsOut('cream', 13 * 60), runsOut('soup', 13 * 60)];
    const zone = runningZone(aKitchen({ items, stock, depletions }));
    expect(zone.entries.map(({ name }) => name)).toEqual(['salmon', 'soup']);
    expect(zone.asides).toEqual([{ key: 'cream', words: 'cream 300 g' }]);
    expect(zone.count).toBe('2');
  });

  it('tells the gap where a delivery comes too late for it, and leaves the rest to what is left', () => {
    const delay = (itemId: string, hours: number): SupplierDelay => ({
      ...{ delayId: itemId, deliveryId: itemId, itemId, supplier: 'Fish Lang', kind: 'predicted' as const },
      ...{ quantity: 10_000, was: minutesAgo(60), now: minutesAgo(-60 * hours), since: minutesAgo(10) },
    });
    const late = (over: object) => lateZone(aKitchen({ items, delays: [delay('salmon', 3)], ...over }));
    const gap = late({ depletions: [runsOut('salmon', 94)] }).entries[0];
    expect(says(gap)).toEqual([
      ...['out ~21:15', 'delivery probably 22:40, was 18:40', 'Fish Lang', 'in 2 dishes'],
    ]);
    expect(late({ depletions: [runsOut('salmon', 200)] }).entries).toEqual([]);
    const gone = late({ depletions: [runsOut('salmon', 5)], stock: { salmon: left(0) } }).entries[0];
    expect(says(gone)).toContain('none left');
    const both = late({
      delays: [delay('salmon', 3), delay('cream', 3)],
      depletions: [runsOut('salmon', 94), runsOut('cream', 34)],
    });
    expect(says(both.entries[0])?.[0]).toBe('cream out ~20:15');
  });

  it('makes a calm board of what probably runs out today, in the order of time', () => {
    const depletions = [
      ...[runsOut('tartare', 230), runsOut('salmon', 230), runsOut('soup', 200), runsOut('cream', 1_200)],
      runsOut('gloves', 100),
    ];
    expect(likelyStockOuts(aKitchen({ items, depletions }), times, 5)).toEqual([
      { itemId: 'soup', name: 'soup', about: '~23:00', range: '22:30–00:00', takes: 0 },
      { itemId: 'salmon', name: 'salmon', about: '~23:30', range: '23:00–00:30', takes: 2 },
    ]);
    expect(likelyStockOuts(aKitchen({ items, depletions }), times, 1)).toHaveLength(1);
  });
});
