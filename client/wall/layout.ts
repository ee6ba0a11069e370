import type { Block, Fullness } from './block.ts';
import type { ZoneName } from './board.ts';
import { countOnFirstPage, heightNeeded, pagesNeeded } from './pages.ts';
import { shareHeight } from './share-height.ts';
import { COLUMN_GAP, ZONE_GAP, ZONE_PADDING, ZONE_TITLE_HEIGHT } from './sizes.ts';

export interface Size {
  width: number;
  height: number;
}

/** A zone's place on the wall; sizes in wall units of its {@link Layout}. */
export interface PlacedZone {
  zone: ZoneName;
  columns: number;
  /** Of the zone, its title included. */
  height: number;
  /** Left for its blocks. */
  room: number;
  blocks: Block[];
}

export interface Layout {
  /** How much larger than its smallest size everything is drawn. */
  scale: number;
  /** From left to right; the zones of each from top to bottom. */
  stacks: PlacedZone[][];
}

/** The blocks of a zone in a column of this width. */
export type BlocksOf = (zone: ZoneName, columnWidth: number, fullness: Fullness) => Block[];

/** Few entries are drawn larger, so that a nearly quiet wall is read from further away. */
const LARGE_SCALES = [1.6, 1.3];
const LONGEST_NAME_WHEN_LARGE = 2;
/** The names of dishes are worth a second page, but not a third. */
const ON_ONE_PAGE: readonly Fullness[] = ['full', 'compact', 'short'];
const ON_TWO_PAGES: readonly Fullness[] = ['compact', 'short', 'terse'];
const FULLEST_FIRST: readonly Fullness[] = ['full', 'compact', 'short', 'terse'];
/** What the kitchen is short of stands on the left of a wide wall, and what customers wait for on the right. */
const KITCHEN: readonly ZoneName[] = ['off', 'running', 'late'];
const ORDERS: readonly ZoneName[] = ['backorders', 'ready'];
/** More of them in one stack leave each hardly the room for an entry; what came back gives up its place anyway. */
const MOST_IN_STACK = 2;

/**
 * Puts the zones that have something to say side by side on a wide wall, and below each other on a tall one. What came
 * back has no zone where the others need its place: the line of what changed tells it too.
 */
export function layOut(present: readonly ZoneName[], body: Size, blocksOf: BlocksOf): Layout {
  const layout = arrange(present, body, blocksOf);
  const others = present.filter((zone) => zone !== 'back');
  const isCrowded = layout.stacks.flat().some((it) => (it.zone === 'back' ? !hasRoom(it) : pagesOf(it) > 1));
  return isCrowded && others.length > 0 && others.length < present.length
    ? arrange(others, body, blocksOf)
    : layout;
}

function arrange(present: readonly ZoneName[], body: Size, blocksOf: BlocksOf): Layout {
  for (const { names, columns, scale } of arrangements(present, body, blocksOf)) {
    const size = { width: body.width / scale, height: body.height / scale };
    const width = columnWidth(names.length, columns, size);
    const blocksIn = (zone: ZoneName, fullness: Fullness) => blocksOf(zone, width, fullness);
    const placeIn = (stack: ZoneName[], fullness: Fullness) =>
      stack.map((zone) => placed(zone, columns, blocksIn(zone, fullnessIn(stack, zone, fullness))));
    if (scale > 1 && !names.every((stack) => isRoomy(placeIn(stack, 'full'), size.height))) continue;
    const stacks = names.map((stack) =>
      fittest((fullness, isCrowded) => shareHeight(placeIn(stack, fullness), size.height, isCrowded)).map(
        (zone) => enriched(zone, (fullness) => blocksIn(zone.zone, fullnessIn(stack, zone.zone, fullness))),
      ),
    );
    return { scale, stacks };
  }
  return { scale: 1, stacks: [] };
}

/** With as many words as fit on one page; else as many as fit on two; else with the fewest that leave room for an entry. */
function fittest(placeIn: (fullness: Fullness, isCrowded: boolean) => PlacedZone[]): PlacedZone[] {
  for (const [pages, fullnesses] of [ON_ONE_PAGE, ON_TWO_PAGES].entries()) {
    for (const fullness of fullnesses) {
      const stack = placeIn(fullness, false);
      if (urgentOf(stack).every((zone) => pagesOf(zone) <= pages + 1 && hasRoom(zone))) return stack;
    }
  }
  const [list, crowded] = [placeIn('list', false), placeIn('list', true)];
  if (urgentOf(list).every(hasRoom)) return list;
  return urgentOf(crowded).every(hasRoom) ? crowded : placeIn('tight', true);
}

