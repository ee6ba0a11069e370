import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { PositiveQuantity } from '../quantity.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

/**
 * Goods on their way. What is received of the item counts against what was expected first, save what another store sent,
 * which is received as its transfer. Those of a purchase order or a transfer are changed through that. `waiting`: how many lines of customers' orders wait for the item.
 */
export const ExpectedDelivery = Type.Object({
  deliveryId: Type.String(),
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  quantity: Type.Number(),
  arrived: Type.Number(),
  supplier: Type.String(),
  firstExpectedAt: Instant,
  expectedAt: Instant,
  reason: Type.Optional(Type.String()),
  state: Type.Enum(['expected', 'late', 'arrived', 'cancelled']),
  arrivedAt: Type.Optional(Instant),
  purchaseOrder: Type.Optional(Type.Object({ poId: Type.String(), number: Type.Integer() })),
  transfer: Type.Optional(Type.Object({ transferId: Type.String(), number: Type.Integer() })),
  waiting: Type.Integer(),
});
export type ExpectedDelivery = Static<typeof ExpectedDelivery>;

export const ExpectedDeliveryInput = Type.Object(
  {
    sku: Sku,
    quantity: PositiveQuantity,
    unit: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
    expectedAt: Instant,
    supplier: Type.Optional(Type.String({ maxLength: 80 })),
  },
  strict,
);
export type ExpectedDeliveryInput = Static<typeof ExpectedDeliveryInput>;

/** A delay, an earlier date, or another quantity, with the reason that was given. */
export const ExpectedDeliveryPatch = Type.Object(
  {
    expectedAt: Type.Optional(Instant),
    quantity: Type.Optional(PositiveQuantity),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { ...strict, minProperties: 1 },
);
export type ExpectedDeliveryPatch = Static<typeof ExpectedDeliveryPatch>;
