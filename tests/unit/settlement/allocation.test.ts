import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, needOf, type FillPolicy, type OpenLine } from '../../../server/settlement/allocation.ts';

const OPEN: FillPolicy = { partialFill: true, passSmaller: true };

/** A line of whole units of item A, quantities in units. */
function aLine(lineId: string, open: number, overrides: Partial<OpenLine> = {}): OpenLine {
  return {
    lineId,
    orderId: `order ${lineId}`,
    open: open * 1000,
    held: 0,
    whole: true,
    shipComplete: false,
    draws: [{ itemId: 'A', perUnit: 1 }],
    unavailable: [],
    ...overrides,
  };
}

const draws = (parts: Record<string, number>): OpenLine['draws'] =>
  Object.entries(parts).map(([itemId, perUnit]) => ({ itemId, perUnit }));
const stock = (units: Record<string, number>): Map<string, number> =>
  new Map(Object.entries(units).map(([itemId, quantity]) => [itemId, quantity * 1000]));

function run(queue: OpenLine[], units: Record<string, number>, policy = OPEN) {
  const { lines, free } = allocate(queue, stock(units), policy);
  return {
    units: Object.fromEntries([...lines].map(([lineId, { allocated }]) => [lineId, allocated / 1000])),
    because: Object.fromEntries([...lines].map(([lineId, { waiting }]) => [lineId, waiting?.because])),
    free: Object.fromEntries([...free].map(([itemId, quantity]) => [itemId, quantity / 1000])),
  };
}

describe('what is free', () => {
  it('goes to the first in the queue, and the rest of it to the next', () => {
    expect(run([aLine('1', 2), aLine('2', 4), aLine('3', 1)], { A: 5 }).units).toEqual({ 1: 2, 2: 3, 3: 0 });
  });

  it('is not taken in part where the policy says so, and a smaller line may pass', () => {
    const { units, because } = run(
      [aLine('1', 6), aLine('2', 4)],
      { A: 5 },
      { partialFill: false, passSmaller: true },
    );
    expect(units).toEqual({ 1: 0, 2: 4 });
    expect(because).toEqual({ 1: 'whole', 2: undefined });
  });

  it('waits with the first where nobody may pass', () => {
    const { units, because } = run(
      [aLine('1', 6), aLine('2', 4)],
      { A: 5 },
      { partialFill: false, passSmaller: false },
    );
    expect(units).toEqual({ 1: 0, 2: 0 });
    expect(because).toEqual({ 1: 'whole', 2: 'queue' });
  });

  it('goes to nobody for what somebody 86d by hand, and what is set aside stays', () => {
    const off = aLine('1', 4, { unavailable: ['A'], held: 1000 });
    const { units, because } = run([off, aLine('2', 4)], { A: 5 });
    expect(units).toEqual({ 1: 1, 2: 4 });
    expect(because).toEqual({ 1: 'unavailable', 2: undefined });
  });

  it('fills a bundle only with all of its parts', () => {
    const bundle = aLine('1', 3, { draws: draws({ A: 1, B: 2 }) });
    const { units, free, because } = run([bundle, aLine('2', 9)], { A: 5, B: 5 });
    expect(units).toEqual({ 1: 2, 2: 3 });
    expect(free).toEqual({ A: 0, B: 1 });
    expect(because['1']).toBe('stock');
  });

  it('goes to an order that ships complete only if all of it is there', () => {
    const both = { orderId: 'O', shipComplete: true };
    const queue = [aLine('1', 1, both), aLine('2', 3, { ...both, draws: draws({ B: 1 }) }), aLine('3', 1)];
    expect(run(queue, { A: 1, B: 2 }).units).toEqual({ 1: 0, 2: 0, 3: 1 });
    expect(run(queue.slice(0, 2), { A: 1, B: 2 }).because).toEqual({ 1: 'order', 2: 'stock' });
    expect(run(queue, { A: 1, B: 3 }).units).toEqual({ 1: 1, 2: 3, 3: 0 });
  });

  it('counts an item once when two lines of one order take it', () => {
    const both = { orderId: 'O', shipComplete: true };
    expect(run([aLine('1', 2, both), aLine('2', 2, both)], { A: 3 }).units).toEqual({ 1: 0, 2: 0 });
  });

  it('is given in thousandths of what is measured, and in whole units of what is not', () => {
    const measured = aLine('1', 2, { whole: false, draws: draws({ A: 0.4 }) });
    expect(run([measured], { A: 0.5 }).units).toEqual({ 1: 1.251 });
    expect(run([{ ...measured, whole: true }], { A: 0.5 }).units).toEqual({ 1: 1 });
  });

  it('never limits what is not counted', () => {
    expect(run([aLine('1', 7, { draws: [] })], {}).units).toEqual({ 1: 7 });
  });
});

