import type { Importance, Item, ItemInput, ItemPatch, RecipeLine } from '../../shared/items/item.schema.ts';
import { fromThousandths, isQuantity, toThousandths } from '../../shared/quantity.ts';
import { readQuantity } from '../orders/line-task.ts';
import { circleThrough } from './recipe-circle.ts';

export interface PackDraft {
  id: number;
  name: string;
  quantity: string;
}

/** A line of a recipe as it is filled in. */
export interface StepDraft {
  id: number;
  sku: string;
  quantity: string;
  /** Empty: the component's stock unit. */
  unit: string;
}

/** An item as it is filled in. */
export interface ItemDraft {
  sku: string;
  name: string;
  unit: string;
  category: string;
  importance: Importance;
  sellable: boolean;
  stocked: boolean;
  parLevel: string;
  reorderPoint: string;
  shelfLifeDays: string;
  packs: PackDraft[];
  recipe: StepDraft[];
  recipeYield: string;
}

export type Mistakes = Readonly<Record<string, string>>;

let ids = 0;
const AN_AMOUNT = 'Above 0, with three decimals at most.';
const MOST_YIELD = 1_000_000;
const MOST_DAYS = 3650;

export function aPack(name = '', quantity = ''): PackDraft {
  return { id: ++ids, name, quantity };
}

export function aStep({ sku = '', quantity = '', unit = '' }: Partial<StepDraft> = {}): StepDraft {
  return { id: ++ids, sku, quantity, unit };
}

const text = (value: number | null | undefined): string => `${value ?? ''}`;

/** An item that is there as it is filled in, or an empty form. */
export function itemDraftOf(item: Item | null): ItemDraft {
  return {
    sku: item?.sku ?? '',
    name: item?.name ?? '',
    unit: item?.unit ?? 'each',
    category: item?.category ?? '',
    importance: item?.importance ?? 'B',
    sellable: item?.sellable ?? true,
    stocked: item?.stocked ?? true,
    parLevel: text(item?.parLevel),
    reorderPoint: text(item?.reorderPoint),
    shelfLifeDays: text(item?.shelfLifeDays),
    packs: (item?.packs ?? []).map(({ name, quantity }) => aPack(name, `${quantity}`)),
    recipe: (item?.recipe ?? []).map(({ sku, quantity, unit }) =>
      aStep({ sku, quantity: `${quantity}`, unit: unit ?? '' }),
    ),
    recipeYield: text(item?.recipeYield ?? 1),
  };
}

/** Rows that nothing was typed into are not meant. */
export function filledPacks({ packs }: Pick<ItemDraft, 'packs'>): PackDraft[] {
  return packs.filter(({ name, quantity }) => name.trim() !== '' || quantity.trim() !== '');
}

export function filledSteps({ recipe }: Pick<ItemDraft, 'recipe'>): StepDraft[] {
  return recipe.filter(({ sku, quantity }) => sku !== '' || quantity.trim() !== '');
}

/**
 * What in a draft cannot be sent, by the pointer at which the server would say it. `all` finds out what would be made of
 * itself.
 */
export function itemMistakes(draft: ItemDraft, isNew: boolean, all: readonly Item[]): Mistakes {
  const found: [string, string | undefined][] = [
    ['/sku', isNew ? skuMistake(draft.sku, all) : undefined],
    ['/name', draft.name.trim() === '' ? 'What is it called?' : undefined],
    ['/unit', draft.unit.trim() === '' ? 'What is it counted in? each, kg, l, portion …' : undefined],
    ['/parLevel', levelMistake(draft.parLevel)],
    ['/reorderPoint', levelMistake(draft.reorderPoint) ?? orderMistake(draft)],
    ['/shelfLifeDays', daysMistake(draft.shelfLifeDays)],
    ['/recipeYield', yieldMistake(draft)],
    ...packMistakes(draft),
    ...stepMistakes(draft, all),
  ];
  return Object.fromEntries(found.flatMap(([at, why]) => (why === undefined ? [] : [[at, why]])));
}

function skuMistake(sku: string, all: readonly Item[]): string | undefined {
  if (sku.trim() === '') return 'A short code of your own, as your till has it.';
  const taken = all.find((item) => item.sku === sku.trim());
  return taken && `${taken.name} has this code already.`;
}

function levelMistake(level: string): string | undefined {
  return readLevel(level) === undefined ? 'A number from 0 on, with three decimals at most.' : undefined;
}

function orderMistake({ parLevel, reorderPoint }: ItemDraft): string | undefined {
  const [par, low] = [readLevel(parLevel) ?? null, readLevel(reorderPoint) ?? null];
  return par !== null && low !== null && low > par
    ? 'Above what is held: it would always be low.'
    : undefined;
}

function daysMistake(days: string): string | undefined {
  const value = days.trim();
  const isRight = value === '' || (/^[1-9]\d{0,3}$/.test(value) && Number(value) <= MOST_DAYS);
  return isRight ? undefined : 'Whole days from 1 on.';
}

function yieldMistake(draft: ItemDraft): string | undefined {
  const made = readQuantity(draft.recipeYield);
  if (filledSteps(draft).length === 0) return undefined;
  if (made === null) return AN_AMOUNT;
  return made > MOST_YIELD ? 'A million at most.' : undefined;
}

