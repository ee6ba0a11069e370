import { linesOfDishes, textWidth, type Block, type DetailOf } from './block.ts';
import type { Entry } from './entry.ts';
import { partsThatFit, type Measure } from './wrap.ts';

export interface EntryLines {
  figure: string;
  detail: string[];
  /** To the right of the name. */
  beside: string;
  dishes: string[];
}

/** What an entry says now, within the lines that were kept for it: nothing around it may move. */
export function entryLines(
  entry: Entry,
  { width, fullness, besideWidth, detailLines, dishLines }: Block,
  { measure, detailOf }: { measure: Measure; detailOf: DetailOf },
): EntryLines {
  const parts = detailOf(entry, fullness);
  return {
    figure: entry.figure,
    detail: partsThatFit(parts, width, detailLines, textWidth(measure)),
    beside: partsThatFit(parts, besideWidth, 1, textWidth(measure))[0] ?? '',
    dishes: linesOfDishes(entry, width, dishLines.length, measure),
  };
}

/** The words about an entry that is over, where there is a line for them. */
export function overLines(words: string, { detailLines, detailBeside }: Block): EntryLines {
  const figure = detailLines === 0 && !detailBeside ? words : '';
  return { figure, detail: detailLines > 0 ? [words] : [], beside: words, dishes: [] };
}
