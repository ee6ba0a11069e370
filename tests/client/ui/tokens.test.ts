import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STATE_LOOKS } from '../../../client/stock/state.ts';

const css = readFileSync(join(import.meta.dirname, '../../../client/ui/tokens.css'), 'utf8');
const declared = css.matchAll(/--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)/g);
const tokens = new Map([...declared].map(([, name = '', light = '', dark = '']) => [name, { light, dark }]));
const TONES = [...new Set(Object.values(STATE_LOOKS).map(({ tone }) => tone))];
const states = TONES.map((tone) => `state-${tone}`);

/** Relative luminance by WCAG 2.2, of a colour as six hexadecimal digits. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Pairs of tokens that fall short of a contrast, as words. */
function faint(front: string[], back: string[], least: number, theme: 'light' | 'dark'): string[] {
  const pairs = front.flatMap((a) => back.map((b) => [a, b] as const));
  return pairs.flatMap(([a, b]) => {
    const [one, other] = [tokens.get(a)?.[theme], tokens.get(b)?.[theme]];
    if (!one || !other) return [`${a} or ${b} is missing`];
    const ratio = contrast(one, other);
    return ratio >= least ? [] : [`${a} on ${b}: ${ratio.toFixed(2)}`];
  });
}

it('contrast is what WCAG says it is', () => {
  expect(contrast('000000', 'ffffff')).toBeCloseTo(21);
  expect(contrast('777777', 'ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it('can be read from metres away: words and states on everything that a wall puts behind them', () => {
    const words = ['text', 'muted', ...states];
    expect(faint(words, ['page', 'surface', 'raised'], 7, theme)).toEqual([]);
    expect(faint(['text'], ['mark', 'hairline'], 7, theme)).toEqual([]);
  });

  it.each(TONES)('can be read on the fill of %s', (tone) => {
    expect(faint([`state-${tone}-on`], [`state-${tone}-fill`], 7, theme)).toEqual([]);
  });

  it.each(TONES)('can be read on the tint of %s', (tone) => {
    expect(faint([`state-${tone}`, 'text', 'muted'], [`state-${tone}-tint`], 4.5, theme)).toEqual([]);
  });

  it('keeps what is marked as new readable while it is marked', () => {
    expect(faint(['muted', ...states], ['mark'], 4.5, theme)).toEqual([]);
  });

  it('has buttons whose words, edges and focus are seen', () => {
    expect(faint(['accent'], ['page', 'surface'], 4.5, theme)).toEqual([]);
    expect(faint(['accent-on'], ['accent-fill', 'accent'], 4.5, theme)).toEqual([]);
    expect(faint(['border', 'focus', 'accent-fill'], ['page', 'surface'], 3, theme)).toEqual([]);
  });

  it('has a message bar that turns text and page around', () => {
    expect(faint(['page'], ['text', 'muted'], 4.5, theme)).toEqual([]);
  });
});

it('no two states look the same', () => {
  const looks = Object.values(STATE_LOOKS).map(({ shape, word }) => `${shape} ${word}`);
  expect(new Set(looks).size).toBe(looks.length);
});

it('every tone that a state may have is in the style sheets', () => {
  const tones = readFileSync(join(import.meta.dirname, '../../../client/ui/tones.css'), 'utf8');
  for (const tone of TONES) expect(tones).toContain(`.tone-${tone} {`);
});
