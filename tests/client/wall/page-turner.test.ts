import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { shiftAt } from '../../../client/wall/burn-in.ts';
import { PageTurner } from '../../../client/wall/page-turner.ts';

/** When pages were turned, in seconds, and which of the turns were urgent. */
let turns: string[];
let turner: PageTurner;

beforeEach(() => {
  vi.useFakeTimers();
  turns = [];
  const start = performance.now();
  turner = new PageTurner((urgent) =>
    turns.push(`${Math.round((performance.now() - start) / 100) / 10}${urgent ? '!' : ''}`),
  );
  turner.start();
});

afterEach(() => {
  turner.stop();
  vi.useRealTimers();
});

/** Something urgent arrives at each of these seconds. */
function hurryAt(...seconds: number[]): void {
  for (const second of seconds) setTimeout(() => turner.hurry(), second * 1000);
}

describe('turning pages', () => {
  it('goes at a steady pace', () => {
    vi.advanceTimersByTime(31_000);
    expect(turns).toEqual(['0', '10', '20', '30']);
  });

  it('turns at once for what is urgent, and keeps its pace', () => {
    hurryAt(4);
    vi.advanceTimersByTime(21_000);
    expect(turns).toEqual(['0', '4!', '10', '20']);
  });

  it('turns at once even just after a page was turned', () => {
    hurryAt(0.1);
    vi.advanceTimersByTime(5_000);
    expect(turns).toEqual(['0', '0.1!']);
  });

  it('leaves time to read between two urgent turns, and after the last one', () => {
    hurryAt(2, 2.5, 3, 9);
    vi.advanceTimersByTime(25_000);
    expect(turns).toEqual(['0', '2!', '5!', '9!', '12', '22']);
  });

  it('goes on turning pages under a stream of urgent things', () => {
    hurryAt(...Array.from({ length: 60 }, (_, i) => i + 1));
    vi.advanceTimersByTime(60_000);
    expect(turns.filter((turn) => !turn.endsWith('!')).length).toBeGreaterThanOrEqual(4);
  });

  it('stops', () => {
    turner.stop();
    hurryAt(1);
    vi.advanceTimersByTime(60_000);
    expect(turns).toEqual(['0']);
  });
});

describe('the place of the picture', () => {
  it('moves each minute, by little, and comes round', () => {
    const places = Array.from({ length: 9 }, (_, minute) => shiftAt(minute * 60_000));
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(9);
    for (const { x, y } of places) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(0.2);
    expect(shiftAt(9 * 60_000)).toEqual(places[0]);
    expect(shiftAt(59_999)).toEqual(places[0]);
  });
});
