import Type, { type Static } from 'typebox';
import { ItemPatch } from './item.schema.ts';

const strict = { additionalProperties: false };
/** As many items can be changed at once. */
export const MOST_AT_ONCE = 10_000;

const { category, importance, sellable, parLevel, reorderPoint, shelfLifeDays } = ItemPatch.properties;

/** What can be changed of many items at once. */
export const BulkPatch = Type.Object(
  { category, importance, sellable, parLevel, reorderPoint, shelfLifeDays },
  { ...strict, minProperties: 1 },
);
export type BulkPatch = Static<typeof BulkPatch>;

export const ItemChange = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    version: Type.Optional(Type.Integer({ description: 'Only if it is what is there still' })),
    set: BulkPatch,
  },
  strict,
);
export type ItemChange = Static<typeof ItemChange>;

export const ItemChanges = Type.Object(
  { changes: Type.Array(ItemChange, { minItems: 1, maxItems: MOST_AT_ONCE }) },
  strict,
);
export type ItemChanges = Static<typeof ItemChanges>;

/** A dry run unless it is `true`: then all of it is done in one transaction, or nothing. */
export const CommitQuery = Type.Object({ commit: Type.Optional(Type.Enum(['true', 'false'])) }, strict);

/** An item that stays as it is, and why; `harmless`: it is so already. */
export const LeftItem = Type.Object({
  itemId: Type.String(),
  name: Type.String(),
  why: Type.String(),
  harmless: Type.Boolean(),
});
export type LeftItem = Static<typeof LeftItem>;

/** What would change, or has changed: `before` and `after` have what differs; `version` is that of the item afterwards. */
export const ItemChangesAnswer = Type.Object({
  committed: Type.Boolean(),
  changes: Type.Array(
    Type.Object({
      ...{ itemId: Type.String(), name: Type.String(), unit: Type.String(), version: Type.Integer() },
      before: Type.Partial(BulkPatch),
      after: Type.Partial(BulkPatch),
    }),
  ),
  left: Type.Array(LeftItem),
});
export type ItemChangesAnswer = Static<typeof ItemChangesAnswer>;
