import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreTimes } from '../../../client/stock/store-times.ts';
import { asideBlocks } from '../../../client/wall/aside-blocks.ts';
import { blockOf, type Fullness } from '../../../client/wall/block.ts';
import type { Entry } from '../../../client/wall/entry.ts';
import { entryLines, overLines } from '../../../client/wall/entry-lines.ts';
import * as sizes from '../../../client/wall/sizes.ts';
import { detailParts } from '../../../client/wall/words.ts';
import { anEntry, detailOf, measure, minutesAgo, NOW } from './builders.ts';

const block = (over: Partial<Entry>, fullness: Fullness = 'full', width = 80) =>
  blockOf(anEntry(over), { width, fullness, measure, detailOf });

describe('the room an entry is given', () => {
  it('is as high as its lines', () => {
    const { NAME_LINE, TEXT_LINE, ENTRY_PADDING } = sizes;
    expect(block({}).height).toBe(NAME_LINE + ENTRY_PADDING);
    const dishes = [{ name: 'Tatar' }, { name: 'Sashimi' }];
    expect(block({ why: 'Quality', takes: 2, dishes }).height).toBeCloseTo(
      NAME_LINE + 2 * TEXT_LINE + ENTRY_PADDING,
    );
  });

  it('puts the figure beside a short name and below a long one', () => {
    expect(block({ figure: '7 left' }).figureBeside).toBe(true);
    const long = block({ name: 'Geschmorte Ochsenbäckchen', figure: '7 left' });
    expect(long.figureBeside).toBe(false);
    expect(long.height).toBe(block({ name: 'Geschmorte Ochsenbäckchen' }).height + sizes.NAME_LINE);
  });

  it('keeps room for one more digit than the figure has', () => {
    const widths = [...'12345'].map((_, i) => `${10 ** i} left`);
    const fits = widths.filter((figure) => block({ name: 'Lachs-Tatar', figure }).figureBeside);
    const words = 80 - sizes.ICON_WIDTH;
    for (const figure of fits) {
      const used = measure(`Lachs-Tatar${figure}0`, true) * sizes.NAME_SIZE + sizes.FIGURE_GAP;
      expect(used).toBeLessThanOrEqual(words);
    }
    expect(fits.length).toBeGreaterThan(0);
    expect(fits.length).toBeLessThan(widths.length);
  });

  it('in a list keeps the figure beside the name, and says how many dishes it takes in the line below', () => {
    const list = block({ name: 'Geschmorte Ochsenbäckchen mit Sellerie', figure: '7 left' }, 'list');
    expect(list.figureBeside).toBe(true);
    expect(list.nameLines).toHaveLength(2);
    const entry = anEntry({ why: 'Quality', takes: 3, since: minutesAgo(12) });
    const times = new StoreTimes('Europe/Vienna', 'en-GB');
    expect(detailParts(entry, 'list', times, NOW)).toEqual(['Quality', 'takes 3 dishes', '12 min ago']);
  });

  it('cuts what stands beside a name where it has grown longer since', () => {
    const kept = block({ name: 'Number 17', why: '1 of 2 lines' }, 'list', 64);
    expect(kept.detailBeside).toBe(true);
    const grown = anEntry({ name: 'Number 17', why: '1 of 2 lines', by: 'needed by Wed 00:32' });
    const { beside } = entryLines(grown, kept, { measure, detailOf });
    expect(beside).toBe('1 of 2 lines');
    expect(measure(beside, false) * sizes.TEXT_SIZE).toBeLessThanOrEqual(kept.besideWidth);
  });

  it('says less and less', () => {
    const dishes = Array.from({ length: 9 }, (_, i) => ({ name: `Lachs auf Blattspinat ${i}` }));
    const heights = (['full', 'compact', 'short', 'terse', 'list'] as const).map(
      (fullness) => block({ why: 'Quality', takes: 9, dishes }, fullness).height,
    );
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    expect(heights[0]).toBeGreaterThan(heights[4]!);
  });
});

describe('what stands below a name', () => {
  const times = new StoreTimes('Europe/Vienna', 'en-GB');
  const entry = anEntry({ why: 'Quality', since: minutesAgo(12), until: 'restock', by: 'Anna' });

  it('is why, since when, until when, and where there is room by whom', () => {
    expect(detailParts(entry, 'full', times, NOW)).toEqual([
      'Quality',
      '12 min ago',
      'until restocked',
      'by Anna',
    ]);
    expect(detailParts(entry, 'compact', times, NOW)).toEqual(['Quality', '12 min ago', 'until restocked']);
  });

  it('says times of day in the zone of the store', () => {
    const later = { ...entry, since: minutesAgo(90), until: new Date(NOW + 3_600_000).toISOString() };
    expect(detailParts(later, 'compact', times, NOW)).toEqual(['Quality', 'since 18:10', 'until 20:40']);
  });

  it('speaks of what came back as of something gained', () => {
    expect(detailParts({ ...entry, state: 'back', takes: 1 }, 'list', times, NOW)[1]).toBe('brings 1 dish');
  });
});

describe('what an entry says later', () => {
  it('keeps within the lines that it was given', () => {
    const room = block({ name: 'Lachs', takes: 1, dishes: [{ name: 'Tatar' }], why: 'Quality' }, 'compact');
    const dishes = Array.from({ length: 8 }, (_, i) => ({ name: `Lachs auf Blattspinat ${i}` }));
    const lines = entryLines(anEntry({ takes: 8, dishes, why: 'Quality '.repeat(30) }), room, {
      measure,
      detailOf,
    });
    expect(lines.dishes).toHaveLength(1);
    expect(lines.detail).toHaveLength(1);
  });

  it('says that it is over wherever it has a line', () => {
    expect(overLines('back', block({ why: 'Quality' }, 'compact')).detail).toEqual(['back']);
    expect(overLines('back', block({ why: 'Quality' }, 'terse'))).toMatchObject({
      beside: 'back',
      detail: [],
    });
    expect(overLines('86', block({ figure: '7 left' }, 'list')).figure).toBe('86');
  });
});

describe('things that affect no dish', () => {
  const asides = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ key: `${i}`, words: `Frischhaltefolie ${i}` }));
  const paragraphs = (count: number) =>
    asideBlocks('Also out', asides(count), { width: 80, fullness: 'full', measure, detailOf });

  it('are said in one paragraph', () => {
    expect(paragraphs(2)).toMatchObject([
      { kind: 'asides', dishLines: ['Also out: Frischhaltefolie 0', 'Frischhaltefolie 1'] },
    ]);
    expect(paragraphs(0)).toEqual([]);
  });

  it('are said in several where there are many, and all of them', () => {
    const blocks = paragraphs(40);
    expect(blocks.length).toBeGreaterThan(1);
    const said = blocks.flatMap(({ dishLines }) => dishLines).join(' ');
    for (const { words } of asides(40)) expect(said).toContain(words);
  });
});

it('the measures of the layout are those of the style sheet', () => {
  const tokens = readFileSync(join(import.meta.dirname, '../../../client/ui/tokens.css'), 'utf8');
  const size = (name: string) => Number(new RegExp(`--wall-${name}: calc\\(([\\d.]+) \\*`).exec(tokens)?.[1]);
  expect([size('name'), size('text')]).toEqual([sizes.NAME_SIZE, sizes.TEXT_SIZE]);
  expect(size('name')).toBeGreaterThanOrEqual(6);
  expect(Math.min(size('text'), size('title'))).toBeGreaterThanOrEqual(3.5);
});
