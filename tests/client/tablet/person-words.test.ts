import { describe, expect, it } from 'vitest';
import { ApiProblem, unreachable } from '../../../client/identity/api-problem.ts';
import { isIdle } from '../../../client/tablet/person-lock.ts';
import { initialsOf, pinProblemWords } from '../../../client/tablet/person-words.ts';

describe('people in words', () => {
  it.each([
    ['Anna Berger', 'AB'],
    ['jo', 'J'],
    ['Maria del Carmen Ruiz', 'MR'],
    ['  Éva  Nagy ', 'ÉN'],
    ['', ''],
  ])('have initials: %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('are told what is wrong with their PIN', () => {
    expect(pinProblemWords(null, 'Anna', '')).toBe('');
    expect(pinProblemWords(new ApiProblem('unauthenticated', 'No.'), 'Anna', '')).toBe(
      'That is not the PIN of Anna.',
    );
    expect(pinProblemWords(unreachable(), 'Anna', '')).toMatch(/^No connection/);
    expect(pinProblemWords(new ApiProblem('unavailable', 'The database rests.'), 'Anna', '')).toBe(
      'The database rests.',
    );
  });

  it('are told how long to wait, and nothing once that is over', () => {
    const locked = new ApiProblem('rate-limited', 'Too many.', { retryAfterSeconds: 42 });
    expect(pinProblemWords(locked, 'Anna', '0:42')).toBe('Too many wrong PINs. The next try is in 0:42.');
    expect(pinProblemWords(locked, 'Anna', '')).toBe('');
  });
});

describe('a tablet that nobody touches', () => {
  const at = (monotonicMs: number, wallMs = monotonicMs) => ({ monotonicMs, wallMs });

  it('is idle after its minutes by either clock: one stands still in its sleep, the other may be set back', () => {
    expect(isIdle(at(0), at(179_999), 3)).toBe(false);
    expect(isIdle(at(0), at(180_000), 3)).toBe(true);
    expect(isIdle(at(0), at(5_000, 3_600_000), 3)).toBe(true);
    expect(isIdle(at(0), at(180_000, -3_600_000), 3)).toBe(true);
  });
});
