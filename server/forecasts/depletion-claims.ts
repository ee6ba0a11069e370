import type { Runout } from './depletion-times.ts';

/** An item that is most likely to run out so soon is said to do so. */
const SOON_MS = 3 * 3_600_000;

/** What was said of an item, and is not judged yet. */
export interface OpenClaim {
  itemId: string;
  p90: Date | null;
}

export interface NewClaim {
  itemId: string;
  p10: string;
  p50: string;
  p90?: string;
}

/** What is said from now on, and what can be judged by now: of items that are out, and of those that were to be by now. */
export interface Claims {
  opened: NewClaim[];
  out: string[];
  over: string[];
}

interface Standing {
  runout: Runout;
  isOut: boolean;
}

export function claimsOf(
  open: readonly OpenClaim[],
  standings: ReadonlyMap<string, Standing>,
  now: number,
): Claims {
  const claims: Claims = { opened: [], out: [], over: [] };
  const known = new Map(open.map((claim) => [claim.itemId, claim]));
  for (const [itemId, { runout, isOut }] of standings) {
    const claim = known.get(itemId);
    if (claim && isOut) claims.out.push(itemId);
    else if (claim?.p90 && claim.p90.getTime() < now) claims.over.push(itemId);
    else if (!claim && !isOut) claims.opened.push(...sayingOf(itemId, runout, now));
  }
  return claims;
}

function sayingOf(itemId: string, runout: Runout, now: number): NewClaim[] {
  const { p10, p50, p90 } = runout ?? {};
  if (p10 === undefined || p50 === undefined || Date.parse(p50) - now > SOON_MS) return [];
  return [{ itemId, p10, p50, ...(p90 !== undefined && { p90 }) }];
}

/** What came of claims: `lostEarly` could be followed no more before p10, `lostWithin` between that and p90. */
export interface ClaimCounts {
  n: number;
  early: number;
  lostEarly: number;
  within: number;
  lostWithin: number;
}

export interface Judgement {
  /** Claims that told anything. */
  n: number;
  within: number;
  early: number;
  late: number;
}

/**
 * How many claims came true, as estimated of those that could be followed: kitchens cook more of what runs low, so that those who
 * ran out before anybody could are the early ones, and to count these alone would be unfair. By the life table, as insurers have
 * it (the actuarial method of J. Berkson and R. P. Gage, 1950): who is lost in an interval counts half in it.
 */
export function judge({ n: all, early, lostEarly, within, lostWithin }: ClaimCounts): Judgement {
  const n = all - lostEarly;
  const late = n - early - lostWithin - within;
  // Of the others nobody knows whether they came true or too late.
  if (within + late === 0) return { n: early, within: 0, early, late: 0 };
  const isEarly = early / (all - lostEarly / 2);
  const isWithin = within / (within + late + lostWithin / 2);
  const estimate = {
    early: Math.round(n * isEarly),
    late: Math.round(n * (1 - isEarly) * (1 - isWithin)),
  };
  return { n, ...estimate, within: n - estimate.early - estimate.late };
}
