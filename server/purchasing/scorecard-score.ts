import {
  SCORE_PARTS,
  type Figure,
  type Figures,
  type LiftedStanding,
  type ScorecardPolicy,
  type ScorePart,
  type ScoreTerm,
  type ScoreWeights,
  type Standing,
} from '../../shared/purchasing/scorecard.schema.ts';

/** So much more than agreed, in parts of the agreed price, is worth nothing. */
const WORST_PRICE = 0.1;
/** To be told so late that an order was seen, in hours, is worth nothing. */
const WORST_HOURS = 48;

/** How suppliers are scored until somebody decides otherwise: nobody is blocked or passed over by itself. */
export const USUAL_POLICY: ScorecardPolicy = {
  weights: { onTime: 35, inFull: 25, told: 15, accepted: 15, price: 5, acknowledge: 5 },
  toleranceMinutes: 15,
  minimumOrders: 5,
  standings: [
    { tone: 'good', word: 'Reliable', from: 85, warn: false, drop: false, block: false },
    { tone: 'fair', word: 'Fair', from: 70, warn: false, drop: false, block: false },
    { tone: 'poor', word: 'On watch', from: 50, warn: true, drop: false, block: false },
    { tone: 'bad', word: 'Failing', from: 0, warn: true, drop: false, block: false },
  ],
  lifted: [],
};

/**
 * The weighted sum of a supplier's parts, from 0 to 100, over those of which something is known. Its bounds are the same sum
 * over the bounds of the parts: as wide as if all of them were wrong in the same direction, which those of late trucks are.
 */
export function scoreOf(figures: Figures, weights: ScoreWeights): { score: Figure; terms: ScoreTerm[] } {
  const parts = SCORE_PARTS.map((part) => ({ part, weight: weights[part], figure: partOf(part, figures) }));
  const known = parts.filter(({ figure, weight }) => figure.value !== null && weight > 0);
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const terms = parts.map(({ part, weight, figure }): ScoreTerm => {
    const share = figure.value !== null && total > 0 ? weight / total : 0;
    const { value, low } = figure;
    return { part, weight, share, value, low, points: share * 100 * (value ?? 0) };
  });
  const { n, orders } = figures.onTime;
  if (total === 0 || n === 0) return { score: { value: null, n, orders, low: null, high: null }, terms };
  const sumOf = (bound: (figure: Figure) => number | null, unknown: number): number =>
    known.reduce((sum, { figure, weight }) => sum + (weight / total) * 100 * (bound(figure) ?? unknown), 0);
  const value = sumOf(({ value }) => value, 0);
  return {
    score: { value, n, orders, low: sumOf(({ low }) => low, 0), high: sumOf(({ high }) => high, 1) },
    terms,
  };
}

/** A part of the score, from 0 to 1. */
function partOf(part: ScorePart, figures: Figures): Figure {
  switch (part) {
    case 'onTime':
    case 'inFull':
      return figures[part];
    case 'told':
      return turned(figures.lateSilent, 1);
    case 'accepted':
      return turned(figures.rejectRate, 1);
    case 'price':
      return turned(figures.priceVariance, WORST_PRICE);
    case 'acknowledge':
      return turned(figures.timeToAcknowledge, WORST_HOURS);
  }
}

/** The less the better: 0 is 1, and `worst` or more is 0. */
function turned({ value, low, high, ...counts }: Figure, worst: number): Figure {
  const turn = (bound: number | null): number | null =>
    bound === null ? null : 1 - Math.min(1, Math.max(0, bound / worst));
  return { ...counts, value: turn(value), low: turn(high), high: turn(low) };
}

/** How a supplier stands by its score. With too few orders it has no standing, and nothing follows. */
export function standingOf(
  { value, orders }: Pick<Figure, 'value' | 'orders'>,
  { standings, minimumOrders, lifted }: ScorecardPolicy,
  supplierId: string,
  now: Date,
): Standing {
  if (value === null || orders < minimumOrders) {
    const nothing = { tone: null, warn: false, drop: false, block: false };
    return { ...nothing, word: 'Too few to judge', tooFew: Math.max(1, minimumOrders - orders) };
  }
  // What is shown as 70 stands with 70.
  const shown = Math.round(value);
  const rule = standings.find(({ from }) => shown >= from) ?? standings[standings.length - 1]!;
  const { tone, word, warn, drop, block } = rule;
  const exempt = lifted.find((each) => each.supplierId === supplierId && isInForce(each, now));
  if (!exempt) return { tone, word, warn, drop, block };
  const { until, reason } = exempt;
  return { tone, word, warn: false, drop: false, block: false, lifted: { until, reason } };
}

function isInForce({ until }: LiftedStanding, now: Date): boolean {
  return until === null || new Date(until) > now;
}

/** Places by the lower bound of the score, the best first; who has none comes last and has no place. */
export function ranked<T extends { supplier: string; score: Figure }>(
  suppliers: readonly T[],
): (T & { rank: number | null })[] {
  const sorted = [...suppliers].sort(
    (a, b) =>
      (b.score.low ?? -1) - (a.score.low ?? -1) ||
      (b.score.value ?? -1) - (a.score.value ?? -1) ||
      (a.supplier < b.supplier ? -1 : 1),
  );
  return sorted.map((each, index) => ({ ...each, rank: each.score.low === null ? null : index + 1 }));
}
