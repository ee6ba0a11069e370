import { describe, expect, it } from 'vitest';
import { backZone } from '../../../client/wall/back-zone.ts';
import { aDish, aKitchen, aNotice, anIngredient, minutesAgo, off } from './builders.ts';

const items = [
  anIngredient('salmon'),
  anIngredient('gloves'),
  aDish('tartare', { salmon: 90 }),
  aDish('sashimi', { salmon: 120 }),
  aDish('soup'),
];
const back = (itemId: string, minutes = 5) => aNotice('back', itemId, { at: minutesAgo(minutes) });

describe('what is back again', () => {
  it('shows the newest first, each once', () => {
    const notices = [back('soup', 1), back('tartare', 3), back('soup', 9)];
    expect(backZone(aKitchen({ items, notices })).entries.map(({ name, since }) => [name, since])).toEqual([
      ['soup', minutesAgo(1)],
      ['tartare', minutesAgo(3)],
    ]);
  });

  it('puts the dishes that came back with a component under it', () => {
    const notices = [back('tartare'), back('sashimi'), back('salmon')];
    const zone = backZone(aKitchen({ items, notices }));
    expect(zone.entries).toMatchObject([
      { key: 'back salmon', state: 'back', takes: 2, dishes: [{ name: 'sashimi' }, { name: 'tartare' }] },
    ]);
    expect([...zone.told].sort()).toEqual(['salmon', 'sashimi', 'tartare']);
  });

  it('names a single dish instead of the component that brought it back', () => {
    const zone = backZone(aKitchen({ items, notices: [back('tartare'), back('salmon')] }));
    expect(zone.entries).toMatchObject([{ key: 'back tartare', takes: 0 }]);
    expect(zone.told.has('salmon')).toBe(true);
  });

  it('leaves a component that brought nothing back to the line of what changed', () => {
    expect(backZone(aKitchen({ items, notices: [back('gloves')] }))).toEqual({
      entries: [],
      told: new Set(),
    });
  });

  it('forgets what is off again, and what came back a while ago', () => {
    const notices = [back('soup'), back('tartare', 21)];
    expect(backZone(aKitchen({ items, notices, stock: { soup: off() } })).entries).toEqual([]);
  });
});
