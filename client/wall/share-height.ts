import type { ZoneName } from './board.ts';
import type { PlacedZone } from './layout.ts';
import { ZONE_GAP, ZONE_TITLE_HEIGHT } from './sizes.ts';

/** How the height of a stack is shared when its zones want more than there is: two long backorders beside two that are ready. */
const WEIGHTS: Record<ZoneName, number> = {
  off: 15,
  running: 10,
  late: 10,
  backorders: 15,
  ready: 9,
  back: 5,
};

/**
 * What a zone does not need goes to those that need more, and in the end to the most urgent one. Where it is
 * crowded, each has room for its highest entry first.
 */
export function shareHeight(stack: PlacedZone[], height: number, isCrowded: boolean): PlacedZone[] {
  const available = height - (stack.length - 1) * ZONE_GAP;
  const given = new Map<PlacedZone, number>();
  const least = new Map(stack.map((zone) => [zone, leastHeight(zone)]));
  let open = [...stack];
  if (isCrowded && sum(least) <= available)
    open = settle(open, available, given, (zone, share) =>
      least.get(zone)! > share ? least.get(zone)! : null,
    );
  open = settle(open, available, given, (zone, share) => (zone.height <= share ? zone.height : null));
  const left = available - sum(given);
  const portions = open.map((zone) => [zone, portion(zone, open, left)] as const);
  for (const [zone, height] of portions) given.set(zone, height);
  const spare = available - sum(given);
  return stack.map((zone, i) => sized(zone, (given.get(zone) ?? zone.height) + (i === 0 ? spare : 0)));
}

/** Gives zones what `heightFor` says they get instead of their share, as often as that changes the shares of the others. */
function settle(
  zones: readonly PlacedZone[],
  available: number,
  given: Map<PlacedZone, number>,
  heightFor: (zone: PlacedZone, share: number) => number | null,
): PlacedZone[] {
  let open = [...zones];
  for (let settled = -1; settled !== given.size;) {
    settled = given.size;
    const left = available - sum(given);
    const shares = open.map((zone) => [zone, heightFor(zone, portion(zone, open, left))] as const);
    for (const [zone, height] of shares) if (height !== null) given.set(zone, height);
    open = open.filter((zone) => !given.has(zone));
  }
  return open;
}

const sum = (given: ReadonlyMap<PlacedZone, number>) =>
  [...given.values()].reduce((total, it) => total + it, 0);

/** A zone with room for any one of its entries. */
const leastHeight = ({ blocks, height }: PlacedZone) =>
  Math.min(height, ZONE_TITLE_HEIGHT + Math.max(0, ...blocks.map((block) => block.height)));

function portion({ zone }: PlacedZone, open: readonly PlacedZone[], height: number): number {
  const weights = open.reduce((total, it) => total + WEIGHTS[it.zone], 0);
  return (height * WEIGHTS[zone]) / weights;
}

function sized(zone: PlacedZone, height: number): PlacedZone {
  return { ...zone, height, room: height - ZONE_TITLE_HEIGHT };
}
