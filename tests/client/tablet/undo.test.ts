import { describe, expect, it } from 'vitest';
import { markOf, undoDeed } from '../../../client/tablet/undo.ts';
import { anAction, OFF } from './builders.ts';

const now = new Date('2026-11-24T10:00:00Z');

const salmon = (quantity: number) => ({ itemId: 'salmon', sku: 'SAL', quantity });

describe('taking an action back', () => {
  it('brings a limit back as it was when the item was taken off', () => {
    const before = {
      availability: { state: 'limited', remaining: 7, reason: 'few left', cause: 'hand' },
      onHand: 3,
    } as const;
    expect(undoDeed(anAction({ deed: OFF, before }), now)).toEqual({
      kind: 'availability',
      availability: { state: 'limited', remaining: 7, reason: 'few left' },
    });
  });

  it('keeps reason and end of an 86 that was lifted by mistake', () => {
    const mark = markOf(
      { state: 'unavailable', reason: 'quality', until: 'end-of-day', cause: 'hand', by: 'Anna' },
      now,
    );
    expect(mark).toEqual({ state: 'unavailable', reason: 'quality', until: 'end-of-day' });
  });

  it('does not bring back a mark whose time is over', () => {
    expect(markOf({ state: 'unavailable', until: '2026-11-24T09:59:00Z', cause: 'hand' }, now)).toEqual({
      state: 'available',
    });
  });

  it('never forces an item on that stock or a recipe had taken off', () => {
    const off = { state: 'unavailable', until: 'restock' };
    expect(markOf({ state: 'unavailable', cause: 'stock' }, now)).toEqual(off);
    expect(markOf({ state: 'unavailable', cause: 'recipe', because: [] }, now)).toEqual(off);
    expect(markOf({ state: 'limited', remaining: 2, cause: 'recipe' }, now)).toEqual({ state: 'available' });
  });

  it('tells a countdown that was sold down as off: nothing can be limited to nothing', () => {
    expect(markOf({ state: 'unavailable', remaining: 0, cause: 'countdown' }, now)).toEqual({
      state: 'unavailable',
    });
  });

  it('corrects waste upward and a delivery downward, saying why', () => {
    expect(undoDeed(anAction({ deed: { kind: 'waste', quantity: 1.5 } }), now)).toEqual({
      kind: 'correct',
      lines: [{ itemId: 'salmon', sku: 'SAL', quantity: 1.5 }],
      reason: 'Undo waste of 1.5 kg',
    });
    expect(undoDeed(anAction({ deed: { kind: 'receive', quantity: 24 } }), now)).toMatchObject({
      lines: [{ quantity: -24 }],
    });
  });

  it('takes back what a count really moved, as told by the server', () => {
    const counted = anAction({ deed: { kind: 'count', quantity: 8 } });
    expect(undoDeed(counted, now, [salmon(-1.7)])).toMatchObject({ kind: 'correct', lines: [salmon(1.7)] });
    expect(undoDeed(counted, now)).toMatchObject({ lines: [salmon(2)] });
  });

  it('has nothing to take back from a count that moved nothing', () => {
    expect(undoDeed(anAction({ deed: { kind: 'count', quantity: 8 } }), now, [salmon(0)])).toBeNull();
  });

  it('gives every component of a wasted dish back, as told by the server', () => {
    const before = { availability: { state: 'available' }, onHand: null } as const;
    const dish = anAction({
      itemId: 'tartare',
      sku: 'TAR',
      unit: 'portion',
      deed: { kind: 'waste', quantity: 2 },
      before,
    });
    const moved = [salmon(-0.3), { itemId: 'dill', sku: 'DILL', quantity: -0.01 }];
    expect(undoDeed(dish, now, moved)).toMatchObject({
      lines: [{ quantity: 0.3 }, { sku: 'DILL', quantity: 0.01 }],
    });
    expect(undoDeed(dish, now)).toMatchObject({ kind: 'correct', lines: [] });
  });
});
