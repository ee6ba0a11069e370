import { describe, expect, it } from 'vitest';
import * as rules from '../../../client/tablet/action-queue.ts';
import { anAction, OFF } from './builders.ts';

const quality = { kind: 'availability', availability: { state: 'unavailable', reason: 'quality' } } as const;

const salmon = (quantity: number) => ({ itemId: 'salmon', sku: 'SAL', quantity });

describe('the queue', () => {
  it('keeps the order of the taps, however they come in', () => {
    const queue = [3, 1, 2].reduce<rules.Queue>(
      (q, order) => rules.append(q, anAction({ id: `a${order}`, order })),
      [],
    );
    expect(queue.map((it) => it.id)).toEqual(['a1', 'a2', 'a3']);
  });

  it('changes an unsent mark in place', () => {
    const queue = rules.adjusted([anAction()], 'a1', quality);
    expect(queue?.map((it) => it.deed)).toEqual([quality]);
  });

  it('never changes what the server may have seen', () => {
    expect(rules.adjusted([anAction({ attempted: true })], 'a1', quality)).toBeNull();
    expect(rules.adjusted([], 'a1', quality)).toBeNull();
  });

  it('lets the undo of a count take back what the count really moved', () => {
    const count = anAction({ deed: { kind: 'count', quantity: 8 } });
    const undo = anAction({
      id: 'u',
      order: 2,
      deed: { kind: 'correct', lines: [salmon(2)], reason: 'Undo' },
      undoes: 'a1',
    });
    expect(rules.withRealMoves([undo], count, [salmon(-1.5)])[0]?.deed).toMatchObject({
      lines: [salmon(1.5)],
    });
    expect(rules.withRealMoves([undo], count, [salmon(0)])).toEqual([]);
    const sent = { ...undo, attempted: true };
    expect(rules.withRealMoves([sent], count, [salmon(-1.5)])).toEqual([sent]);
  });

  it('drops the undo of something that was refused', () => {
    const undo = anAction({ id: 'u', order: 2, deed: OFF, undoes: 'a1' });
    const other = anAction({ id: 'b', order: 3 });
    expect(rules.withoutRefused([anAction(), undo, other], 'a1').map((it) => it.id)).toEqual(['b']);
  });
});
