import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { PositiveQuantity, SignedQuantity } from '../quantity.ts';
import { Instant } from '../time.ts';

export const MovementType = Type.Enum([
  'sale',
  'receipt',
  'waste',
  'count',
  'transfer',
  'production',
  'return',
  'correction',
]);
export type MovementType = Static<typeof MovementType>;

const Unit = Type.String({
  minLength: 1,
  maxLength: 20,
  description:
    'Unit of `quantity`: the stock unit when absent, else a convertible unit or a pack of the item',
});

/**
 * What a person or program reports. `quantity` is what was wasted, produced, sent, returned to stock, or, for a count,
 * what was counted; only a correction may be negative. A transfer names the receiving store.
 */
export const MovementInput = Type.Object(
  {
    type: Type.Enum(['waste', 'count', 'production', 'transfer', 'return', 'correction']),
    sku: Sku,
    quantity: SignedQuantity,
    unit: Type.Optional(Unit),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
    at: Type.Optional(Instant),
    toStoreId: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
);
export type MovementInput = Static<typeof MovementInput>;

export const MovementsInput = Type.Object(
  { movements: Type.Array(MovementInput, { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false },
);
export type MovementsInput = Static<typeof MovementsInput>;

/** Goods that came in without a purchase order. */
export const ReceiptInput = Type.Object(
  {
    lines: Type.Array(
      Type.Object(
        { sku: Sku, quantity: PositiveQuantity, unit: Type.Optional(Unit) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 1000 },
    ),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
    at: Type.Optional(Instant),
  },
  { additionalProperties: false },
);
export type ReceiptInput = Static<typeof ReceiptInput>;

/** One row of the ledger. `quantity` is the signed change of on hand. */
export const Movement = Type.Object({
  id: Type.Integer(),
  itemId: Type.String(),
  sku: Type.String(),
  type: MovementType,
  quantity: Type.Number(),
  counted: Type.Optional(Type.Number()),
  at: Instant,
  recordedAt: Instant,
  reason: Type.Optional(Type.String()),
  by: Type.Optional(Type.String()),
  sourceId: Type.Optional(Type.String()),
  otherStoreId: Type.Optional(Type.String()),
});
export type Movement = Static<typeof Movement>;

export const MovementsAnswer = Type.Object({ movements: Type.Array(Movement) });
export type MovementsAnswer = Static<typeof MovementsAnswer>;
