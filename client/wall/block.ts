import type { DishAlong, Entry } from './entry.ts';
import {
  ENTRY_PADDING,
  FIGURE_GAP,
  ICON_WIDTH,
  NAME_LINE,
  NAME_SIZE,
  TEXT_LINE,
  TEXT_SIZE,
} from './sizes.ts';
import { words } from './wall-words.ts';
import { listThatFits, partsThatFit, wrapText, type Measure } from './wrap.ts';

/** How much an entry may say; less where a zone would otherwise need more pages. */
export type Fullness = 'full' | 'compact' | 'short' | 'terse' | 'list' | 'tight';

/** Room given to an entry: how many lines of each kind, and so how high it is. In wall units. */
export interface Block {
  kind: 'entry' | 'asides';
  key: string;
  height: number;
  /** Of its words. */
  width: number;
  fullness: Fullness;
  nameLines: string[];
  /** The figure stands to the right of the last line of the name, else on a line of its own. */
  figureBeside: boolean;
  /** The same for what is said about it. */
  detailBeside: boolean;
  /** Of what stands to the right of the last line of the name. */
  besideWidth: number;
  detailLines: number;
  dishLines: string[];
}

/** What stands below a name, as it reads now. */
export type DetailOf = (entry: Entry, fullness: Fullness) => string[];

export interface Room {
  width: number;
  detailOf: DetailOf;
  measure: Measure;
  fullness: Fullness;
}

const LINES: Record<Fullness, { name: number; detail: number; dishes: number }> = {
  full: { name: 3, detail: 2, dishes: 6 },
  compact: { name: 2, detail: 1, dishes: 3 },
  short: { name: 2, detail: 1, dishes: 2 },
  terse: { name: 2, detail: 1, dishes: 1 },
  list: { name: 2, detail: 1, dishes: 0 },
  tight: { name: 1, detail: 1, dishes: 0 },
};

/** One entry below the other, with nothing of what it takes. */
export const isList = (fullness: Fullness): boolean => fullness === 'list' || fullness === 'tight';

export const nameWidth = (measure: Measure) => (text: string) => measure(text, true) * NAME_SIZE;
export const textWidth = (measure: Measure) => (text: string) => measure(text, false) * TEXT_SIZE;

export function blockOf(entry: Entry, { width: outer, detailOf, measure, fullness }: Room): Block {
  const most = LINES[fullness];
  const width = outer - ICON_WIDTH;
  const nameLines = nameLinesOf(entry, width, fullness, measure);
  const besideWidth = width - FIGURE_GAP - nameWidth(measure)(nameLines[nameLines.length - 1] ?? '');
  const figureBeside = nameWidth(measure)(figureRoom(entry)) <= besideWidth;
  const detail = partsThatFit(detailOf(entry, fullness), width, most.detail, textWidth(measure));
  const mayStandBeside = (fullness === 'terse' || isList(fullness)) && entry.figure === '';
  const detailBeside = mayStandBeside && textWidth(measure)(detail[0] ?? '') <= besideWidth;
  const detailLines = detailBeside ? 0 : detail.length;
  const dishLines = linesOfDishes(entry, width, most.dishes, measure);
  const bigLines = nameLines.length + (entry.figure === '' || figureBeside ? 0 : 1);
  const height = bigLines * NAME_LINE + (detailLines + dishLines.length) * TEXT_LINE + ENTRY_PADDING;
  const lines = { nameLines, figureBeside, detailBeside, besideWidth, detailLines, dishLines };
  return { kind: 'entry', key: entry.key, height, width, fullness, ...lines };
}

/** In a list the figure keeps its place beside the name, however long that is. */
function nameLinesOf(entry: Entry, width: number, fullness: Fullness, measure: Measure): string[] {
  const widthOf = nameWidth(measure);
  const lines = wrapText(entry.name, width, LINES[fullness].name, widthOf);
  if (!isList(fullness) || entry.figure === '') return lines;
  const kept = width - FIGURE_GAP - widthOf(figureRoom(entry));
  const last = lines.pop() ?? '';
  return [...lines, ...wrapText(last, kept, 1, widthOf)];
}

/** Room for a figure is asked for with one digit more, since it changes while its entry stays where it is. */
const figureRoom = ({ figure }: Entry) => `${figure}0`;

const dishWords = ({ name, left }: DishAlong) => (left === undefined ? name : `${left}× ${name}`);

export function takesWords({
  takes,
  takesItems,
  state,
}: Pick<Entry, 'takes' | 'takesItems' | 'state'>): string {
  if (takes === 0) return '';
  if (takesItems) return words.items(takes);
  return state === 'back' ? words.brings(takes) : words.takes(takes);
}

export function linesOfDishes(entry: Entry, width: number, maxLines: number, measure: Measure): string[] {
  if (entry.takes === 0 || maxLines === 0) return [];
  return listThatFits(takesWords(entry), entry.dishes.map(dishWords), width, maxLines, textWidth(measure));
}
