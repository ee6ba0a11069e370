import { describe, expect, it } from 'vitest';
import { LatenessRecord, type Lateness } from '../../../server/settlement/lateness.ts';
import {
  promisesFor,
  uncoveredItems,
  type Incoming,
  type NotOrdered,
  type WaitingLine,
} from '../../../server/settlement/promise.ts';

const HOUR = 3_600_000;
const NOW = new Date('2026-03-20T12:00:00Z');
const hours = (n: number): Date => new Date(NOW.getTime() + n * HOUR);

const aDelivery = (
  deliveryId: string,
  units: number,
  expectedAt: Date,
  overrides: Partial<Incoming> = {},
): Incoming => ({
  ...{ deliveryId, expectedAt, itemId: 'A', supplier: 'Farm' },
  outstanding: units * 1000,
  ...overrides,
});
const aLine = (lineId: string, units: number, overrides: Partial<WaitingLine> = {}): WaitingLine => ({
  ...{ lineId, orderId: `order ${lineId}`, shipComplete: false, blocked: false },
  backordered: units * 1000,
  draws: [{ itemId: 'A', perUnit: 1 }],
  ...overrides,
});
/** Ten deliveries, 0, 1, … 9 hours late. */
const RECORD: Lateness[] = Array.from({ length: 10 }, (_, n) => ({
  supplier: 'Farm',
  ms: n * HOUR,
  weekday: 1,
}));

function promised(
  queue: WaitingLine[],
  incoming: Incoming[],
  free: Record<string, number> = {},
  past = RECORD,
  next: Record<string, NotOrdered> = {},
) {
  const stock = new Map(Object.entries({ A: 0, ...free }).map(([itemId, units]) => [itemId, units * 1000]));
  return promisesFor(queue, incoming, stock, new LatenessRecord(past), NOW, new Map(Object.entries(next)));
}

const deliveryOf = (promises: ReturnType<typeof promised>, lineId: string) =>
  promises.get(lineId)?.basis.deliveries.map(({ deliveryId }) => deliveryId);