/** The most words that neither need more pages nor keep anything off the first one. */
function enriched(zone: PlacedZone, blocksIn: (fullness: Fullness) => Block[]): PlacedZone {
  for (const fullness of FULLEST_FIRST) {
    const richer = { ...zone, blocks: blocksIn(fullness) };
    const isAsShort = pagesOf(richer) <= pagesOf(zone) && onFirstPage(richer) >= onFirstPage(zone);
    if (isAsShort && hasRoom(richer)) return richer;
  }
  return zone;
}

/** What came back has to make do with the place that is left for it. */
const urgentOf = (stack: PlacedZone[]) =>
  stack.length > 1 ? stack.filter(({ zone }) => zone !== 'back') : stack;

/** Heights are sums of fractions. */
const hasRoom = ({ blocks, room }: PlacedZone) => blocks.every(({ height }) => height <= room + 0.01);

const pagesOf = ({ blocks, columns, room }: PlacedZone) => pagesNeeded(blocks, columns, room);

const onFirstPage = ({ blocks, columns, room }: PlacedZone) =>
  countOnFirstPage(blocks, { columns, height: room });

interface Arrangement {
  names: ZoneName[][];
  columns: number;
  scale: number;
}

/** Ways to arrange the zones, the most legible first; the last one always does. */
function arrangements(present: readonly ZoneName[], body: Size, blocksOf: BlocksOf): Arrangement[] {
  if (present.length === 0) return [];
  const isWide = body.width > body.height * 1.2;
  const sideBySide =
    isWide && present.length > 1 && present.some((zone) => zone !== 'running' && zone !== 'back');
  const names = sideBySide ? split(present, body, blocksOf) : [[...present]];
  const columns = isWide && !sideBySide ? [1, 2] : [1];
  const large = LARGE_SCALES.flatMap((scale) => columns.map((count) => ({ names, columns: count, scale })));
  return [...large, { names, columns: columns.length, scale: 1 }];
}

const isOrders = (zone: ZoneName) => ORDERS.includes(zone);

/** In two stacks: by what they are about as long as that fits, else so that neither is much higher than the other. */
function split(present: readonly ZoneName[], body: Size, blocksOf: BlocksOf): ZoneName[][] {
  const width = columnWidth(2, 1, body);
  const heights = new Map(
    present.map((zone) => [zone, placed(zone, 1, blocksOf(zone, width, 'terse')).height]),
  );
  const higher = (stacks: ZoneName[][]) =>
    Math.max(...stacks.map((stack) => stack.reduce((sum, zone) => sum + (heights.get(zone) ?? 0), 0)));
  const [natural, ...others] = splitsOf(present);
  if (!natural || higher(natural) <= body.height) return natural ?? [[...present]];
  return others.reduce((best, it) => (higher(it) < higher(best) ? it : best), natural);
}

/** Every way to part them that keeps their order, the one by what they are about first. */
function splitsOf(present: readonly ZoneName[]): ZoneName[][][] {
  const kitchen = present.filter((zone) => KITCHEN.includes(zone)).length;
  const natural = present.some(isOrders) && kitchen > 0 ? kitchen : 1;
  const ends = [natural, ...present.map((_, i) => i).filter((end) => end > 0 && end !== natural)];
  const urgent = (stack: readonly ZoneName[]) => stack.filter((zone) => zone !== 'back').length;
  const most = Math.max(MOST_IN_STACK, Math.ceil(urgent(present) / 2));
  const isShort = (stack: readonly ZoneName[]) => urgent(stack) <= most;
  return ends.map((end) => [present.slice(0, end), present.slice(end)]).filter((it) => it.every(isShort));
}

function columnWidth(stacks: number, columns: number, { width }: Size): number {
  const gaps = (stacks * columns - 1) * COLUMN_GAP + stacks * 2 * ZONE_PADDING;
  return (width - gaps) / (stacks * columns);
}

/** Below something more urgent, what came back is told in few words. */
function fullnessIn(stack: readonly ZoneName[], zone: ZoneName, fullness: Fullness): Fullness {
  return zone === 'back' && stack.length > 1 ? 'terse' : fullness;
}

function placed(zone: ZoneName, columns: number, blocks: Block[]): PlacedZone {
  const room = heightNeeded(blocks, columns);
  return { zone, columns, blocks, room, height: room + ZONE_TITLE_HEIGHT };
}

const heightOf = (stack: readonly PlacedZone[]) =>
  stack.reduce((sum, { height }) => sum + height, (stack.length - 1) * ZONE_GAP);

function isRoomy(stack: readonly PlacedZone[], height: number): boolean {
  const isShort = ({ nameLines }: Block) =>
    nameLines.length <= LONGEST_NAME_WHEN_LARGE && !nameLines.some(isBroken);
  return heightOf(stack) <= height && stack.every(({ blocks }) => blocks.every(isShort));
}

const isBroken = (line: string) => line.endsWith('-') || line.endsWith('…');
