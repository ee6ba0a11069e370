import { describe, expect, it } from 'vitest';
import { costWords, gapWords } from '../../../client/items/cost-words.ts';
import {
  aPack,
  aStep,
  asWhole,
  itemDraftOf,
  itemInputOf,
  type ItemDraft,
} from '../../../client/items/item-draft.ts';
import { itemMistakes } from '../../../client/items/item-mistakes.ts';
import { changedWords, mergeDraft, patchOf, undoOf } from '../../../client/items/item-patch.ts';
import { recipeWorth, type Larder } from '../../../client/items/recipe-worth.ts';
import type { Item } from '../../../shared/items/item.schema.ts';

function anItem(sku: string, more: Partial<Item> = {}): Item {
  return {
    ...{ id: `id-${sku}`, sku, name: sku.toLowerCase(), unit: 'each', category: '', importance: 'B' },
    ...{ sellable: true, stocked: true, recipe: [], recipeYield: 1, packs: [] },
    ...{ parLevel: null, reorderPoint: null, shelfLifeDays: null, version: 3 },
    ...more,
  };
}

const SALMON = anItem('SALMON', { unit: 'kg', packs: [{ name: 'box', quantity: 5 }] });
const DILL = anItem('DILL', { unit: 'g' });
const GRAVLAX = anItem('GRAVLAX', {
  recipe: [
    { sku: 'SALMON', quantity: 2.4 },
    { sku: 'DILL', quantity: 120 },
  ],
  recipeYield: 12,
  parLevel: 24,
});
const BOX = anItem('BOX', { stocked: false, recipe: [{ sku: 'GRAVLAX', quantity: 2 }] });
const ALL = [SALMON, DILL, GRAVLAX, BOX];
const drafted = (item: Item | null, more: Partial<ItemDraft> = {}): ItemDraft => ({
  ...itemDraftOf(item),
  ...more,
});

describe('a draft of an item', () => {
  it('comes back as what it was drawn from, and only what changed is sent and undone', () => {
    expect(itemInputOf(itemDraftOf(GRAVLAX))).toEqual(asWhole(GRAVLAX));
    const draft = drafted(GRAVLAX, { parLevel: '30,5', recipe: [...itemDraftOf(GRAVLAX).recipe].reverse() });
    draft.packs.push(aPack());
    const patch = patchOf(asWhole(GRAVLAX), itemInputOf(draft))!;
    expect(patch).toEqual({ parLevel: 30.5, recipe: [...GRAVLAX.recipe].reverse() });
    expect(undoOf(asWhole(GRAVLAX), patch)).toEqual({ parLevel: 24, recipe: GRAVLAX.recipe });
    expect(patchOf(asWhole(GRAVLAX), itemInputOf(drafted(GRAVLAX)))).toBeNull();
  });

  it('says at each field and row what is wrong, rows that are empty left out', () => {
    const recipe = [
      ...[aStep(), aStep({ sku: 'BOX', quantity: '1' }), aStep({ quantity: '2' })],
      ...[aStep({ sku: 'DILL', quantity: '0.0001' }), aStep({ sku: 'DILL', quantity: '1' })],
    ];
    const packs = [aPack('case', '12'), aPack('case ', '6'), aPack('', '2')];
    const draft = drafted(GRAVLAX, { name: ' ', reorderPoint: '30', shelfLifeDays: '1.5', recipe, packs });
    expect(itemMistakes({ ...draft, recipeYield: '0' }, false, ALL)).toEqual({
      '/name': 'What is it called?',
      '/reorderPoint': 'Above what is held: it would always be low.',
      '/shelfLifeDays': 'Whole days from 1 on.',
      '/recipeYield': 'Above 0, with three decimals at most.',
      '/packs/1/name': 'There is one called so.',
      '/packs/2/name': 'What is it called?',
      '/recipe/0/sku': 'It is made of this itself: box → gravlax.',
      '/recipe/1/sku': 'What goes in?',
      '/recipe/2/quantity': 'Above 0, with three decimals at most.',
      '/recipe/3/sku': 'It is listed twice; add the two up.',
    });
    expect(itemMistakes(drafted(GRAVLAX), false, ALL)).toEqual({});
    const taken = drafted(null, { sku: 'DILL', name: 'Dill', parLevel: '-1' });
    expect(Object.keys(itemMistakes(taken, true, ALL))).toEqual(['/sku', '/parLevel']);
  });

  it('keeps what was typed when somebody else changed the rest', () => {
    const theirs = { ...GRAVLAX, parLevel: 36, name: 'Gravad lax', recipe: [], version: 4 };
    const merged = mergeDraft(drafted(GRAVLAX, { name: 'Graved', category: 'Fish' }), GRAVLAX, theirs);
    expect(merged).toMatchObject({ name: 'Graved', category: 'Fish', parLevel: '36', recipe: [] });
    expect(changedWords(GRAVLAX, theirs)).toEqual(['the name', 'what is held', 'the recipe']);
  });
});