function packMistakes(draft: ItemDraft): [string, string | undefined][] {
  const packs = filledPacks(draft);
  const isTwice = (name: string, at: number): boolean =>
    packs.findIndex((pack) => pack.name.trim() === name.trim()) < at;
  return packs.flatMap(({ name, quantity }, at): [string, string | undefined][] => [
    [
      `/packs/${at}/name`,
      name.trim() === '' ? 'What is it called?' : isTwice(name, at) ? 'There is one called so.' : undefined,
    ],
    [`/packs/${at}/quantity`, readQuantity(quantity) === null ? AN_AMOUNT : undefined],
  ]);
}

function stepMistakes(draft: ItemDraft, all: readonly Item[]): [string, string | undefined][] {
  const steps = filledSteps(draft);
  const isTwice = (sku: string, at: number): boolean => steps.findIndex((step) => step.sku === sku) < at;
  return steps.flatMap(({ sku, quantity }, at): [string, string | undefined][] => [
    [
      `/recipe/${at}/sku`,
      sku === ''
        ? 'What goes in?'
        : isTwice(sku, at)
          ? 'It is listed twice; add the two up.'
          : circleThrough(draft.sku, sku, all),
    ],
    [`/recipe/${at}/quantity`, readQuantity(quantity) === null ? AN_AMOUNT : undefined],
  ]);
}

/** Null for an empty field, undefined for what is none. */
function readLevel(level: string): number | null | undefined {
  if (level.trim() === '') return null;
  const value = Number(level.trim().replace(',', '.'));
  return value >= 0 && isQuantity(value) ? fromThousandths(toThousandths(value)) : undefined;
}

/** A draft without mistakes, as a whole item. */
export function itemInputOf(draft: ItemDraft): Required<ItemInput> {
  return {
    sku: draft.sku.trim(),
    name: draft.name.trim(),
    unit: draft.unit.trim(),
    category: draft.category.trim(),
    importance: draft.importance,
    sellable: draft.sellable,
    stocked: draft.stocked,
    parLevel: readLevel(draft.parLevel) ?? null,
    reorderPoint: readLevel(draft.reorderPoint) ?? null,
    shelfLifeDays: draft.shelfLifeDays.trim() === '' ? null : Number(draft.shelfLifeDays),
    packs: filledPacks(draft).map(({ name, quantity }) => ({
      name: name.trim(),
      quantity: readQuantity(quantity) ?? 0,
    })),
    recipe: filledSteps(draft).map(({ sku, quantity, unit }): RecipeLine => {
      return { sku, quantity: readQuantity(quantity) ?? 0, ...(unit !== '' && { unit }) };
    }),
    recipeYield: readQuantity(draft.recipeYield) ?? 1,
  };
}

const FIELDS = [
  ...(['name', 'unit', 'category', 'importance', 'sellable', 'stocked', 'parLevel'] as const),
  ...(['reorderPoint', 'shelfLifeDays', 'packs', 'recipe', 'recipeYield'] as const),
];

/** The fields in which `to` differs from `from`, as `to` has them; null where they are the same. */
export function patchOf(from: Required<ItemPatch>, to: Required<ItemPatch>): ItemPatch | null {
  const changed = FIELDS.filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]));
  return changed.length === 0 ? null : Object.fromEntries(changed.map((field) => [field, to[field]]));
}

/** What puts an item back to how it was before a patch. */
export function undoOf(before: Required<ItemPatch>, patch: ItemPatch): ItemPatch {
  return Object.fromEntries(FIELDS.filter((field) => field in patch).map((field) => [field, before[field]]));
}

/** An item somebody else changed meanwhile: what was typed stays, all else is as they left it. */
export function mergeDraft(mine: ItemDraft, before: Item, theirs: Item): ItemDraft {
  const [was, is] = [itemDraftOf(before), itemDraftOf(theirs)];
  const bare = (value: unknown): string =>
    JSON.stringify(value, (key, it: unknown) => (key === 'id' ? undefined : it));
  const typed = FIELDS.filter((field) => bare(mine[field]) !== bare(was[field]));
  return { ...is, ...Object.fromEntries(typed.map((field) => [field, mine[field]])) };
}

/** What the fields are called, for telling which were changed. */
const FIELD_WORDS: Readonly<Record<(typeof FIELDS)[number], string>> = {
  name: 'the name',
  unit: 'the unit',
  category: 'the category',
  importance: 'the importance',
  sellable: 'whether it is sold',
  stocked: 'whether it is counted',
  parLevel: 'what is held',
  reorderPoint: 'when it is low',
  shelfLifeDays: 'how long it keeps',
  packs: 'the packs',
  recipe: 'the recipe',
  recipeYield: 'what a batch makes',
};

export function changedWords(before: Item, theirs: Item): string[] {
  const patch = patchOf(asWhole(before), asWhole(theirs)) ?? {};
  return FIELDS.filter((field) => field in patch).map((field) => FIELD_WORDS[field]);
}

/** What of an item can be written. */
export function asWhole(item: Item): Required<ItemInput> {
  const { id: _, version: __, ...writable } = item;
  return writable;
}
