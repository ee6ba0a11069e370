import Type, { type Static } from 'typebox';
import { PositiveQuantity, Quantity } from '../quantity.ts';

const strict = { additionalProperties: false };

export const Importance = Type.Enum(['A', 'B', 'C']);
export type Importance = Static<typeof Importance>;

export const Sku = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^\\S(.*\\S)?$',
  description: 'Unique code of an item, without spaces at either end',
});

/** A declared pack: "1 case = 12 each". `quantity` is in the item's stock unit. */
export const Pack = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 20 }), quantity: PositiveQuantity },
  strict,
);
export type Pack = Static<typeof Pack>;

/** `unit` defaults to the component's stock unit; any convertible unit or one of its packs is accepted. */
export const RecipeLine = Type.Object(
  { sku: Sku, quantity: PositiveQuantity, unit: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })) },
  strict,
);
export type RecipeLine = Static<typeof RecipeLine>;

const writable = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  unit: Type.String({
    minLength: 1,
    maxLength: 20,
    description: 'Stock unit: each, g, kg, ml, l, portion …',
  }),
  category: Type.String({ maxLength: 60 }),
  importance: Importance,
  sellable: Type.Boolean(),
  stocked: Type.Boolean(),
  recipe: Type.Array(RecipeLine, { maxItems: 200 }),
  recipeYield: Type.Number({
    multipleOf: 0.001,
    minimum: 0.001,
    maximum: 1_000_000,
    description: 'How many units of this item one batch of the recipe makes',
  }),
  packs: Type.Array(Pack, { maxItems: 20 }),
  parLevel: Type.Union([Quantity, Type.Null()], { description: 'Level to hold, in the stock unit' }),
  reorderPoint: Type.Union([Quantity, Type.Null()], {
    description: 'Low at or below this; one third of the par level when absent',
  }),
  shelfLifeDays: Type.Union([Type.Integer({ minimum: 1, maximum: 3650 }), Type.Null()]),
};

export const ItemInput = Type.Object(
  {
    sku: Sku,
    name: writable.name,
    unit: writable.unit,
    category: Type.Optional(writable.category),
    importance: Type.Optional(writable.importance),
    sellable: Type.Optional(writable.sellable),
    stocked: Type.Optional(writable.stocked),
    recipe: Type.Optional(writable.recipe),
    recipeYield: Type.Optional(writable.recipeYield),
    packs: Type.Optional(writable.packs),
    parLevel: Type.Optional(writable.parLevel),
    reorderPoint: Type.Optional(writable.reorderPoint),
    shelfLifeDays: Type.Optional(writable.shelfLifeDays),
  },
  strict,
);
export type ItemInput = Static<typeof ItemInput>;

export const ItemPatch = Type.Partial(Type.Omit(ItemInput, ['sku']), { ...strict, minProperties: 1 });
export type ItemPatch = Static<typeof ItemPatch>;

export const Item = Type.Object({ id: Type.String(), sku: Sku, ...writable, version: Type.Integer() });
export type Item = Static<typeof Item>;
