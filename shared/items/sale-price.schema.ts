import Type, { type Static } from 'typebox';
import { Money } from '../money.ts';
import { Sku } from './item.schema.ts';

/** What a store takes for one unit of something it sells; absent where nobody said. */
export const SalePrice = Type.Object({
  itemId: Type.String(),
  sku: Sku,
  name: Type.String(),
  unit: Type.String(),
  category: Type.String(),
  price: Type.Optional(Money),
});
export type SalePrice = Static<typeof SalePrice>;

/** Everything that is sold, by category and name. */
export const SalePrices = Type.Object({ items: Type.Array(SalePrice) });
export type SalePrices = Static<typeof SalePrices>;

/** Of those that are named; the others stay as they are. Null takes a price away. */
export const SalePricesInput = Type.Object(
  {
    prices: Type.Array(
      Type.Object({ sku: Sku, price: Type.Union([Money, Type.Null()]) }, { additionalProperties: false }),
      { minItems: 1, maxItems: 5000 },
    ),
  },
  { additionalProperties: false },
);
export type SalePricesInput = Static<typeof SalePricesInput>;
