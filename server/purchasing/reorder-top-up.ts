import type { Source } from './reorder-choice.ts';
import { levelsOf, type Levels, type ReorderItem } from './reorder-need.ts';
import { amountOf, packsWorth } from './reorder-packs.ts';

/** Something that could be ordered before it is needed. */
export interface Candidate {
  item: ReorderItem;
  levels: Levels;
  source: Source;
  /** Whole packs up to its par level. */
  most: number;
}

export interface TopUp extends Candidate {
  packs: number;
}

/** Null where an item cannot fill an order up: there is enough of it, or nobody knows what it costs. */
export function candidateOf(item: ReorderItem, source: Source): Candidate | null {
  const levels = levelsOf(item);
  const { projected, point, level } = levels;
  const most = Math.floor((level - projected) / source.choice.packQuantity);
  const isFit = point >= 0 && projected > point && most >= source.choice.moq;
  return isFit && amountOf(source.choice, most) ? { item, levels, source, most } : null;
}

/** What fills an order up by so many minor units, nearest to its reorder point first; nothing where all of it would not. */
export function topUps(candidates: readonly Candidate[], missing: number): TopUp[] {
  const chosen: TopUp[] = [];
  let left = missing;
  for (const candidate of [...candidates].sort(byNearness)) {
    if (left <= 0) break;
    const packs = packsWorth(candidate.source.choice, left, candidate.most);
    chosen.push({ ...candidate, packs });
    left -= amountOf(candidate.source.choice, packs) ?? 0;
  }
  return left <= 0 ? chosen : [];
}

function byNearness(a: Candidate, b: Candidate): number {
  return nearness(a.levels) - nearness(b.levels) || (a.item.sku < b.item.sku ? -1 : 1);
}

/** 0 at the reorder point, 1 at the par level. */
function nearness({ projected, point, level }: Levels): number {
  return (projected - point) / (level - point);
}
