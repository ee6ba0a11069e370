import Type, { type Static } from 'typebox';
import { FieldError } from '../errors.ts';
import { Sku } from '../items/item.schema.ts';
import { PositiveQuantity } from '../quantity.ts';
import { Instant } from '../time.ts';

export const MAX_SALES_PER_REQUEST = 1000;

export const Sale = Type.Object(
  {
    externalId: Type.String({ minLength: 1, maxLength: 128 }),
    soldAt: Instant,
    lines: Type.Array(
      Type.Object({ sku: Sku, quantity: PositiveQuantity }, { additionalProperties: false }),
      {
        minItems: 1,
        maxItems: 500,
      },
    ),
  },
  { additionalProperties: false },
);
export type Sale = Static<typeof Sale>;

/** Each sale is checked by itself against {@link Sale}, so that one bad sale does not stop the others. */
export const SalesInput = Type.Object(
  {
    sales: Type.Array(
      Type.Unsafe<unknown>({ description: 'A sale: externalId, soldAt, lines of sku and quantity' }),
      {
        minItems: 1,
        maxItems: MAX_SALES_PER_REQUEST,
      },
    ),
  },
  { additionalProperties: false },
);
export type SalesInput = Static<typeof SalesInput>;

export const SaleResult = Type.Object({
  externalId: Type.Union([Type.String(), Type.Null()]),
  status: Type.Enum(['accepted', 'duplicate', 'rejected']),
  errors: Type.Optional(Type.Array(FieldError)),
});
export type SaleResult = Static<typeof SaleResult>;

export const SalesAnswer = Type.Object({ results: Type.Array(SaleResult) });
export type SalesAnswer = Static<typeof SalesAnswer>;
