import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyChanges,
  applySnapshot,
  conflate,
  emptyTables as tables,
  judgeFrame,
  type Tables,
} from '../../../client/live/apply-frame.ts';
import type { Change } from '../../../shared/live/change.ts';
import { toldItem, toldStock } from './builders.ts';

const AT = '2026-11-24T18:40:00Z';
const stock = (id: string, seq: number, onHand = seq) => ({ ...toldStock(id, { onHand }), seq, at: AT });
const removed = (id: string, seq: number): Change => ({ type: 'stock', id, seq, at: AT, removed: true });
const onHand = ({ stock }: Tables) => Object.fromEntries([...stock].map(([id, it]) => [id, it.onHand]));

describe('a frame', () => {
  test.each([
    [4, { from: 5, to: 5 }, 'next'],
    [4, { from: 5, to: 9 }, 'next'],
    [4, { from: 6, to: 9 }, 'gap'],
    [4, { from: 3, to: 4 }, 'old'],
    [4, { from: 1, to: 2 }, 'old'],
    [4, { from: 3, to: 6 }, 'gap'],
    [0, { from: 1, to: 1 }, 'next'],
  ])('after %i, %o is %s', (last, frame, verdict) => {
    expect(judgeFrame(last, frame)).toBe(verdict);
  });
});

describe('changes', () => {
  test('are upserts by type and id', () => {
    const known = tables();
    applyChanges(known, [stock('salmon', 1), { ...toldItem('salmon'), seq: 2, at: AT }, stock('salmon', 3)]);
    expect(onHand(known)).toEqual({ salmon: 3 });
    expect(known.item.size).toBe(1);
  });

  test('never put an older state over a newer one, nor undo a newer one by an older removal', () => {
    const known = tables();
    applyChanges(known, [stock('salmon', 5), stock('salmon', 4), removed('salmon', 3)]);
    expect(onHand(known)).toEqual({ salmon: 5 });
  });

  test('take away what is gone', () => {
    const known = tables();
    applyChanges(known, [stock('salmon', 1), stock('rice', 2), removed('salmon', 3), removed('dill', 4)]);
    expect(onHand(known)).toEqual({ rice: 2 });
  });

  test('have the same effect twice, and conflated', () => {
    const anyChange = fc.record({ id: fc.constantFrom('a', 'b', 'c'), gone: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 40 }), (told) => {
        const changes = told.map(({ id, gone }, i) => (gone ? removed(id, i + 1) : stock(id, i + 1)));
        const [once, twice, conflated] = [tables(), tables(), tables()];
        applyChanges(once, changes);
        for (const change of changes) applyChanges(twice, [change, change]);
        const waiting = new Map<string, Change>();
        conflate(waiting, changes);
        applyChanges(conflated, [...waiting.values()]);
        expect(onHand(twice)).toEqual(onHand(once));
        expect(onHand(conflated)).toEqual(onHand(once));
      }),
    );
  });
});

test('a snapshot replaces everything, even what claims a higher number', () => {
  const known = tables();
  applyChanges(known, [stock('salmon', 900), stock('rice', 901)]);
  applySnapshot(known, { stock: [stock('salmon', 3) as never] });
  expect(onHand(known)).toEqual({ salmon: 3 });
});
