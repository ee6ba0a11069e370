import type { Item, ItemPatch } from '../../shared/items/item.schema.ts';
import { asWhole, itemDraftOf, type ItemDraft } from './item-draft.ts';

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
