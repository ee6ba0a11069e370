import { textWidth } from './block.ts';
import type { News } from './recent-news.ts';
import { COLUMN_GAP, EDGE, isPortrait } from './sizes.ts';
import { wrapText, type Measure } from './wrap.ts';

export interface TimedNews {
  key: string;
  time: string;
  words: string;
}

/** The newest news that fit, on one line of a wide wall or two of a tall one. */
export function newsThatFits(
  news: readonly News[],
  timeOf: (at: string) => string,
  { width, height }: { width: number; height: number },
  measure: Measure,
): TimedNews[][] {
  const line = (width / Math.min(width, height)) * 100 - 2 * EDGE;
  const lines: TimedNews[][] = [];
  const widthOf = textWidth(measure);
  let left = 0;
  for (const { key, at, words } of news) {
    const time = timeOf(at);
    const needed = widthOf(`${time} ${words}`) * 1.03;
    if (needed > left && lines.length < (isPortrait(width, height) ? 2 : 1)) {
      lines.push([]);
      left = line;
    }
    const isFirst = lines[lines.length - 1]?.length === 0;
    if (needed > left && !isFirst) break;
    const [fitting = ''] = wrapText(words, left - widthOf(`${time}  `), 1, widthOf);
    lines[lines.length - 1]?.push({ key, time, words: fitting });
    left -= needed + COLUMN_GAP;
  }
  return lines;
}
