import type { ZoneName } from './board.ts';
import type { PlacedZone } from './layout.ts';
import { ZONE_GAP, ZONE_TITLE_HEIGHT } from './sizes.ts';

/** How the height of a stack is shared when its zones want more than there is: two long backorders beside two that are ready. */
const WEIGHTS: Record<ZoneName, number> = { off: 15, running: 10, backorders: 15, ready: 9, back: 5 };

/** What a zone does not need goes to those that need more, and in the end to the most urgent one. */
export function shareHeight(stack: PlacedZone[], height: number): PlacedZone[] {
  const available = height - (stack.length - 1) * ZONE_GAP;
  const given = new Map<PlacedZone, number>();
  let open = [...stack];
  for (let settled = -1; settled !== given.size;) {
    settled = given.size;
    for (const zone of open)
      if (zone.height <= portion(zone, open, available - sum(given))) given.set(zone, zone.height);
    open = open.filter((zone) => !given.has(zone));
  }
  const left = available - sum(given);
  const portions = open.map((zone) => [zone, portion(zone, open, left)] as const);
  for (const [zone, height] of portions) given.set(zone, height);
  const spare = available - sum(given);
  return stack.map((zone, i) => sized(zone, (given.get(zone) ?? zone.height) + (i === 0 ? spare : 0)));
}

const sum = (given: ReadonlyMap<PlacedZone, number>) =>
  [...given.values()].reduce((total, it) => total + it, 0);

function portion({ zone }: PlacedZone, open: readonly PlacedZone[], height: number): number {
  const weights = open.reduce((total, it) => total + WEIGHTS[it.zone], 0);
  return (height * WEIGHTS[zone]) / weights;
}

function sized(zone: PlacedZone, height: number): PlacedZone {
  return { ...zone, height, room: height - ZONE_TITLE_HEIGHT };
}
