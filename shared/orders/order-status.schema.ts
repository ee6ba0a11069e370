import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';
import { CancelInput, CustomerLanguage, OrderStatus, Substitution } from './order.schema.ts';

const strict = { additionalProperties: false };

/** A line as its customer sees it. `expected` is the date told: the 80 % date. */
export const StatusLine = Type.Object({
  lineId: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  quantity: Type.Number(),
  fulfilled: Type.Number(),
  ready: Type.Number(),
  awaited: Type.Number(),
  cancelled: Type.Number(),
  expected: Type.Optional(Type.Object({ likely: Instant, latest: Instant })),
  substitution: Type.Optional(Substitution),
});
export type StatusLine = Static<typeof StatusLine>;

/** Something that happened to the order, newest first, in words for the customer. */
export const StatusEvent = Type.Object({
  at: Instant,
  kind: Type.Enum(['placed', 'backordered', 'moved', 'ready', 'cancelled', 'substitute']),
  name: Type.Optional(Type.String()),
  quantity: Type.Optional(Type.Number()),
  unit: Type.Optional(Type.String()),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  reason: Type.Optional(Type.String()),
});
export type StatusEvent = Static<typeof StatusEvent>;

/** What whoever has the link may see: one order, and no address. */
export const OrderStatusView = Type.Object({
  number: Type.Integer(),
  status: OrderStatus,
  store: Type.Object({ name: Type.String(), timeZone: Type.String() }),
  customerName: Type.String(),
  language: CustomerLanguage,
  shipComplete: Type.Boolean(),
  placedAt: Instant,
  neededBy: Type.Optional(Instant),
  closedAt: Type.Optional(Instant),
  lines: Type.Array(StatusLine),
  events: Type.Array(StatusEvent),
  unsubscribed: Type.Boolean(),
  /** The key a browser subscribes to push with; absent where push is not set up. */
  pushKey: Type.Optional(Type.String()),
});
export type OrderStatusView = Static<typeof OrderStatusView>;

export const StatusCancelInput = CancelInput;

export const PushInput = Type.Object(
  {
    endpoint: Type.String({ format: 'uri', pattern: '^https://', maxLength: 1000 }),
    keys: Type.Object(
      {
        p256dh: Type.String({ pattern: '^[A-Za-z0-9_-]{80,100}=*$' }),
        auth: Type.String({ pattern: '^[A-Za-z0-9_-]{20,30}=*$' }),
      },
      strict,
    ),
  },
  strict,
);
export type PushInput = Static<typeof PushInput>;

export const SubscriptionInput = Type.Object({ subscribed: Type.Boolean() }, strict);
export type SubscriptionInput = Static<typeof SubscriptionInput>;
