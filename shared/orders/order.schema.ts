import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { PositiveQuantity } from '../quantity.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

/** Languages in which customers are told. */
export const CUSTOMER_LANGUAGES = ['en', 'de'] as const;
export const CustomerLanguage = Type.Enum(CUSTOMER_LANGUAGES);
export type CustomerLanguage = Static<typeof CustomerLanguage>;

/** What a customer agreed to be told by. Push needs a browser that asked for it, so it has no address here. */
export const ToldBy = Type.Enum(['email', 'sms']);
export type ToldBy = Static<typeof ToldBy>;

export const LoyaltyTier = Type.Integer({ minimum: 0, maximum: 3 });

/**
 * Who orders. Somebody with the same e-mail address, else the same phone number, is the same customer, and what is said
 * here is what is known of them from now on. `toldBy` defaults to every address that is given.
 */
export const CustomerInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    phone: Type.Optional(
      Type.String({ minLength: 4, maxLength: 30, description: 'With the country code: +43 …' }),
    ),
    loyaltyTier: Type.Optional(LoyaltyTier),
    language: Type.Optional(CustomerLanguage),
    toldBy: Type.Optional(Type.Array(ToldBy, { uniqueItems: true })),
  },
  strict,
);
export type CustomerInput = Static<typeof CustomerInput>;

export const Customer = Type.Object({
  customerId: Type.String(),
  name: Type.String(),
  email: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  loyaltyTier: LoyaltyTier,
  language: CustomerLanguage,
  toldBy: Type.Array(ToldBy),
  unsubscribed: Type.Boolean(),
});
export type Customer = Static<typeof Customer>;

export const OrderInput = Type.Object(
  {
    externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    customer: CustomerInput,
    neededBy: Type.Optional(Instant),
    shipComplete: Type.Optional(
      Type.Boolean({ description: 'Nothing is set aside before all of it is there' }),
    ),
    notes: Type.Optional(Type.String({ maxLength: 500 })),
    lines: Type.Array(
      Type.Object(
        {
          sku: Sku,
          quantity: PositiveQuantity,
          unit: Type.Optional(
            Type.String({ minLength: 1, maxLength: 20, description: 'The stock unit when absent' }),
          ),
        },
        strict,
      ),
      { minItems: 1, maxItems: 200 },
    ),
  },
  strict,
);
export type OrderInput = Static<typeof OrderInput>;

/**
 * When a backordered quantity is expected. `latest` is the 80 % date, which is what the customer is told. `basis` says
 * what it rests on: the expected deliveries, and how many past deliveries their lateness is known from. A delivery without
 * an id is not ordered yet; then the promise holds if it is ordered before `orderBy`.
 */
export const BackorderPromise = Type.Object({
  earliest: Instant,
  likely: Instant,
  latest: Instant,
  basis: Type.Object({
    deliveries: Type.Array(
      Type.Object({
        deliveryId: Type.Optional(Type.String()),
        itemId: Type.String(),
        expectedAt: Instant,
        supplier: Type.String(),
      }),
    ),
    orderBy: Type.Optional(Instant),
    record: Type.Integer({ description: 'How many past deliveries the spread comes from' }),
    words: Type.String(),
  }),
});
export type BackorderPromise = Static<typeof BackorderPromise>;

/**
 * Why a line still waits. `stock`: there is too little of `itemIds`. `order`: its order ships complete, and other lines
 * wait for `itemIds`. `unavailable`: `itemIds` are 86'd by hand. `whole`: there is some, but the policy does not fill in
 * part. `queue`: there is some, but the policy lets nobody pass the line before it.
 */
export const Waiting = Type.Object({
  because: Type.Enum(['stock', 'order', 'unavailable', 'whole', 'queue']),
  itemIds: Type.Array(Type.String()),
  words: Type.String(),
});
export type Waiting = Static<typeof Waiting>;

export const Substitution = Type.Object({
  substitutionId: Type.String(),
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String({ description: 'The stock unit of what is offered' }),
  quantity: Type.Number(),
  state: Type.Enum(['asked', 'accepted', 'declined', 'withdrawn']),
  askedAt: Instant,
});
export type Substitution = Static<typeof Substitution>;

