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

/** What an item hangs together with in a store; a part is absent for whoever may not see it. */
export const ItemOverview = Type.Object({
  madeOf: Type.Array(RecipeStep),
  usedIn: Type.Array(RecipeStep),
  coming: Type.Array(Coming),
  sources: Type.Optional(Type.Array(Source)),
  claims: Type.Optional(Type.Array(Claim)),
});
export type ItemOverview = Static<typeof ItemOverview>;
