import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cameProblem,
  inTransitOf,
  stateOfLines,
  totalOf,
  transferProblem,
  type TransferMove,
} from '../../../server/purchasing/transfer-rules.ts';
import { cameWords, sentWords } from '../../../server/purchasing/transfer-words.ts';
import type { TransferSide, TransferState } from '../../../shared/purchasing/transfer.schema.ts';

const MOVES: TransferMove[] = ['send', 'decline', 'receive', 'undo', 'delay', 'cancel'];
const STATES: TransferState[] = ['asked', 'sent', 'partially-received', 'received', 'declined', 'cancelled'];

function allowed(side: TransferSide, state: TransferState): TransferMove[] {
  return MOVES.filter(
    (move) => transferProblem(move, { number: 7, side, state, otherStore: 'Bar' }) === null,
  );
}

describe('what a store may do to a transfer', () => {
  it.each<[TransferSide, TransferState, TransferMove[]]>([
    ['sender', 'asked', ['send', 'decline']],
    ['receiver', 'asked', ['cancel']],
    ['sender', 'sent', ['delay', 'cancel']],
    ['receiver', 'sent', ['receive', 'undo', 'delay']],
    ['sender', 'partially-received', ['delay', 'cancel']],
    ['receiver', 'partially-received', ['receive', 'undo', 'delay']],
    ['receiver', 'received', ['undo']],
    ['receiver', 'cancelled', ['undo']],
    ['sender', 'received', []],
    ['sender', 'declined', []],
    ['receiver', 'declined', []],
  ])('as its %s while it is %s: %j', (side, state, moves) => {
    expect(allowed(side, state)).toEqual(moves);
  });

  it('is refused in words that name the transfer and say whose turn it is', () => {
    for (const side of ['sender', 'receiver'] as const)
      for (const state of STATES)
        for (const move of MOVES)
          expect(transferProblem(move, { number: 7, side, state, otherStore: 'Bar' }) ?? '#7.').toMatch(
            /#7.*\.$/,
          );
  });
});

const amount = fc.integer({ min: 0, max: 5000 }).map((thousandths) => thousandths / 1000);
const line = fc.tuple(amount, amount, amount, amount).map(([received, lost, returned, rest]) => ({
  ...{ received, lost, returned, rest },
  sent: totalOf({ received, lost, returned: totalOf({ received: returned, lost: rest, returned: 0 }) }),
}));

describe('the lines of a transfer', () => {
  it('have on their way what is neither received nor lost nor returned, to the thousandth', () => {
    fc.assert(fc.property(line, ({ rest, ...amounts }) => void expect(inTransitOf(amounts)).toBe(rest)));
  });

  it('say how it stands: on its way while anything is, received once anything came or was lost', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        const isOpen = lines.some(({ rest }) => rest > 0);
        const isTouched = lines.some(({ received, lost }) => received + lost > 0);
        const isBack = lines.some(({ returned }) => returned > 0);
        const open = isTouched || isBack ? 'partially-received' : 'sent';
        expect(stateOfLines(lines)).toBe(isOpen ? open : isTouched ? 'received' : 'cancelled');
      }),
    );
  });
});

describe('what came of a line', () => {
  const of = { sku: 'SALT', unit: 'kg', inTransit: 2 };
  const none = { received: 0, lost: 0, returned: 0 };

  it('is no more than is on its way, is something, and says why some of it was not kept', () => {
    expect(cameProblem({ ...none, received: 1.5, lost: 0.5 }, { ...of, reason: 'spilt' })).toBeNull();
    expect(cameProblem({ ...none, received: 2 }, of)).toBeNull();
    expect(cameProblem({ ...none, received: 2.001 }, of)?.detail).toContain(
      'only 2 kg SALT are on their way',
    );
    expect(cameProblem(none, of)?.detail).toContain('is 0');
    expect(cameProblem({ ...none, lost: 1 }, of)?.field).toBe('reason');
  });

  it('is told in words, with what is still to come', () => {
    const salt = { name: 'Salt', unit: 'kg', sent: 5, received: 1, lost: 0, returned: 0 };
    const came = { line: salt, received: 2, lost: 1, returned: 0, reason: 'wet' };
    expect(cameWords([came])).toBe('2 kg Salt received; 1 kg Salt lost (wet); more Salt is to come');
    expect(cameWords([{ ...came, received: 3 }])).toBe('3 kg Salt received; 1 kg Salt lost (wet)');
    const pepper = { ...salt, line: { ...salt, lost: 2 } };
    expect(cameWords([{ ...pepper, received: 2, lost: 0, reason: null }])).toBe('2 kg Salt received');
    expect(cameWords(Array.from({ length: 4 }, () => ({ ...came, received: 3 }))).split(';')[0]).toBe(
      '4 lines received',
    );
  });

  it('of what was asked for is told where it is less', () => {
    const lines = [
      { name: 'Salt', unit: 'kg', asked: 5, sent: 5 },
      { name: 'Oil', unit: 'l', asked: 5, sent: 4 },
      { name: 'Egg', unit: 'each', asked: 1, sent: 0 },
    ];
    expect(sentWords(lines, new Date('2026-03-20T15:00:00Z'), ' by van ')).toBe(
      'sent 5 kg Salt, 4 l Oil, expected 2026-03-20T15:00:00.000Z; less Oil, Egg than was asked for: by van',
    );
  });
});
