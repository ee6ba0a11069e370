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

/** The round that goes on, or a new one when everything has been shown in it. */
export function roundFor(blocks: readonly Block[], round: Round): Round {
  return blocks.every(({ key }) => round.shown.has(key)) ? NEW_ROUND : round;
}

/**
 * The next page of a zone: the first blocks, most urgent first, that were not yet shown in this round, as many as fit.
 * An entry that arrives meanwhile is not yet shown, and so comes by its urgency. What room the last page has left shows
 * the most urgent ones again.
 */
export function nextPage(blocks: readonly Block[], area: Area, round: Round): { page: Page; round: Round } {
  const waiting = blocks.filter(({ key }) => !round.shown.has(key));
  const due = packed(waiting, area);
  const pages = round.pages + 1;
  const count = pages + pagesNeeded(waiting.slice(due.length), area.columns, area.height);
  const shown = new Set([...round.shown, ...due.map(({ key }) => key)]);
  const onPage = due.length < waiting.length ? due : filledUp(blocks, due, area);
  return { page: { columns: balanced(onPage, area), index: pages, count }, round: { shown, pages } };
}

function packed(blocks: readonly Block[], { columns, height }: Area): Block[] {
  return pack(blocks, columns, height).flat();
}

function filledUp(blocks: readonly Block[], due: readonly Block[], area: Area): Block[] {
  const onPage = new Set(due);
  let filled = [...due];
  for (const block of blocks) {
    if (onPage.has(block)) continue;
    const more = blocks.filter((it) => it === block || onPage.has(it));
    if (packed(more, area).length < more.length) break;
    onPage.add(block);
    filled = more;
  }
  return filled;
}

/** Fills one column after the other. The first block of a column is taken even if it is too high. */
function pack(blocks: readonly Block[], columns: number, height: number): Block[][] {
  const filled: Block[][] = [];
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
    filled.push(taken);
  }
  return filled;
}

/** A page that is not full spreads over its columns instead of leaving the last ones empty. */
function balanced(blocks: readonly Block[], { columns, height }: Area): Block[][] {
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

/** How many blocks the first page takes. */
export function countOnFirstPage(blocks: readonly Block[], area: Area): number {
  return packed(blocks, area).length;
}

/** The lowest area of so many columns that takes all blocks at once. */
export function heightNeeded(blocks: readonly Block[], columns: number): number {
  const all = blocks.reduce((sum, { height }) => sum + height, 0);
  return balanced(blocks, { columns, height: all }).reduce(
    (highest, column) =>
      Math.max(
        highest,
        column.reduce((sum, { height }) => sum + height, 0),
      ),
    0,
  );
}
