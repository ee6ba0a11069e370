import type { Block } from './block.ts';

/** Where a zone's blocks go: columns of equal width, all of one height, in wall units. */
export interface Area {
  columns: number;
  height: number;
}

export interface Page {
  /** The blocks of each column, from top to bottom. */
  columns: Block[][];
  /** This page and how many there are, counting from 1. */
  index: number;
  count: number;
}

/** What a zone has already shown in its present round. */
export interface Round {
  shown: ReadonlySet<string>;
  pages: number;
}

export const NEW_ROUND: Round = { shown: new Set(), pages: 0 };

/**
 * The next page of a zone: the first blocks, most urgent first, that were not yet shown in this round, as many as fit.
 * When all have been shown a new round begins. An entry that arrives meanwhile is not yet shown, and so comes by its urgency.
 */
export function nextPage(
  blocks: readonly Block[],
  { columns, height }: Area,
  round: Round,
): { page: Page; round: Round } {
  const waiting = blocks.filter(({ key }) => !round.shown.has(key));
  if (waiting.length === 0 && round.pages > 0) return nextPage(blocks, { columns, height }, NEW_ROUND);
  const packed = pack(waiting, columns, height);
  const pages = round.pages + 1;
  const count = pages + pagesNeeded(waiting.slice(packed.flat().length), columns, height);
  const shown = new Set([...round.shown, ...packed.flat().map(({ key }) => key)]);
  return {
    page: { columns: balanced(packed, columns, height), index: pages, count },
    round: { shown, pages },
  };
}

/** Fills one column after the other. The first block of a column is taken even if it is too high. */
function pack(blocks: readonly Block[], columns: number, height: number): Block[][] {
  const packed: Block[][] = [];
  let next = 0;
  for (let column = 0; column < columns && next < blocks.length; column++) {
    const taken: Block[] = [];
    let used = 0;
    for (let block = blocks[next]; block; block = blocks[next]) {
      if (taken.length > 0 && used + block.height > height) break;
      taken.push(block);
      used += block.height;
      next++;
    }
    packed.push(taken);
  }
  return packed;
}

/** A page that is not full spreads over its columns instead of leaving the last ones empty. */
function balanced(packed: Block[][], columns: number, height: number): Block[][] {
  const blocks = packed.flat();
  const heights = blocks.map((block) => block.height);
  const total = heights.reduce((sum, it) => sum + it, 0);
  let target = Math.max(total / columns, ...heights);
  while (target < height && pack(blocks, columns, target).flat().length < blocks.length) target += 0.5;
  return pack(blocks, columns, Math.min(target, height));
}

export function pagesNeeded(blocks: readonly Block[], columns: number, height: number): number {
  let pages = 0;
  for (let rest = blocks; rest.length > 0; rest = rest.slice(pack(rest, columns, height).flat().length))
    pages++;
  return pages;
}

/** The lowest area of so many columns that takes all blocks at once. */
export function heightNeeded(blocks: readonly Block[], columns: number): number {
  const all = blocks.reduce((sum, { height }) => sum + height, 0);
  return balanced(pack(blocks, columns, all), columns, all).reduce(
    (highest, column) =>
      Math.max(
        highest,
        column.reduce((sum, { height }) => sum + height, 0),
      ),
    0,
  );
}
