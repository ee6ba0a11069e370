import type { Importance, Item, ItemInput, RecipeLine } from '../../shared/items/item.schema.ts';
import { fromThousandths, isQuantity, toThousandths } from '../../shared/quantity.ts';
import { readQuantity } from '../orders/line-task.ts';

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

let ids = 0;

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

/** Null for an empty field, undefined for what is none. */
export function readLevel(level: string): number | null | undefined {
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

/** What of an item can be written. */
export function asWhole(item: Item): Required<ItemInput> {
  const { id: _, version: __, ...writable } = item;
  return writable;
}
