import Type, { type Static } from 'typebox';
import { Pack, Sku } from '../items/item.schema.ts';
import { Instant } from '../time.ts';

export const CountSheetQuery = Type.Object(
  {
    at: Type.Optional(
      Type.String({ format: 'date-time', description: 'When it was counted; now when absent' }),
    ),
  },
  { additionalProperties: false },
);

/** `expected` is what the ledger says was on hand at the time; `since` is by how much that has changed after it. */
export const CountLine = Type.Object({
  itemId: Type.String(),
  sku: Sku,
  name: Type.String(),
  unit: Type.String(),
  packs: Type.Array(Pack),
  expected: Type.Number(),
  since: Type.Number(),
});
export type CountLine = Static<typeof CountLine>;

/** In the order of walking past; what has no shelf stands under its category, after the others. */
export const CountShelf = Type.Object({
  name: Type.String(),
  placed: Type.Boolean({ description: 'False where it is a category' }),
  lines: Type.Array(CountLine),
});
export type CountShelf = Static<typeof CountShelf>;

export const CountSheet = Type.Object({ at: Instant, shelves: Type.Array(CountShelf) });
export type CountSheet = Static<typeof CountSheet>;

/** All shelves, in their order, and what lies on each in its order. What is left out has no shelf any more. */
export const ShelvesInput = Type.Object(
  {
    shelves: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 60, pattern: '^\\S(.*\\S)?$' }),
          skus: Type.Array(Sku, { minItems: 1, maxItems: 5000 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 500 },
    ),
  },
  { additionalProperties: false },
);
export type ShelvesInput = Static<typeof ShelvesInput>;
