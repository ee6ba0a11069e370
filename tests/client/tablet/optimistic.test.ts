import { describe, expect, it } from 'vitest';
import { overlayActions, overlayComponents, statusAt } from '../../../client/tablet/optimistic.ts';
import { anAction, aStock } from './builders.ts';

const levels = { reorderPoint: 3, parLevel: null };

describe('what waits, laid over what the server told', () => {
  it('shows an 86 at once, as made by hand here', () => {
    const { availability } = overlayActions(aStock(), [anAction()], levels);
    expect(availability).toMatchObject({ state: 'unavailable', until: 'restock', cause: 'hand', by: 'you' });
  });

  it('applies several actions in order', () => {
    const waste = anAction({ id: 'b', deed: { kind: 'waste', quantity: 2.1 } });
    const receive = anAction({ id: 'c', deed: { kind: 'receive', quantity: 0.3 } });
    expect(overlayActions(aStock(), [waste, receive], levels)).toMatchObject({ onHand: 8.2, available: 8.2 });
  });

  it('moves the status with the level', () => {
    const count = (quantity: number) =>
      overlayActions(aStock(), [anAction({ deed: { kind: 'count', quantity } })], levels);
    expect(count(0).status).toBe('out');
    expect(count(3).status).toBe('low');
    expect(count(3.001).status).toBe('ok');
    expect(statusAt(4, { reorderPoint: null, parLevel: 12 })).toBe('low');
  });

  it('takes a counted item off with the last of it', () => {
    const waste = [anAction({ deed: { kind: 'waste', quantity: 10 } })];
    expect(overlayActions(aStock(), waste, levels).availability).toEqual({
      state: 'unavailable',
      cause: 'stock',
    });
    expect(overlayActions(aStock({ counted: false }), waste, levels).availability.state).toBe('available');
  });

  it('leaves a dish that is not counted as it is', () => {
    const dish = aStock({ onHand: null, available: null });
    expect(overlayActions(dish, [anAction({ deed: { kind: 'waste', quantity: 1 } })], levels)).toBe(dish);
  });

  it('keeps what is promised to orders apart from what is free', () => {
    const counted = overlayActions(
      aStock({ allocated: 4 }),
      [anAction({ deed: { kind: 'count', quantity: 9 } })],
      levels,
    );
    expect(counted).toMatchObject({ onHand: 9, available: 5 });
  });

  it('brings an item back with a delivery when it ran out by itself, but not when a person took it off', () => {
    const receive = [anAction({ deed: { kind: 'receive', quantity: 5 } })];
    const ranOut = aStock({ onHand: 0, availability: { state: 'unavailable', cause: 'stock' } });
    const byHand = aStock({ onHand: 0, availability: { state: 'unavailable', cause: 'hand' } });
    const untilRestock = aStock({
      onHand: 0,
      availability: { state: 'unavailable', cause: 'hand', until: 'restock' },
    });
    expect(overlayActions(ranOut, receive, levels).availability.state).toBe('available');
    expect(overlayActions(byHand, receive, levels).availability.state).toBe('unavailable');
    expect(overlayActions(untilRestock, receive, levels).availability.state).toBe('available');
  });
});

describe('a dish and what waits for its components', () => {
  const dish = aStock({ itemId: 'tartare', onHand: null, available: null });
  const off = new Map([['salmon', aStock({ availability: { state: 'unavailable', cause: 'hand' } })]]);
  const back = new Map([['salmon', aStock()]]);
  const without = (...ids: string[]) =>
    aStock({
      itemId: 'tartare',
      availability: {
        state: 'unavailable',
        cause: 'recipe',
        because: ids.map((itemId) => ({ itemId, problem: 'unavailable' as const })),
      },
    });

  it('goes off with a component and says which', () => {
    expect(overlayComponents(dish, off).availability).toMatchObject({
      state: 'unavailable',
      because: [{ itemId: 'salmon', problem: 'unavailable' }],
    });
  });

  it('keeps a mark a person made on the dish itself', () => {
    const marked = aStock({ availability: { state: 'unavailable', cause: 'hand', reason: 'quality' } });
    expect(overlayComponents(marked, off)).toBe(marked);
  });

  it('comes back when the only component at fault does', () => {
    expect(overlayComponents(without('salmon'), back).availability.state).toBe('available');
    expect(overlayComponents(without('salmon', 'dill'), back).availability.state).toBe('unavailable');
  });
});
