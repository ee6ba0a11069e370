import { linesOfDishes, textWidth, type Block } from './block.ts';
import type { Entry } from './entry.ts';
import type { WallScreen } from './wall-screen.svelte.ts';
import { partsThatFit } from './wrap.ts';

/** What an entry says now, within the lines that were kept for it: nothing around it may move. */
export function entryLines(
  entry: Entry,
  { width, detailLines, dishLines }: Block,
  screen: Pick<WallScreen, 'measure' | 'detailOf'>,
): { figure: string; detail: string[]; beside: string; dishes: string[] } {
  const { measure } = screen;
  return {
    figure: entry.figure,
    detail: partsThatFit(screen.detailOf(entry), width, detailLines, textWidth(measure)),
    beside: partsThatFit(screen.detailOf(entry), width, 1, textWidth(measure))[0] ?? '',
    dishes: dishLines.length === 0 ? [] : linesOfDishes(entry, width, dishLines.length, measure),
  };
}
