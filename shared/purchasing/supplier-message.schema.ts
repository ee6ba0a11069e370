import Type, { type Static } from 'typebox';
import { Money } from '../money.ts';
import { Quantity } from '../quantity.ts';
import { CalendarDay } from '../suppliers/supplier.schema.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

/** Names a purchase order among those of all stores: its number, and the end of its store's id. */
export const OrderReference = Type.String({
  pattern: '^\\d{1,13}-[0-9A-F]{8}$',
  description: 'As it stands in the order: 1042-9F3A2B1C',
});

const SupplierSku = Type.String({ minLength: 1, maxLength: 64, description: "The supplier's own code" });
const Packs = Type.Number({ multipleOf: 0.001, minimum: 0, maximum: 1_000_000 });
const Note = Type.String({ maxLength: 500 });

/** How much of a line: in packs as ordered, or in the stock unit; neither: all that is still to come. */
const amount = { packs: Type.Optional(Packs), quantity: Type.Optional(Quantity) };

/**
 * What comes, and when. Without lines: everything as ordered. What is not confirmed of a line that is named is not waited
 * for any more; a line that is named more than once comes in several deliveries.
 */
export const OrderAcknowledged = Type.Object(
  {
    type: Type.Literal('order.acknowledged'),
    order: OrderReference,
    lines: Type.Optional(
      Type.Array(
        Type.Object({ supplierSku: SupplierSku, ...amount, expectedAt: Type.Optional(Instant) }, strict),
        { minItems: 1, maxItems: 1000 },
      ),
    ),
    note: Type.Optional(Note),
  },
  strict,
);

/** A later date, or an earlier one: of the whole order, or of some of its lines. */
export const OrderDelayed = Type.Object(
  {
    type: Type.Literal('order.delayed'),
    order: OrderReference,
    expectedAt: Instant,
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    supplierSkus: Type.Optional(Type.Array(SupplierSku, { minItems: 1, maxItems: 500 })),
  },
  strict,
);

/** Goods are on their way. Without lines: the next delivery as it was planned. */
export const OrderShipped = Type.Object(
  {
    type: Type.Literal('order.shipped'),
    order: OrderReference,
    expectedAt: Instant,
    lines: Type.Optional(
      Type.Array(Type.Object({ supplierSku: SupplierSku, ...amount }, strict), {
        minItems: 1,
        maxItems: 500,
      }),
    ),
    note: Type.Optional(Note),
  },
  strict,
);

/** New prices of a pack. Quantity breaks of an item go with the price they belonged to. */
export const PricesChanged = Type.Object(
  {
    type: Type.Literal('prices.changed'),
    prices: Type.Array(
      Type.Object(
        {
          supplierSku: SupplierSku,
          packPrice: Money,
          from: Type.Optional(CalendarDay),
          until: Type.Optional(CalendarDay),
        },
        strict,
      ),
      { minItems: 1, maxItems: 5000 },
    ),
  },
  strict,
);

/** What a supplier's program or file says, whichever way it comes. */
export const SupplierMessage = Type.Union([OrderAcknowledged, OrderDelayed, OrderShipped, PricesChanged]);
export type SupplierMessage = Static<typeof SupplierMessage>;

/** What became of a message. What was refused changed nothing, and may come again, corrected. */
export const InboxEntry = Type.Object({
  id: Type.String({ description: 'As the sender named it' }),
  via: Type.Enum(['api', 'files']),
  at: Instant,
  type: Type.String(),
  state: Type.Enum(['received', 'done', 'refused']),
  problem: Type.Optional(Type.String()),
  order: Type.Optional(Type.String()),
  storeId: Type.Optional(Type.String()),
  poId: Type.Optional(Type.String()),
});
export type InboxEntry = Static<typeof InboxEntry>;