describe('what a recipe comes to', () => {
  const larder: Larder = {
    bySku: new Map(ALL.map((item) => [item.sku, item])),
    costs: new Map([
      [SALMON.id, { cost: 1800, unpriced: [] }],
      [DILL.id, { cost: null, unpriced: ['dill'] }],
      [GRAVLAX.id, { cost: 360, unpriced: ['dill'] }],
    ]),
    stock: new Map([
      [SALMON.id, { available: 10, counted: true }],
      [DILL.id, { available: null, counted: false }],
      [BOX.id, { available: null, counted: false, servings: 3 }],
    ]),
  };
  const worthOf = (recipe: ItemDraft['recipe'], recipeYield = '1', unit = 'each') =>
    recipeWorth(drafted(null, { recipe, recipeYield, unit }), larder);

  it('is the cost of a unit and how many what is there makes, in any unit of the component', () => {
    expect(recipeWorth(drafted(GRAVLAX), larder)).toEqual({
      ...{ cost: 360, unpriced: ['dill'], makes: 50, limitedBy: 'salmon', uncounted: ['dill'] },
    });
    expect(worthOf([aStep({ sku: 'SALMON', quantity: '100', unit: 'g' })])).toMatchObject({
      ...{ cost: 180, makes: 100 },
    });
    expect(worthOf([aStep({ sku: 'SALMON', quantity: '0,5', unit: 'box' })], '7')).toMatchObject({
      ...{ cost: 4500 / 7, makes: 28 },
    });
    const smoked = [aStep({ sku: 'SALMON', quantity: '1.2' })];
    expect(worthOf(smoked, '1', 'kg')).toMatchObject({ makes: 8.333 });
    expect(worthOf([aStep({ sku: 'BOX', quantity: '2' })])).toMatchObject({ makes: 1, limitedBy: 'box' });
  });

  it('is nothing while a line is half written or its unit is unknown', () => {
    expect(worthOf([])).toBeNull();
    expect(worthOf([aStep({ sku: 'SALMON', quantity: '' })])).toBeNull();
    expect(worthOf([aStep({ sku: 'SALMON', quantity: '1', unit: 'lb' })])).toBeNull();
    expect(worthOf([aStep({ sku: 'SALMON', quantity: '1' })], '0')).toBeNull();
  });

  it('is told by the kilogram, with what has no price', () => {
    expect(costWords(0.4567, 'EUR', 'g')).toMatch(/4\.57 per kg/);
    expect(costWords(360, 'EUR', 'each')).toMatch(/3\.60 each/);
    expect(costWords(null, 'EUR', 'each')).toBe('');
    expect(gapWords({ unpriced: ['Dill'] })).toBe('without Dill, which has no price');
    expect(gapWords({ unpriced: ['a', 'b', 'c', 'd', 'e'] })).toBe(
      'without a, b, c and 2 more, which have no price',
    );
  });
});