/** quantity = fulfilled + allocated + backordered + cancelled, in the item's stock unit. `returned` is part of fulfilled. */
export const OrderLine = Type.Object({
  lineId: Type.String(),
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  quantity: Type.Number(),
  fulfilled: Type.Number(),
  allocated: Type.Number(),
  backordered: Type.Number(),
  cancelled: Type.Number(),
  returned: Type.Number(),
  waiting: Type.Optional(Waiting),
  promise: Type.Optional(BackorderPromise),
  substitutions: Type.Array(Substitution),
});
export type OrderLine = Static<typeof OrderLine>;

/**
 * `backordered`: something waits and nothing is set aside. `partly-ready`: some of it may be handed over now. `ready`:
 * everything that is open may. `fulfilled`, `cancelled`: nothing is open; the latter if nothing was ever handed over.
 */
export const OrderStatus = Type.Enum(['backordered', 'partly-ready', 'ready', 'fulfilled', 'cancelled']);
export type OrderStatus = Static<typeof OrderStatus>;

export const Order = Type.Object({
  orderId: Type.String(),
  number: Type.Integer(),
  externalId: Type.Optional(Type.String()),
  status: OrderStatus,
  customer: Customer,
  neededBy: Type.Optional(Instant),
  shipComplete: Type.Boolean(),
  notes: Type.Optional(Type.String()),
  placedAt: Instant,
  placedBy: Type.String(),
  closedAt: Type.Optional(Instant),
  statusUrl: Type.String({ description: "The customer's page of this order" }),
  lines: Type.Array(OrderLine),
});
export type Order = Static<typeof Order>;

const LineQuantity = Type.Object(
  { lineId: Type.String({ format: 'uuid' }), quantity: PositiveQuantity },
  strict,
);
const Reason = Type.Optional(Type.String({ maxLength: 200 }));

/** Without lines: everything that is open. Of a line, what waits is given up before what is set aside. */
export const CancelInput = Type.Object(
  { lines: Type.Optional(Type.Array(LineQuantity, { minItems: 1, maxItems: 200 })), reason: Reason },
  strict,
);
export type CancelInput = Static<typeof CancelInput>;

/** What is handed over. Without lines: everything that is set aside. */
export const FulfilInput = Type.Object(
  { lines: Type.Optional(Type.Array(LineQuantity, { minItems: 1, maxItems: 200 })) },
  strict,
);
export type FulfilInput = Static<typeof FulfilInput>;

/** What was handed over and comes back; `restock` puts it into stock again. */
export const ReturnInput = Type.Object(
  {
    lines: Type.Array(LineQuantity, { minItems: 1, maxItems: 200 }),
    restock: Type.Boolean(),
    reason: Reason,
  },
  strict,
);
export type ReturnInput = Static<typeof ReturnInput>;

/** Offers the customer another item for what waits of a line; all of it when no quantity is given. */
export const SubstituteInput = Type.Object(
  { lineId: Type.String({ format: 'uuid' }), sku: Sku, quantity: Type.Optional(PositiveQuantity) },
  strict,
);
export type SubstituteInput = Static<typeof SubstituteInput>;

export const SubstitutionAnswer = Type.Object({ accept: Type.Boolean() }, strict);
export type SubstitutionAnswer = Static<typeof SubstitutionAnswer>;

/** What a screen knows of an open order: no customer, so that a wall may show it. */
export const OrderState = Type.Object({
  orderId: Type.String(),
  number: Type.Integer(),
  status: OrderStatus,
  neededBy: Type.Optional(Instant),
  shipComplete: Type.Boolean(),
  placedAt: Instant,
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      itemId: Type.String(),
      quantity: Type.Number(),
      fulfilled: Type.Number(),
      allocated: Type.Number(),
      backordered: Type.Number(),
      cancelled: Type.Number(),
    }),
  ),
});
export type OrderState = Static<typeof OrderState>;
