import { describe, expect, it } from 'vitest';
import { transferIdeas, worstFirst, type Holding } from '../../../server/displays/stores-board.ts';

const NOW = new Date('2026-03-20T11:00:00Z');
const at = (hours: number): string => new Date(NOW.getTime() + hours * 3_600_000).toISOString();
const holds = (storeId: string, available: number, more: Partial<Holding> = {}): Holding => ({
  ...{ storeId, itemId: 'salmon', name: 'Salmon', unit: 'kg', available, parLevel: 6 },
  ...{ runsOutAt: null, nextDeliveryAt: null, ...more },
});
const ideas = (...holdings: Holding[]) =>
  transferIdeas(holdings, NOW).map(({ fromStoreId, toStoreId, quantity }) => [
    fromStoreId,
    toStoreId,
    quantity,
  ]);

describe('stores help each other', () => {
  it('with what one has above its par level, up to the par level of the other', () => {
    expect(ideas(holds('bar', 1, { runsOutAt: at(5) }), holds('inn', 9.5))).toEqual([['inn', 'bar', 3.5]]);
    expect(ideas(holds('bar', 4, { runsOutAt: at(5) }), holds('inn', 30))).toEqual([['inn', 'bar', 2]]);
    expect(ideas(holds('bar', -2, { runsOutAt: at(0) }), holds('inn', 30))).toEqual([['inn', 'bar', 6]]);
  });

  it('only where it is urgent and no delivery comes in time, and nobody gives what they need', () => {
    const inn = holds('inn', 9);
    expect(ideas(holds('bar', 1, { runsOutAt: at(30) }), inn)).toEqual([]);
    expect(ideas(holds('bar', 1, { runsOutAt: at(9), nextDeliveryAt: at(4) }), inn)).toEqual([]);
    expect(ideas(holds('bar', 1, { runsOutAt: at(3), nextDeliveryAt: at(4) }), inn)).toHaveLength(1);
    expect(ideas(holds('bar', 1, { runsOutAt: at(5) }), holds('inn', 9, { runsOutAt: at(60) }))).toEqual([]);
    expect(ideas(holds('bar', 1, { runsOutAt: at(5) }), holds('inn', 6))).toEqual([]);
  });

  it('and nothing is promised twice: who runs out first is helped first', () => {
    const both = [holds('bar', 1, { runsOutAt: at(9) }), holds('cafe', 2, { runsOutAt: at(2) })];
    expect(ideas(...both, holds('inn', 11))).toEqual([
      ['inn', 'cafe', 4],
      ['inn', 'bar', 1],
    ]);
  });
});

it('the worst store stands first: what cannot be sold, what is owed, what is coming', () => {
  const fine = { ...{ off: 0, runningOut: 0, low: 0, late: 0, waiting: 0, overdue: 0 } };
  const store = (name: string, more: object) => ({ storeId: name, name, ...fine, ...more });
  const stores = [
    store('d', { low: 9 }),
    store('c', {}),
    store('b', {}),
    store('a', { overdue: 1 }),
    store('e', { off: 1 }),
  ];
  expect(worstFirst(stores).map(({ name }) => name)).toEqual(['e', 'a', 'd', 'b', 'c']);
});
