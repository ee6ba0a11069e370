import { describe, expect, it } from 'vitest';
import { runningZone } from '../../../client/wall/running-zone.ts';
import { aDish, aKitchen, anIngredient, left, off, offFor } from './builders.ts';

const salmon = anIngredient('salmon');
const lime = anIngredient('lime', { unit: 'each', reorderPoint: 20 });
const tartare = aDish('tartare', { salmon: 100, lime: 0.5 });
const sashimi = aDish('sashimi', { salmon: 150 });
const soup = aDish('soup');
const items = [salmon, lime, tartare, sashimi, soup];
const few = (servings: number) => ({ servings });
const limit = (remaining: number, over = {}) => ({
  availability: { state: 'limited' as const, cause: 'hand' as const, remaining, ...over },
});

describe('what is about to go', () => {
  it('says nothing while there is enough of everything', () => {
    expect(runningZone(aKitchen({ items }))).toEqual({ entries: [], asides: [], count: '' });
  });

  it('shows a countdown with what is left, why and until when', () => {
    const stock = { soup: limit(7, { reason: 'last pot', until: 'end-of-day', by: 'Anna' }) };
    expect(runningZone(aKitchen({ items, stock })).entries).toMatchObject([
      { name: 'soup', state: 'limited', figure: '7 left', why: 'last pot', until: 'end-of-day', by: 'Anna' },
    ]);
  });

  it('shows a low component with what is left and what it takes with it, the scarcest dish first', () => {
    const stock = { salmon: left(450), tartare: few(4), sashimi: few(3) };
    expect(runningZone(aKitchen({ items, stock }))).toMatchObject({
      count: '1',
      entries: [
        {
          key: 'few salmon',
          state: 'low',
          figure: '450 g',
          takes: 2,
          dishes: [
            { name: 'sashimi', left: 3 },
            { name: 'tartare', left: 4 },
          ],
        },
      ],
    });
  });

  it('names the dishes of a low component even while many can still be made', () => {
    const entries = runningZone(aKitchen({ items, stock: { lime: left(18) } })).entries;
    expect(entries).toMatchObject([{ figure: '18 left', takes: 1, dishes: [{ name: 'tartare' }] }]);
  });

  it('does not count dishes that are off already', () => {
    const stock = { salmon: left(450), sashimi: off(), tartare: few(4) };
    expect(runningZone(aKitchen({ items, stock })).entries).toMatchObject([{ takes: 1 }]);
  });

  it('lets a single dish speak for itself, with what there is of its component', () => {
    const entries = runningZone(
      aKitchen({ items, stock: { lime: { available: 3 }, tartare: few(6) } }),
    ).entries;
    expect(entries).toMatchObject([
      { name: 'tartare', figure: '6 left', why: '3 left of lime', state: 'low' },
    ]);
  });

  it('says of a countdown on a component which dishes it limits', () => {
    const because = [{ itemId: 'salmon', problem: 'limited' as const }];
    const limited = (remaining: number) => limit(remaining, { cause: 'recipe', because });
    const stock = { salmon: limit(900), tartare: limited(9), sashimi: limited(6) };
    expect(runningZone(aKitchen({ items, stock })).entries).toMatchObject([
      { name: 'salmon', state: 'limited', figure: '900 g', takes: 2 },
    ]);
  });

  it('mentions what takes no dish with it in a quiet line', () => {
    const gloves = anIngredient('gloves', { unit: 'each' });
    expect(runningZone(aKitchen({ items: [gloves], stock: { gloves: left(80) } }))).toMatchObject({
      entries: [],
      asides: [{ words: 'gloves 80 left' }],
    });
  });

  it('leaves to the other zones what is off, and to nobody what a person forced on', () => {
    const forced = { availability: { state: 'available' as const, cause: 'hand' as const } };
    const stock = { salmon: off(), tartare: offFor('salmon'), lime: { ...left(5), ...forced } };
    expect(runningZone(aKitchen({ items, stock })).entries).toEqual([]);
  });

  it('never counts what was never counted', () => {
    const stock = { salmon: { ...left(450), counted: false } };
    expect(runningZone(aKitchen({ items, stock })).entries).toEqual([]);
  });

  it('puts first what is gone first', () => {
    const stock = { soup: limit(5), salmon: left(450), tartare: few(4), sashimi: few(3), lime: left(15) };
    const names = runningZone(aKitchen({ items, stock })).entries.map(({ name }) => name);
    expect(names).toEqual(['salmon', 'soup', 'lime']);
  });
});
