import Type, { type Static } from 'typebox';
import { Money } from '../money.ts';
import { StockStatus } from '../stock/stock.schema.ts';
import { Instant } from '../time.ts';

/** One step along a recipe. `quantity` is what one unit of the upper takes of the lower, in the lower's stock unit. */
const RecipeStep = Type.Object({
  itemId: Type.String(),
  name: Type.String(),
  quantity: Type.Number(),
  unit: Type.String({ description: 'Of `quantity`' }),
  available: Type.Union([Type.Number(), Type.Null()], {
    description: 'In its own stock unit; null where it is not counted',
  }),
  ownUnit: Type.String({ description: 'Of `available`' }),
  status: StockStatus,
});
export type RecipeStep = Static<typeof RecipeStep>;

const Source = Type.Object({
  supplierId: Type.String(),
  supplier: Type.String(),
  supplierSku: Type.String(),
  packName: Type.String(),
  packQuantity: Type.Number({ description: 'In the stock unit' }),
  packPrice: Type.Optional(Money),
  preferred: Type.Boolean(),
});

const Coming = Type.Object({
  deliveryId: Type.String(),
  supplier: Type.String(),
  quantity: Type.Number(),
  expectedAt: Instant,
  purchaseOrder: Type.Optional(Type.Object({ poId: Type.String(), number: Type.Integer() })),
});

const Claim = Type.Object({
  orderId: Type.String(),
  number: Type.Integer(),
  customer: Type.String(),
  allocated: Type.Number(),
  backordered: Type.Number(),
  promised: Type.Optional(Instant),
});

/** What one stock unit costs by what suppliers take today, in minor units, in fractions of them: a gram costs little. */
export const UnitCost = Type.Object({
  cost: Type.Union([Type.Number(), Type.Null()], {
    description:
      'Minor units of the currency for one stock unit, as far as prices are known; null where none is',
  }),
  unpriced: Type.Array(Type.String(), {
    description: 'Names of what it is made of without a known price; its own where it is bought',
  }),
});
export type UnitCost = Static<typeof UnitCost>;

/** What every item costs, in the currency of a store. */
export const ItemCosts = Type.Object({
  currency: Type.String(),
  items: Type.Array(Type.Object({ itemId: Type.String(), ...UnitCost.properties })),
});
export type ItemCosts = Static<typeof ItemCosts>;

/** What an item hangs together with in a store; a part is absent for whoever may not see it. */
export const ItemOverview = Type.Object({
  madeOf: Type.Array(RecipeStep),
  usedIn: Type.Array(RecipeStep),
  coming: Type.Array(Coming),
  sources: Type.Optional(Type.Array(Source)),
  claims: Type.Optional(Type.Array(Claim)),
  unitCost: Type.Optional(Type.Object({ currency: Type.String(), ...UnitCost.properties })),
});
export type ItemOverview = Static<typeof ItemOverview>;
