import type { Aside, DishAlong, Entry } from './entry.ts';
import {
  ENTRY_PADDING,
  FIGURE_GAP,
  ICON_WIDTH,
  NAME_LINE,
  NAME_SIZE,
  TEXT_LINE,
  TEXT_SIZE,
} from './sizes.ts';
import { listThatFits, partsThatFit, wrapText, type Measure } from './wrap.ts';

/** Room given to an entry: how many lines of each kind, and so how high it is. In wall units. */
export interface Block {
  kind: 'entry' | 'asides';
  key: string;
  height: number;
  /** Of its words. */
  width: number;
  nameLines: string[];
  /** The figure stands to the right of the last line of the name, else on a line of its own. */
  figureBeside: boolean;
  /** The same for what is said about it. */
  detailBeside: boolean;
  detailLines: number;
  dishLines: string[];
}

export interface Room {
  width: number;
  /** What stands below the name, as it reads now. */
  detailOf: (entry: Entry) => string[];
  measure: Measure;
  fullness: Fullness;
}

/** How much an entry may say; less where a zone would otherwise need more pages. */
export type Fullness = 'full' | 'compact' | 'terse';

const LINES: Record<Fullness, { name: number; detail: number; dishes: number }> = {
  full: { name: 3, detail: 2, dishes: 6 },
  compact: { name: 2, detail: 1, dishes: 3 },
  terse: { name: 2, detail: 1, dishes: 1 },
};

export const nameWidth = (measure: Measure) => (text: string) => measure(text, true) * NAME_SIZE;
export const textWidth = (measure: Measure) => (text: string) => measure(text, false) * TEXT_SIZE;

export function blockOf(entry: Entry, { width, detailOf, measure, fullness }: Room): Block {
  const most = LINES[fullness];
  const words = width - ICON_WIDTH;
  const nameLines = wrapText(entry.name, words, most.name, nameWidth(measure));
  const figureBeside = fitsBeside(nameLines, `${entry.figure}0`, words, measure, nameWidth(measure));
  const detail = partsThatFit(detailOf(entry), words, most.detail, textWidth(measure));
  const detailBeside =
    fullness === 'terse' &&
    entry.figure === '' &&
    fitsBeside(nameLines, detail[0] ?? '', words, measure, textWidth(measure));
  const detailLines = detailBeside ? 0 : detail.length;
  const dishLines = linesOfDishes(entry, words, most.dishes, measure);
  const bigLines = nameLines.length + (entry.figure === '' || figureBeside ? 0 : 1);
  const height = bigLines * NAME_LINE + (detailLines + dishLines.length) * TEXT_LINE + ENTRY_PADDING;
  return {
    kind: 'entry',
    key: entry.key,
    height,
    width: words,
    nameLines,
    figureBeside,
    detailBeside,
    detailLines,
    dishLines,
  };
}

/** Room for the figure is kept for one digit more, since it changes while its entry stays where it is. */
function fitsBeside(
  nameLines: readonly string[],
  beside: string,
  width: number,
  measure: Measure,
  widthOf: (text: string) => number,
): boolean {
  const last = nameLines[nameLines.length - 1] ?? '';
  return nameWidth(measure)(last) + FIGURE_GAP + widthOf(beside) <= width;
}

export function dishWords({ name, left }: DishAlong): string {
  return left === undefined ? name : `${left}× ${name}`;
}

export function linesOfDishes(
  { takes, dishes }: Entry,
  width: number,
  maxLines: number,
  measure: Measure,
): string[] {
  if (takes === 0) return [];
  const prefix = `takes ${takes} ${takes === 1 ? 'dish' : 'dishes'}`;
  return listThatFits(prefix, dishes.map(dishWords), width, maxLines, textWidth(measure));
}

const MAX_ASIDE_LINES = 4;

/** Things that affect no dish, said in as many paragraphs as they need. */
export function asideBlocks(title: string, asides: readonly Aside[], { width, measure }: Room): Block[] {
  const blocks: Block[] = [];
  const words = width - ICON_WIDTH;
  for (let start = 0; start < asides.length;) {
    const [count, lines] = longestParagraph(title, asides.slice(start), words, measure);
    const height = lines.length * TEXT_LINE + ENTRY_PADDING;
    const empty = { nameLines: [], figureBeside: false, detailBeside: false, detailLines: 0 };
    blocks.push({
      kind: 'asides',
      key: `${title} ${start}`,
      height,
      width: words,
      ...empty,
      dishLines: lines,
    });
    start += count;
  }
  return blocks;
}

function longestParagraph(
  title: string,
  asides: readonly Aside[],
  width: number,
  measure: Measure,
): [number, string[]] {
  const names = asides.map(({ words }) => words);
  let lines: string[] = [];
  let count = 0;
  while (count < names.length) {
    const next = listThatFits(title, names.slice(0, count + 1), width, Infinity, textWidth(measure));
    if (next.length > MAX_ASIDE_LINES && count > 0) break;
    lines = next;
    count++;
  }
  return [count, lines];
}