describe('a promise', () => {
  it('rests on the delivery that covers what stands ahead and the line itself', () => {
    const incoming = [aDelivery('late', 5, hours(48)), aDelivery('soon', 3, hours(24))];
    const promises = promised([aLine('1', 2), aLine('2', 1), aLine('3', 4), aLine('4', 2)], incoming);
    expect(deliveryOf(promises, '1')).toEqual(['soon']);
    expect(deliveryOf(promises, '2')).toEqual(['soon']);
    expect(deliveryOf(promises, '3')).toEqual(['late']);
    expect(promises.get('4')).toBeNull();
  });

  it('is told at the 80 % quantile of the supplier’s lateness, worked by hand', () => {
    // Own record and that of all are the same ten, so the quantiles are theirs: 0, 4 and 7 hours.
    expect(promised([aLine('1', 1)], [aDelivery('d', 1, hours(24))]).get('1')).toMatchObject({
      earliest: hours(24).toISOString(),
      likely: hours(28).toISOString(),
      latest: hours(31).toISOString(),
      basis: { record: 10 },
    });
  });

  it('is shrunk toward all suppliers where a supplier has hardly delivered', () => {
    const punctual: Lateness[] = [...RECORD, { supplier: 'New', ms: 0, weekday: 1 }];
    const told = (supplier: string) =>
      promised([aLine('1', 1)], [aDelivery('d', 1, hours(24), { supplier })], {}, punctual).get('1')!;
    // One punctual delivery weighs 1 of 6: the 80 % quantile is still close to that of the others.
    expect(told('New').basis.record).toBe(1);
    expect(Date.parse(told('New').latest)).toBe(hours(31).getTime());
    const many = [
      ...punctual,
      ...Array.from({ length: 200 }, () => ({ supplier: 'New', ms: 0, weekday: 1 })),
    ];
    const trusted = promised(
      [aLine('1', 1)],
      [aDelivery('d', 1, hours(24), { supplier: 'New' })],
      {},
      many,
    ).get('1')!;
    expect(Date.parse(trusted.latest)).toBe(hours(24).getTime());
  });

  it('is never in the past: a delivery that is late already comes later than it is now', () => {
    const { earliest, likely, latest } = promised([aLine('1', 1)], [aDelivery('d', 1, hours(-6))]).get('1')!;
    // Of the record only 7, 8 and 9 hours are left.
    expect([earliest, likely, latest]).toEqual([hours(1), hours(2), hours(3)].map((at) => at.toISOString()));
    const endless = promised([aLine('1', 1)], [aDelivery('d', 1, hours(-100))]).get('1')!;
    expect(Date.parse(endless.latest)).toBe(hours(100).getTime());
  });

  it('takes the slowest part of a bundle', () => {
    const bundle = aLine('1', 2, {
      draws: [
        { itemId: 'A', perUnit: 1 },
        { itemId: 'B', perUnit: 2 },
      ],
    });
    const incoming = [aDelivery('a', 9, hours(5)), aDelivery('b', 4, hours(50), { itemId: 'B' })];
    const promises = promised([bundle], incoming, { B: 0 });
    expect(Date.parse(promises.get('1')!.latest)).toBe(hours(57).getTime());
    expect(deliveryOf(promises, '1')).toEqual(['a', 'b']);
  });

  it('is the same for all lines of an order that ships complete, and none if one has none', () => {
    const both = { orderId: 'O', shipComplete: true };
    const incoming = [aDelivery('a', 9, hours(5)), aDelivery('b', 9, hours(50), { itemId: 'B' })];
    const other = aLine('2', 1, { ...both, draws: [{ itemId: 'B', perUnit: 1 }] });
    const promises = promised([aLine('1', 1, both), other], incoming, { B: 0 });
    expect(promises.get('1')).toEqual(promises.get('2'));
    const half = promised([aLine('1', 1, both), other], incoming.slice(0, 1), { B: 0 });
    expect([half.get('1'), half.get('2')]).toEqual([null, null]);
  });

  it('counts what is owed already before anything else', () => {
    const incoming = [aDelivery('first', 3, hours(5)), aDelivery('second', 3, hours(50))];
    expect(deliveryOf(promised([aLine('1', 1)], incoming, { A: -3 }), '1')).toEqual(['second']);
  });

  it('is not made for what somebody 86d by hand', () => {
    expect(promised([aLine('1', 1, { blocked: true })], [aDelivery('d', 1, hours(5))]).get('1')).toBeNull();
  });

  it('guesses honestly where no delivery was ever seen', () => {
    const { latest, basis } = promised([aLine('1', 1)], [aDelivery('d', 1, hours(24))], {}, []).get('1')!;
    expect(Date.parse(latest)).toBe(hours(28).getTime());
    expect(basis.words).toBe('the delivery from Farm, no past delivery to judge by');
  });

  it('rests on the next delivery that can be ordered where none covers it', () => {
    const next = { A: { supplier: 'Mill', deliverAt: hours(60), orderBy: hours(3) } };
    const queue = [aLine('1', 2), aLine('2', 4), aLine('3', 900)];
    const promises = promised(queue, [aDelivery('d', 3, hours(24))], {}, RECORD, next);
    expect(deliveryOf(promises, '1')).toEqual(['d']);
    expect(promises.get('1')!.basis).not.toHaveProperty('orderBy');
    // Mill has no record of its own, so that the quantiles are those of all: 0, 4 and 7 hours.
    expect(promises.get('2')).toEqual({
      earliest: hours(60).toISOString(),
      likely: hours(64).toISOString(),
      latest: hours(67).toISOString(),
      basis: {
        deliveries: [{ itemId: 'A', supplier: 'Mill', expectedAt: hours(60).toISOString() }],
        orderBy: hours(3).toISOString(),
        record: 0,
        words:
          'the next delivery from Mill that an order makes (not ordered yet), no past delivery to judge by',
      },
    });
    expect(promises.get('3')).toEqual(promises.get('2'));
  });

  it('of an order that ships complete holds only if what is missing of any of its lines is ordered', () => {
    const both = { orderId: 'O', shipComplete: true };
    const other = aLine('2', 1, { ...both, draws: [{ itemId: 'B', perUnit: 1 }] });
    const next = { B: { supplier: 'Mill', deliverAt: hours(20), orderBy: hours(3) } };
    const incoming = [aDelivery('late', 9, hours(90))];
    const promises = promised([aLine('1', 1, both), other], incoming, { B: 0 }, RECORD, next);
    expect(deliveryOf(promises, '2')).toEqual(['late']);
    expect(promises.get('1')!.basis.orderBy).toBe(hours(3).toISOString());
  });
});

it('what is there and on its way covers those who wait, or somebody has to order', () => {
  const queue = [aLine('1', 3), aLine('2', 2, { draws: [{ itemId: 'B', perUnit: 0.5 }] })];
  const uncovered = (a: number, b: number, free = 0) =>
    uncoveredItems(
      queue,
      [aDelivery('a', a, hours(5)), aDelivery('b', b, hours(5), { itemId: 'B' })],
      new Map([['A', free * 1000]]),
    );
  expect(uncovered(3, 1)).toEqual([]);
  expect(uncovered(3, 1, -1)).toEqual(['A']);
  expect(uncovered(2, 0.5, 1)).toEqual(['B']);
});
