import { describe, expect, it } from 'vitest';
import { blockOf, type Fullness } from '../../../client/wall/block.ts';
import type { ZoneName } from '../../../client/wall/board.ts';
import { layOut, type Layout, type Size } from '../../../client/wall/layout.ts';
import { pagesNeeded } from '../../../client/wall/pages.ts';
import { bodySize } from '../../../client/wall/sizes.ts';
import { anEntry, detailOf, measure } from './builders.ts';

const WIDE = bodySize(1920, 1080);
const TALL = bodySize(1080, 1920);

/** As many entries in each zone; each takes two dishes with names of this length. */
function lay(counts: Partial<Record<ZoneName, number>>, body: Size, dishName = 'Lachs-Tatar'): Layout {
  const present = Object.keys(counts) as ZoneName[];
  return layOut(present, body, (zone, width, fullness) =>
    Array.from({ length: counts[zone] ?? 0 }, (_, i) => {
      const dishes = [{ name: dishName }, { name: dishName }];
      const words = { name: `Rinderfilet ${i}`, why: 'Quality', takes: 2, dishes };
      return blockOf(anEntry({ key: `${zone} ${i}`, ...words }), { width, fullness, measure, detailOf });
    }),
  );
}

const names = ({ stacks }: Layout) => stacks.map((stack) => stack.map(({ zone }) => zone).join('/'));
const zoneIn = ({ stacks }: Layout, zone: ZoneName) => stacks.flat().find((it) => it.zone === zone);
const pagesOf = (layout: Layout) =>
  layout.stacks.flat().map(({ blocks, columns, room }) => pagesNeeded(blocks, columns, room));
const fullnessOf = (layout: Layout, zone: ZoneName): Fullness | undefined =>
  zoneIn(layout, zone)?.blocks[0]?.fullness;

describe('the layout of a wall', () => {
  it('puts what is off beside the rest on a wide wall, and above it on a tall one', () => {
    expect(names(lay({ off: 2, running: 2, back: 1 }, WIDE))).toEqual(['off', 'running/back']);
    expect(names(lay({ off: 2, running: 2, back: 1 }, TALL))).toEqual(['off/running/back']);
  });

  it('puts what the kitchen is short of on the left of a wide wall, and what customers wait for on the right', () => {
    expect(names(lay({ off: 2, running: 2, backorders: 2, ready: 2 }, WIDE))).toEqual([
      'off/running',
      'backorders/ready',
    ]);
    expect(names(lay({ off: 2, ready: 2 }, WIDE))).toEqual(['off', 'ready']);
    expect(names(lay({ backorders: 2, ready: 2 }, WIDE))).toEqual(['backorders', 'ready']);
    expect(names(lay({ off: 1, running: 1, backorders: 1, ready: 1, back: 1 }, TALL))).toEqual([
      'off/running/backorders/ready/back',
    ]);
  });

  it('has what is late with what the kitchen is short of, where there is the room', () => {
    expect(names(lay({ running: 1, late: 1 }, WIDE))).toEqual(['running', 'late']);
    expect(names(lay({ off: 2, late: 2, ready: 2 }, WIDE))).toEqual(['off/late', 'ready']);
    expect(names(lay({ off: 1, running: 1, late: 1, backorders: 1, ready: 1 }, WIDE))).toEqual([
      'off/running/late',
      'backorders/ready',
    ]);
  });

  it('parts the zones otherwise where one side would need more room than there is', () => {
    expect(names(lay({ off: 8, running: 3, ready: 1 }, WIDE))).toEqual(['off', 'running/ready']);
    expect(names(lay({ running: 1, backorders: 2, ready: 12 }, WIDE))).toEqual([
      'running/backorders',
      'ready',
    ]);
  });

  it('leaves each zone room for an entry, however much there is in all of them', () => {
    for (const body of [WIDE, TALL, bodySize(3840, 2160), bodySize(1280, 1024)]) {
      const many = { off: 300, running: 300, late: 300, backorders: 300, ready: 300, back: 30 };
      for (const { blocks, room } of lay(many, body).stacks.flat())
        expect(room).toBeGreaterThanOrEqual(Math.max(...blocks.map(({ height }) => height)));
    }
  });

  it('gives a lone zone the whole wall, in two columns where it needs them', () => {
    expect(names(lay({ off: 2 }, WIDE))).toEqual(['off']);
    expect(zoneIn(lay({ off: 9 }, WIDE), 'off')?.columns).toBe(2);
    expect(names(lay({}, WIDE))).toEqual([]);
  });

  it('draws a nearly quiet wall larger', () => {
    expect(lay({ off: 1 }, WIDE).scale).toBe(1.6);
    expect(lay({ off: 9, running: 4 }, WIDE).scale).toBe(1);
  });

  it('never draws anything smaller than its smallest size', () => {
    for (const off of [1, 3, 10, 100, 300])
      expect(lay({ off, running: off }, WIDE).scale).toBeGreaterThanOrEqual(1);
  });

  it('says less before it needs a second page', () => {
    const long = 'Gebratenes Lachsfilet auf Blattspinat';
    expect(fullnessOf(lay({ off: 1, running: 1 }, WIDE, long), 'off')).toBe('full');
    const more = lay({ off: 3, running: 1 }, WIDE, long);
    expect(fullnessOf(more, 'off')).toBe('short');
    expect(pagesOf(more)).toEqual([1, 1]);
  });

  it('says least where even that would not do', () => {
    const full = lay({ off: 60, running: 1 }, WIDE, 'Gebratenes Lachsfilet auf Blattspinat');
    expect(['terse', 'list']).toContain(fullnessOf(full, 'off'));
  });

  it('gives up the place of what came back to what is off or running out', () => {
    expect(names(lay({ off: 2, running: 9, back: 3 }, WIDE))).toEqual(['off', 'running']);
    expect(names(lay({ off: 20, back: 3 }, WIDE))).toEqual(['off']);
    expect(names(lay({ back: 30 }, WIDE))).toEqual(['back']);
  });

  it('fills the wall and never more than the wall', () => {
    for (const body of [WIDE, TALL, bodySize(3840, 2160)]) {
      for (const count of [1, 4, 12, 300]) {
        const { stacks, scale } = lay({ off: count, running: count, back: 2 }, body);
        for (const stack of stacks) {
          const used = stack.reduce((sum, { height }) => sum + height, (stack.length - 1) * 1.6);
          expect(used * scale).toBeCloseTo(body.height, 5);
        }
      }
    }
  });
});
