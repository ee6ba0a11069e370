import { textWidth, type Block, type Room } from './block.ts';
import type { Aside } from './entry.ts';
import { ENTRY_PADDING, ICON_WIDTH, TEXT_LINE } from './sizes.ts';
import { listThatFits, type Measure } from './wrap.ts';

const MAX_LINES = 4;

/** Things that affect no dish, said in as many paragraphs as they need. */
export function asideBlocks(
  title: string,
  asides: readonly Aside[],
  { width, measure, fullness }: Room,
): Block[] {
  const blocks: Block[] = [];
  const words = width - ICON_WIDTH;
  for (let start = 0; start < asides.length;) {
    const [count, dishLines] = longestParagraph(title, asides.slice(start), words, measure);
    blocks.push({
      kind: 'asides',
      key: `${title} ${start}`,
      height: dishLines.length * TEXT_LINE + ENTRY_PADDING,
      width: words,
      fullness,
      nameLines: [],
      figureBeside: false,
      detailBeside: false,
      besideWidth: 0,
      detailLines: 0,
      dishLines,
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
    if (next.length > MAX_LINES && count > 0) break;
    lines = next;
    count++;
  }
  return [count, lines];
}
