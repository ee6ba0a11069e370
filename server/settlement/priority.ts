import type {
  BackorderPolicy,
  PolicyPreset,
  PolicyWeights,
  ScoreTerm,
} from '../../shared/orders/backorder.schema.ts';
import type { Importance } from '../../shared/items/item.schema.ts';

const DAY_MS = 86_400_000;
/** Urgency rises from 0 to 1 over this long before the due date. */
const DUE_HORIZON_DAYS = 14;
/** What a full bump by hand weighs: more than a hundred days of waiting at the weight 1. */
const MANUAL_WEIGHT = 100;

const IMPORTANCE: Record<Importance, number> = { A: 1, B: 0.5, C: 0 };

export const PRESETS: Readonly<Record<PolicyPreset, PolicyWeights>> = {
  'first-come': { age: 1, due: 0, loyalty: 0, importance: 0 },
  'loyalty-first': { age: 0.1, due: 1, loyalty: 10, importance: 1 },
  'due-first': { age: 0.1, due: 10, loyalty: 1, importance: 1 },
  balanced: { age: 0.3, due: 3, loyalty: 2, importance: 1 },
};

/** What holds in a store that has not said otherwise. */
export const DEFAULT_POLICY: BackorderPolicy = {
  preset: 'balanced',
  weights: PRESETS.balanced,
  partialFill: true,
  passSmaller: true,
  promiseThresholdMinutes: 120,
  quietHours: { from: '21:00', until: '08:00' },
};

/** What a line's place in the queue depends on. */
export interface Ranked {
  lineId: string;
  placedAt: Date;
  neededBy: Date | null;
  loyaltyTier: number;
  importance: Importance;
  /** From 0 to 1: how far a manager moved it. */
  bump: number;
}

/**
 * The terms of a line's score, each with its weight. All values are within [0, 1] except that of age, which is the days
 * waited and grows without bound, so that nobody starves.
 */
export function scoreTerms(line: Ranked, weights: PolicyWeights, now: Date): ScoreTerm[] {
  const days = Math.max(0, (now.getTime() - line.placedAt.getTime()) / DAY_MS);
  const { loyaltyTier, importance, bump } = line;
  return [
    { term: 'age', weight: weights.age, value: days, words: `waiting for ${inDays(days)}` },
    { term: 'due', weight: weights.due, ...urgencyOf(line.neededBy, now) },
    {
      term: 'loyalty',
      weight: weights.loyalty,
      value: loyaltyTier / 3,
      words: loyaltyTier === 0 ? 'no loyalty tier' : `loyalty tier ${loyaltyTier} of 3`,
    },
    {
      term: 'importance',
      weight: weights.importance,
      value: IMPORTANCE[importance],
      words: `class ${importance} item`,
    },
    {
      term: 'manual',
      weight: MANUAL_WEIGHT,
      value: bump,
      words: bump === 0 ? 'not moved by hand' : 'moved up by hand',
    },
  ];
}

/** Σ weight × value. */
export function scoreOf(line: Ranked, weights: PolicyWeights, now: Date): number {
  const { age, due, loyalty, importance } = weights;
  const days = Math.max(0, (now.getTime() - line.placedAt.getTime()) / DAY_MS);
  return (
    age * days +
    due * urgencyOf(line.neededBy, now).value +
    loyalty * (line.loyaltyTier / 3) +
    importance * IMPORTANCE[line.importance] +
    MANUAL_WEIGHT * line.bump
  );
}

/** What a place in the queue is decided by, in this order. */
export interface QueuePlace {
  score: number;
  placedAt: Date;
  lineId: string;
}

/** Below zero where `a` is served before `b`: by score, then by when they were ordered, then by id. */
export function compareInQueue(a: QueuePlace, b: QueuePlace): number {
  return (
    b.score - a.score ||
    a.placedAt.getTime() - b.placedAt.getTime() ||
    (a.lineId === b.lineId ? 0 : a.lineId < b.lineId ? -1 : 1)
  );
}

/** Lines in the order in which they are served. */
export function inQueueOrder<T extends Ranked>(lines: readonly T[], weights: PolicyWeights, now: Date): T[] {
  return lines
    .map((line) => ({ line, place: placeOf(line, weights, now) }))
    .sort((a, b) => compareInQueue(a.place, b.place))
    .map(({ line }) => line);
}

/** Where a line stands at an instant: what that is compared by does not depend on which others wait. */
export function placeOf(line: Ranked, weights: PolicyWeights, now: Date): QueuePlace {
  return { score: scoreOf(line, weights, now), placedAt: line.placedAt, lineId: line.lineId };
}

function urgencyOf(neededBy: Date | null, now: Date): { value: number; words: string } {
  if (neededBy === null) return { value: 0, words: 'no date it is needed by' };
  const days = (neededBy.getTime() - now.getTime()) / DAY_MS;
  const value = Math.min(1, Math.max(0, 1 - days / DUE_HORIZON_DAYS));
  return { value, words: days <= 0 ? 'was needed already' : `needed in ${inDays(days)}` };
}

function inDays(days: number): string {
  if (days < 1) return `${Math.max(1, Math.round(days * 24))} h`;
  const rounded = Math.round(days);
  return rounded === 1 ? '1 day' : `${rounded} days`;
}
