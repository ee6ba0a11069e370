import type { Block, Fullness } from './block.ts';
import type { ZoneName } from './board.ts';
import { heightNeeded } from './pages.ts';
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
/** Names of dishes are worth a second page, but not a third. */
const PAGES_BEFORE_TERSE = 2;
/** How the height of a stack is shared when its zones want more than there is. */
const WEIGHTS: Record<ZoneName, number> = { off: 3, running: 2, back: 1 };

/** Puts the zones that have something to say side by side on a wide wall, and below each other on a tall one. */
export function layOut(present: readonly ZoneName[], body: Size, blocksOf: BlocksOf): Layout {
  for (const { names, columns, scale } of arrangements(present, body)) {
    const size = { width: body.width / scale, height: body.height / scale };
    const width = columnWidth(names.length, columns, size);
    const placeIn = (fullness: Fullness) =>
      names.map((stack) => place(stack, columns, width, fullness, blocksOf));
    const full = placeIn('full');
    if (scale > 1 && !full.every((stack) => isRoomy(stack, size.height))) continue;
    const compact = placeIn('compact');
    const terse = placeIn('terse');
    const stacks = full.map((stack, i) =>
      fittest(stack, compact[i] ?? stack, terse[i] ?? stack, size.height),
    );
    return { scale, stacks: stacks.map((stack) => share(stack, size.height)) };
  }
  return { scale: 1, stacks: [] };
}

function fittest(
  full: PlacedZone[],
  compact: PlacedZone[],
  terse: PlacedZone[],
  height: number,
): PlacedZone[] {
  if (heightOf(full) <= height) return full;
  return heightOf(compact) <= height * PAGES_BEFORE_TERSE ? compact : terse;
}

interface Arrangement {
  names: ZoneName[][];
  columns: number;
  scale: number;
}

/** Ways to arrange the zones, the most legible first; the last one always does. */
function arrangements(present: readonly ZoneName[], { width, height }: Size): Arrangement[] {
  if (present.length === 0) return [];
  const others = present.filter((zone) => zone !== 'off');
  const isWide = width > height * 1.2;
  const sideBySide = isWide && others.length > 0 && others.length < present.length;
  const names: ZoneName[][] = sideBySide ? [['off'], others] : [[...present]];
  const columns = isWide && !sideBySide ? [1, 2] : [1];
  const large = LARGE_SCALES.flatMap((scale) => columns.map((count) => ({ names, columns: count, scale })));
  return [...large, { names, columns: columns.length, scale: 1 }];
}

function columnWidth(stacks: number, columns: number, { width }: Size): number {
  const gaps = (stacks * columns - 1) * COLUMN_GAP + stacks * 2 * ZONE_PADDING;
  return (width - gaps) / (stacks * columns);
}

function place(
  stack: ZoneName[],
  columns: number,
  width: number,
  fullness: Fullness,
  blocksOf: BlocksOf,
): PlacedZone[] {
  return stack.map((zone) => {
    const blocks = blocksOf(zone, width, zone === 'back' && stack.length > 1 ? 'terse' : fullness);
    const room = heightNeeded(blocks, columns);
    return { zone, columns, blocks, room, height: room + ZONE_TITLE_HEIGHT };
  });
}

const heightOf = (stack: readonly PlacedZone[]) =>
  stack.reduce((sum, { height }) => sum + height, (stack.length - 1) * ZONE_GAP);

function isRoomy(stack: readonly PlacedZone[], height: number): boolean {
  const isShort = ({ nameLines }: Block) =>
    nameLines.length <= LONGEST_NAME_WHEN_LARGE && !nameLines.some(isBroken);
  return heightOf(stack) <= height && stack.every(({ blocks }) => blocks.every(isShort));
}

const isBroken = (line: string) => line.endsWith('-') || line.endsWith('…');

/** What a zone does not need goes to those that need more, and in the end to the most urgent one. */
function share(stack: PlacedZone[], height: number): PlacedZone[] {
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
