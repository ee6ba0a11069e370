import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../server/demo/random.ts';

const drawn = (random: Random, count = 5): number[] => Array.from({ length: count }, () => random.next());

describe('repeatable chance', () => {
  it('gives the same numbers for the same labels, and others for others', () => {
    expect(drawn(new Random('1', 3, 'guests'))).toEqual(drawn(new Random('1', 3, 'guests')));
    const others = [['2', 3, 'guests'] as const, ['1', 4, 'guests'] as const, ['1', 3, 'cooks'] as const];
    for (const labels of others) {
      expect(drawn(new Random(...labels))).not.toEqual(drawn(new Random('1', 3, 'guests')));
    }
  });

  it('stays within its bounds whatever the seed', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat({ max: 50 }), (seed, low, width) => {
        const random = new Random(seed);
        const [next, whole, between] = [
          random.next(),
          random.whole(low, low + width),
          random.between(low, low + width),
        ];
        return (
          next >= 0 &&
          next < 1 &&
          Number.isInteger(whole) &&
          whole >= low &&
          whole <= low + width &&
          between >= low &&
          between <= low + width
        );
      }),
    );
  });

  it('counts what comes by chance as often as it should', () => {
    const random = new Random('poisson');
    const counts = Array.from({ length: 4_000 }, () => random.poisson(2.5));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(mean).toBeCloseTo(2.5, 0);
    expect(variance).toBeCloseTo(2.5, 0);
  });

  it('spreads around the middle as a normal distribution does', () => {
    const random = new Random('normal');
    const draws = Array.from({ length: 4_000 }, () => random.normal());
    const within = draws.filter((draw) => Math.abs(draw) < 1).length / draws.length;
    expect(within).toBeCloseTo(0.68, 1);
  });

  it('never picks what weighs nothing, and nothing where nothing weighs anything', () => {
    const random = new Random('weights');
    const picked = Array.from({ length: 500 }, () =>
      random.weighted(['a', 'b', 'c'], (_, index) => [0, 3, 1][index]!),
    );
    expect(new Set(picked)).toEqual(new Set(['b', 'c']));
    expect(picked.filter((it) => it === 'b').length).toBeGreaterThan(300);
    expect(random.weighted(['a', 'b'], () => 0)).toBeUndefined();
  });
});