describe('what is lost', () => {
  it('is given back from the last in the queue upward', () => {
    const held = [
      aLine('1', 2, { held: 2000 }),
      aLine('2', 2, { held: 2000 }),
      aLine('3', 2, { held: 1000 }),
    ];
    expect(run(held, { A: 3 }).units).toEqual({ 1: 2, 2: 1, 3: 0 });
  });

  it('takes all of a line that is not filled in part, and of an order that ships complete', () => {
    const held = [aLine('1', 2, { held: 2000 }), aLine('2', 2, { held: 2000 })];
    expect(run(held, { A: 3 }, { partialFill: false, passSmaller: true }).units).toEqual({ 1: 2, 2: 0 });
    const order = { orderId: 'O', shipComplete: true };
    const torn = [
      aLine('1', 2, { held: 2000, ...order }),
      aLine('2', 2, { held: 2000, draws: draws({ B: 1 }), ...order }),
    ];
    expect(run(torn, { A: 2, B: 1 }).units).toEqual({ 1: 0, 2: 0 });
  });

  it('frees the other parts of a bundle for those who wait for them', () => {
    const bundle = aLine('2', 1, { held: 1000, draws: draws({ A: 1, B: 1 }) });
    expect(run([aLine('1', 1), bundle], { A: 1, B: 0 }).units).toEqual({ 1: 1, 2: 0 });
  });

  it('is not made up by what is below zero', () => {
    const { units, free } = run([aLine('1', 2, { held: 1000 })], { A: -3 });
    expect(units).toEqual({ 1: 0 });
    expect(free).toEqual({ A: -3 });
  });
});

describe('an allocation run', () => {
  const someLine = fc.record({
    open: fc.integer({ min: 1, max: 5 }),
    held: fc.integer({ min: 0, max: 5 }),
    order: fc.nat({ max: 4 }),
    parts: fc.constantFrom({ A: 1 }, { B: 1 }, { A: 1, B: 1 }, { A: 2, C: 0.333 }, { C: 1.5 }, {}),
    whole: fc.boolean(),
    off: fc.integer({ min: 0, max: 9 }),
  });
  const someQueue = fc.array(someLine, { minLength: 1, maxLength: 10 }).map((lines) =>
    lines.map(({ open, held, order, parts, whole, off }, index) =>
      aLine(String(index), open, {
        held: held * 1000,
        orderId: `order ${order}`,
        shipComplete: order < 2,
        draws: draws(parts),
        whole,
        unavailable: off === 0 ? ['A'] : [],
      }),
    ),
  );
  const someStock = fc.record({
    A: fc.integer({ min: -2, max: 12 }),
    B: fc.integer({ min: 0, max: 8 }),
    C: fc.double({ min: 0, max: 9, noNaN: true }),
  });
  const somePolicy = fc.record({ partialFill: fc.boolean(), passSmaller: fc.boolean() });
  const onHandOf = (units: Record<string, number>) =>
    new Map(Object.entries(units).map(([itemId, quantity]) => [itemId, Math.round(quantity * 1000)]));

  it('never gives what is not there, nor more than is open, and all or nothing where that is asked', () => {
    fc.assert(
      fc.property(someQueue, someStock, somePolicy, (queue, units, policy) => {
        const onHand = onHandOf(units);
        const { lines } = allocate(queue, onHand, policy);
        const used = new Map<string, number>();
        for (const { lineId, open, draws } of queue) {
          const { allocated, waiting } = lines.get(lineId)!;
          expect(allocated).toBeGreaterThanOrEqual(0);
          expect(allocated).toBeLessThanOrEqual(open);
          expect(waiting === null).toBe(allocated === open);
          for (const { itemId, perUnit } of draws)
            used.set(itemId, (used.get(itemId) ?? 0) + needOf(allocated, perUnit));
        }
        for (const [itemId, quantity] of used)
          expect(quantity).toBeLessThanOrEqual(Math.max(0, onHand.get(itemId)!));
        for (const order of [0, 1].map((n) => queue.filter(({ orderId }) => orderId === `order ${n}`))) {
          const full = order.map(({ lineId, open }) => lines.get(lineId)!.allocated === open);
          if (full.includes(false))
            for (const { lineId } of order) expect(lines.get(lineId)!.allocated).toBe(0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes nothing when it runs again on its own outcome', () => {
    fc.assert(
      fc.property(someQueue, someStock, somePolicy, (queue, units, policy) => {
        const onHand = onHandOf(units);
        const first = allocate(queue, onHand, policy);
        const again = queue.map((line) => ({ ...line, held: first.lines.get(line.lineId)!.allocated }));
        const second = allocate(again, onHand, policy);
        for (const [lineId, { allocated, waiting }] of second.lines) {
          expect(allocated).toBe(first.lines.get(lineId)!.allocated);
          if (policy.passSmaller) expect(waiting).toEqual(first.lines.get(lineId)!.waiting);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves nobody waiting for what is there, where the policy forbids nothing', () => {
    fc.assert(
      fc.property(someQueue, someStock, (queue, units) => {
        const { lines, free } = allocate(queue, onHandOf(units), OPEN);
        for (const { lineId, draws, whole, shipComplete, unavailable, open } of queue) {
          const { allocated } = lines.get(lineId)!;
          if (shipComplete || unavailable.length > 0 || allocated === open) continue;
          const step = whole ? 1000 : 1;
          const fits = draws.every(
            ({ itemId, perUnit }) =>
              needOf(allocated + step, perUnit) - needOf(allocated, perUnit) <= free.get(itemId)!,
          );
          expect(fits && allocated + step <= open).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
