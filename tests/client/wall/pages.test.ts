import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  heightNeeded,
  NEW_ROUND,
  nextPage,
  pagesNeeded,
  roundFor,
  type Area,
  type Page,
  type Round,
} from '../../../client/wall/pages.ts';
import { aBlock } from './builders.ts';

const area: Area = { columns: 1, height: 30 };
const blocks = (keys: string, height = 10) => [...keys].map((key) => aBlock(key, height));
const keysOf = ({ columns }: Page) => columns.map((column) => column.map(({ key }) => key).join(''));
const mark = ({ index, count }: Page) => `${index} of ${count}`;

/** Turns through pages as a wall does. */
function turn(keys: string, round: Round): { page: Page; round: Round } {
  const all = blocks(keys);
  return nextPage(all, area, roundFor(all, round));
}

describe('pages', () => {
  it('needs one when everything fits', () => {
    const { page } = turn('abc', NEW_ROUND);
    expect([keysOf(page), mark(page)]).toEqual([['abc'], '1 of 1']);
  });

  it('shows the most urgent first, then the rest, then all over again', () => {
    const first = turn('abcdef', NEW_ROUND);
    const second = turn('abcdef', first.round);
    const third = turn('abcdef', second.round);
    expect([first, second, third].map(({ page }) => [keysOf(page), mark(page)])).toEqual([
      [['abc'], '1 of 2'],
      [['def'], '2 of 2'],
      [['abc'], '1 of 2'],
    ]);
  });

  it('fills the room that a last page has left with the most urgent ones, in their order', () => {
    const { round } = turn('abcd', NEW_ROUND);
    expect(keysOf(turn('abcd', round).page)).toEqual(['abd']);
  });

  it('puts what arrives in the middle of a round by its urgency', () => {
    const { round } = turn('abcdef', NEW_ROUND);
    const { page } = turn('Xabcdef', round);
    expect([keysOf(page), mark(page)]).toEqual([['Xde'], '2 of 3']);
  });

  it('starts a new round with what arrives after the last page, together with what was there', () => {
    const first = turn('abcd', NEW_ROUND);
    const last = turn('abcd', first.round);
    // The round is over: its successor is what a wall goes back to when something urgent turns its first page.
    const begun = roundFor(blocks('abcd'), last.round);
    expect(keysOf(turn('Xabcd', begun).page)).toEqual(['Xab']);
  });

  it('forgets what is gone', () => {
    const { round } = turn('abcdef', NEW_ROUND);
    expect(keysOf(turn('cdef', round).page)).toEqual(['def']);
  });

  it('spreads a page that is not full over its columns', () => {
    const all = blocks('abcd');
    expect(keysOf(nextPage(all, { columns: 2, height: 100 }, NEW_ROUND).page)).toEqual(['ab', 'cd']);
  });

  it('takes a block that is higher than the page', () => {
    const all = blocks('ab', 50);
    expect(keysOf(nextPage(all, area, NEW_ROUND).page)).toEqual(['a']);
  });

  it('counts as many pages as are turned, and shows each block in each round', () => {
    const heights = fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(heights, fc.integer({ min: 1, max: 3 }), (sizes, columns) => {
        const all = sizes.map((height, i) => aBlock(`${i}`, height));
        const space = { columns, height: 40 };
        const count = pagesNeeded(all, columns, space.height);
        const seen = new Set<string>();
        let round = NEW_ROUND;
        for (let index = 1; index <= count; index++) {
          const next = nextPage(all, space, round);
          expect(mark(next.page)).toBe(`${index} of ${count}`);
          for (const column of next.page.columns) {
            const used = column.reduce((sum, { height, key }) => (seen.add(key), sum + height), 0);
            expect(used).toBeLessThanOrEqual(space.height);
          }
          round = next.round;
        }
        expect(seen.size).toBe(all.length);
        expect(roundFor(all, round)).toBe(NEW_ROUND);
      }),
    );
  });
});

it('the height that all blocks need is the lowest one on which they fit', () => {
  expect(heightNeeded(blocks('abcd'), 1)).toBe(40);
  expect(heightNeeded(blocks('abcd'), 2)).toBe(20);
  expect(heightNeeded([], 2)).toBe(0);
});
