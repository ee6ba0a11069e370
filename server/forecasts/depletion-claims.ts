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
