import { describe, expect, it } from 'vitest';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { aftermathOf } from '../../../client/wall/aftermath.ts';
import { buildBoard, isCalm } from '../../../client/wall/board.ts';
import type { Entry } from '../../../client/wall/entry.ts';
import { lateZone } from '../../../client/wall/late-zone.ts';
import { detailParts } from '../../../client/wall/words.ts';
import type { SupplierDelay } from '../../../shared/purchasing/purchase-order.schema.ts';
import { aDish, aKitchen, anIngredient, left, minutesAgo, NOW, offFor } from './builders.ts';
import { aBackorder, inHours } from './order-builders.ts';

const items = [
  anIngredient('salmon'),
  anIngredient('trout'),
  anIngredient('butter', { name: 'Butter', unit: 'kg' }),
  aDish('tartare', { salmon: 90 }),
  aDish('sashimi', { salmon: 120, trout: 80 }),
];
const times = new StoreTimes('Europe/Vienna', 'en-GB');
const says = (entry: Entry | undefined) =>
  entry && detailParts(entry, 'full', times, NOW).map((part) => part.replace(/\s/g, ' '));

/** Of ten kilos, known for ten minutes: from two hours ago to tomorrow. */
function aDelay(itemId: string, over: Partial<SupplierDelay> = {}): SupplierDelay {
  const when = { was: inHours(-2), now: inHours(14), since: minutesAgo(10) };
  const id = `delivery of ${itemId}`;
  const head = { delayId: `delay ${id}`, deliveryId: id, itemId, supplier: 'Fish Lang' };
  return { ...head, kind: 'reported', quantity: 10_000, ...when, ...over };
}

function overdue(itemId: string, over: Partial<SupplierDelay> = {}): SupplierDelay {
  const { now: _, ...delay } = aDelay(itemId, { kind: 'overdue', ...over });
  return delay;
}

const late = (...delays: SupplierDelay[]) => lateZone(aKitchen({ items, delays }));

describe('what is late', () => {
  it('says what, how much, from whom, from when to when, why, and who waits for it', () => {
    const delays = [aDelay('salmon', { reason: 'lorry broke down' })];
    const backorders = [
      aBackorder(1),
      aBackorder(2, { itemId: 'tartare', waiting: { because: 'stock', itemIds: ['salmon'], words: '' } }),
      aBackorder(3, { itemId: 'butter' }),
    ];
    const { entries, count } = lateZone(aKitchen({ items, delays, backorders }));
    expect(count).toBe('1');
    expect(entries).toMatchObject([{ state: 'late', name: 'salmon', figure: '10 kg' }]);
    expect(says(entries[0])).toEqual([
      'now Wed 09:40, was 17:40',
      '2 orders wait',
      'Fish Lang',
      'lorry broke down',
      'in 2 dishes',
      'told 10 min ago',
    ]);
  });

  it('says since when it is overdue while nobody knows until when, and what is only a guess', () => {
    expect(says(late(overdue('butter')).entries[0])).toEqual(['overdue since 17:40', 'Fish Lang']);
  });

  it('guesses aloud only where what is guessed about is short, and says how little is left', () => {
    const reason = '5 of its last 6 deliveries came late';
    const guess = aDelay('butter', { kind: 'predicted', was: inHours(10), reason });
    expect(late(guess)).toMatchObject({ entries: [], count: '' });
    const scene = (over: object) => lateZone(aKitchen({ items, delays: [guess], stock: { butter: over } }));
    const [low] = scene({ status: 'low', available: 1.2 }).entries;
    expect(says(low)).toEqual(['probably Wed 09:40, was Wed 05:40', '1.2 kg left', 'Fish Lang', reason]);
    expect(says(scene({ status: 'out', available: -0.5 }).entries[0])?.[1]).toBe('none left');
  });

  it('tells together what one supplier brings at one time', () => {
    const { entries, count } = late(aDelay('trout'), aDelay('salmon'), aDelay('butter', { supplier: 'Alm' }));
    expect(count).toBe('3');
    expect(entries.map(({ name, dishes }) => [name, ...dishes.map((item) => item.name)])).toEqual([
      ['Butter'],
      ['Fish Lang', 'salmon', 'trout'],
    ]);
    expect(says(entries[1])).toEqual(['now Wed 09:40, was 17:40', 'in 2 dishes', 'told 10 min ago']);
    expect(entries[1]).toMatchObject({ takes: 2, figure: '' });
  });

  it('tells together all that one supplier is late with where it is much', () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      aDelay('trout', { deliveryId: `n${n}`, supplier: n % 2 ? 'Alm' : 'Fish Lang', now: inHours(10 + n) }),
    );
    const { entries, count } = late(...many, aDelay('salmon', { now: inHours(9) }));
    expect(count).toBe('41');
    expect(entries.map(({ name, takes }) => [name, takes])).toEqual([
      ['Fish Lang', 2],
      ['Alm', 1],
    ]);
    expect(says(entries[0])?.[0]).toBe('first Wed 04:40');
  });

  it('has first what customers wait for, then what nobody knows the time of, then what comes first', () => {
    const delays = [
      aDelay('trout', { supplier: 'a', now: inHours(1) }),
      aDelay('sashimi', { supplier: 'b', now: inHours(30) }),
      overdue('butter', { supplier: 'c' }),
      aDelay('salmon', { supplier: 'd', now: inHours(40) }),
    ];
    const zone = lateZone(aKitchen({ items, delays, backorders: [aBackorder(1)] }));
    expect(zone.entries.map(({ name }) => name)).toEqual(['salmon', 'Butter', 'trout', 'sashimi']);
  });
});

describe('a board', () => {
  it('tells of what is out or low that its delivery is late', () => {
    const delays = [overdue('salmon'), aDelay('butter')];
    const gone = { salmon: left(0), tartare: offFor('salmon'), sashimi: offFor('salmon') };
    const out = buildBoard(aKitchen({ items, stock: gone, delays })).zones.off.entries;
    expect(out).toHaveLength(1);
    expect(says(out[0])).toContain('delivery overdue since 17:40');
    const low = { salmon: { ...left(200), servings: 2 }, tartare: { servings: 2 } };
    const few = buildBoard(aKitchen({ items, stock: low, delays })).zones.running.entries;
    expect(few).toHaveLength(1);
    expect(says(few[0])).toContain('delivery overdue since 17:40');
  });

  it('is calm only without late deliveries, and tells once when one is not late any more', () => {
    const kitchen = aKitchen({ items, delays: [aDelay('butter')] });
    expect(isCalm(buildBoard(kitchen))).toBe(false);
    const [entry] = lateZone(kitchen).entries;
    const after = aKitchen({ items });
    expect(isCalm(buildBoard(after))).toBe(true);
    expect(lateZone(after)).toEqual({ entries: [], asides: [], count: '' });
    expect(aftermathOf(entry!, kitchen)).toBeNull();
    expect(aftermathOf(entry!, after)).toEqual({ state: 'back', words: 'late no more' });
  });
});
