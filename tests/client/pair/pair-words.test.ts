import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { ApiProblem, unreachable } from '../../../client/identity/api-problem.ts';
import { leftWords, spelled, troubleWords } from '../../../client/pair/pair-words.ts';
import { qrPath } from '../../../client/pair/qr-path.ts';

describe('the words of the pairing page', () => {
  test('spell the code for those who hear it', () => {
    expect(spelled('ACDEFGHJ')).toBe('A C D E, F G H J');
  });

  test.each([
    [599_400, 'A new code in 10:00'],
    [61_000, 'A new code in 1:01'],
    [400, 'A new code in 0:01'],
    [0, 'Getting a new code'],
  ])('count down: %i ms', (ms, words) => {
    expect(leftWords(ms)).toBe(words);
  });

  test('say what is wrong, and that the page goes on by itself', () => {
    expect(troubleWords(unreachable(), true)).toBe(
      'The server does not answer. The code stays good; this page keeps trying.',
    );
    expect(troubleWords(unreachable(), false)).toBe('The server does not answer. This page keeps trying.');
    const busy = new ApiProblem('rate-limited', 'Too many.', { retryAfterSeconds: 90 });
    expect(troubleWords(busy, false)).toMatch(/The next one comes in 2 minutes\.$/);
  });
});

describe('the path of a QR code', () => {
  test('draws each dark square exactly once', () => {
    const { data } = encode('http://kitchen:3000/manage#/screens/pair/ACDEFGHJ', { ecc: 'M', border: 4 });
    const drawn = data.map((row) => row.map(() => 0));
    for (const [, x, y, length] of qrPath(data).matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
      for (let i = 0; i < Number(length); i++) drawn[Number(y)]![Number(x) + i]!++;
    expect(drawn).toEqual(data.map((row) => row.map(Number)));
  });
});
