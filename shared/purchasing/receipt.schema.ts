import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { Money } from '../money.ts';
import { PositiveQuantity, Quantity } from '../quantity.ts';
import { CalendarDay } from '../suppliers/supplier.schema.ts';
import { Instant } from '../time.ts';

/** Pictures are scaled down before they are sent: this is far above what one then takes. */
export const MAX_PHOTO_BYTES = 10_000_000;
export const MAX_PHOTOS = 30;
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

export const Lot = Type.String({ minLength: 1, maxLength: 60 });

/**
 * What came in place of what was ordered, in its own stock unit or `unit`. `insteadOf` is how much of what was ordered it
 * stands for, in the stock unit of that: so much is not waited for any more. All that is outstanding when it is absent;
 * 0 where what was ordered is still to come.
 */
export const SubstituteInput = Type.Object(
  {
    sku: Sku,
    quantity: PositiveQuantity,
    unit: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
    insteadOf: Type.Optional(Quantity),
    lot: Type.Optional(Lot),
    expiresAt: Type.Optional(CalendarDay),
  },
  { additionalProperties: false },
);
export type SubstituteInput = Static<typeof SubstituteInput>;

/** `insteadOf`: how much of what was ordered it stands for and is not waited for any more. */
export const ReceivedSubstitute = Type.Object({
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  quantity: Type.Number(),
  insteadOf: Type.Number(),
});

export const ReceiptPhoto = Type.Object({
  photoId: Type.String(),
  lineId: Type.String(),
  at: Instant,
  by: Type.String(),
});
export type ReceiptPhoto = Static<typeof ReceiptPhoto>;

/** What whoever receives a line has to know besides: what a pack was agreed to cost, and what its supplier may send instead. */
export const ReceivableLine = Type.Object({
  poId: Type.String(),
  lineId: Type.String(),
  packPrice: Type.Optional(Money),
  currency: Type.String(),
  substitutes: Type.Array(Type.String(), { description: 'Ids of items, the best first' }),
});
export type ReceivableLine = Static<typeof ReceivableLine>;
