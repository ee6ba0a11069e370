import { describe, expect, it } from 'vitest';
import { offZone } from '../../../client/wall/off-zone.ts';
import { aDish, aKitchen, anIngredient, left, minutesAgo, off, offFor } from './builders.ts';

const salmon = anIngredient('salmon');
const dill = anIngredient('dill');
const tartare = aDish('tartare', { salmon: 90, dill: 2 });
const sashimi = aDish('sashimi', { salmon: 120 });
const soup = aDish('soup');
const items = [salmon, dill, tartare, sashimi, soup];

describe('what cannot be served', () => {
  it('says why, since when, until when and by whom', () => {
    const mark = off({ reason: 'Quality', until: 'end-of-day', by: 'Anna' });
    expect(offZone(aKitchen({ items, stock: { soup: mark } })).entries).toMatchObject([
      { name: 'soup', why: 'Quality', since: minutesAgo(30), until: 'end-of-day', by: 'Anna', takes: 0 },
    ]);
  });

  it('says what happened where nobody gave a reason', () => {
    const why = (cause: 'stock' | 'countdown' | 'hand') =>
      offZone(aKitchen({ items, stock: { soup: off({ cause }) } })).entries[0]?.why;
    expect([why('stock'), why('countdown'), why('hand')]).toEqual(['ran out', 'sold out', '']);
  });

  it('puts dishes under the component they lack, by name', () => {
    const stock = {
      salmon: off({ reason: 'Quality' }),
      tartare: offFor('salmon'),
      sashimi: offFor('salmon'),
    };
    expect(offZone(aKitchen({ items, stock }))).toMatchObject({
      count: '2 dishes',
      asides: [],
      entries: [
        { key: '86 salmon', why: 'Quality', takes: 2, dishes: [{ name: 'sashimi' }, { name: 'tartare' }] },
      ],
    });
  });

  it('lets a single dish speak for itself, with what it lacks', () => {
    const stock = { dill: off({ reason: 'wilted' }), tartare: offFor('dill') };
    expect(offZone(aKitchen({ items, stock })).entries).toMatchObject([
      { key: '86 tartare', itemId: 'tartare', why: 'no dill: wilted', takes: 0 },
    ]);
  });

  it('puts a dish that lacks several under the one that takes most dishes', () => {
    const stock = {
      salmon: off(),
      dill: off(),
      tartare: offFor('dill', 'salmon'),
      sashimi: offFor('salmon'),
    };
    expect(offZone(aKitchen({ items, stock })).entries).toMatchObject([{ key: '86 salmon', takes: 2 }]);
  });

  it('says how much is left of what is too little for one dish', () => {
    const because = [{ itemId: 'salmon', problem: 'short' as const, left: 40, needed: 90 }];
    const short = off({ cause: 'recipe', because });
    const why = (dishes: object) =>
      offZone(aKitchen({ items, stock: { salmon: left(40), ...dishes } })).entries[0]?.why;
    expect(why({ tartare: short })).toBe('salmon: only 40 g left');
    expect(why({ tartare: short, sashimi: short })).toBe('only 40 g left');
  });

  it('mentions what takes no dish with it in a quiet line, with the reason somebody gave', () => {
    const stock = { dill: off({ reason: 'wilted' }), salmon: off({ cause: 'stock' }) };
    expect(offZone(aKitchen({ items: [salmon, dill], stock }))).toMatchObject({
      entries: [],
      asides: [{ words: 'dill (wilted)' }, { words: 'salmon' }],
      count: '',
    });
  });

  it('leaves out parts of recipes that nobody counts, unless a person took them off', () => {
    const puree = anIngredient('puree', { stocked: false });
    const asides = (cause: 'recipe' | 'hand') =>
      offZone(aKitchen({ items: [puree], stock: { puree: off({ cause }) } })).asides;
    expect(asides('recipe')).toEqual([]);
    expect(asides('hand')).toHaveLength(1);
  });

  it('shows what just went off first, then what takes most dishes, then by name', () => {
    const stock = {
      salmon: off(),
      tartare: offFor('salmon'),
      sashimi: offFor('salmon'),
      soup: off({ since: minutesAgo(2) }),
      bread: off(),
      cake: off(),
    };
    const kitchen = aKitchen({ items: [...items, aDish('cake'), aDish('bread')], stock });
    expect(offZone(kitchen).entries.map(({ name }) => name)).toEqual(['soup', 'salmon', 'bread', 'cake']);
  });

  it('asks to be looked at again when another dish goes off with the same component', () => {
    const stamp = (dishes: object) =>
      offZone(aKitchen({ items, stock: { salmon: off(), ...dishes } })).entries[0]?.stamp;
    const [both, alone] = [{ tartare: offFor('salmon'), sashimi: offFor('salmon') }, {}];
    expect(stamp(both)).not.toBe(stamp({ ...both, soup: offFor('salmon') }));
    expect(stamp(alone)).toBeUndefined();
  });
});
