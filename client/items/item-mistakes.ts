import type { Item } from '../../shared/items/item.schema.ts';
import { readQuantity } from '../orders/line-task.ts';
import { filledPacks, filledSteps, readLevel, type ItemDraft } from './item-draft.ts';
import { circleThrough } from './recipe-circle.ts';

export type Mistakes = Readonly<Record<string, string>>;

const AN_AMOUNT = 'Above 0, with three decimals at most.';
const MOST_YIELD = 1_000_000;
const MOST_DAYS = 3650;

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
