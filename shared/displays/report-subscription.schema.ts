import Type, { type Static } from 'typebox';
import { CustomerLanguage } from '../orders/order.schema.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

export const SUBSCRIBED_PARTS = ['stock-outs', 'waste', 'orders', 'inventory'] as const;
export type SubscribedPart = (typeof SUBSCRIBED_PARTS)[number];

/** How often: of each day, of each week on Mondays, of each month on its first day. */
export const RHYTHMS = ['day', 'week', 'month'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

const fields = {
  storeIds: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 100 }),
  parts: Type.Array(Type.Enum(SUBSCRIBED_PARTS), { minItems: 1, maxItems: 4 }),
  every: Type.Enum(RHYTHMS),
  at: Type.String({
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
    description: 'Local time; with several stores, once it is that time in all of them',
  }),
  language: CustomerLanguage,
};

/** Which reports somebody wants by e-mail, and when. */
export const ReportSubscriptionInput = Type.Object(fields, strict);
export type ReportSubscriptionInput = Static<typeof ReportSubscriptionInput>;

/** What became of the last mail. `waiting`: it is on its way, or is tried again; `problem` says why it did not go through. */
export const LastReportMail = Type.Object({
  state: Type.Enum(['waiting', 'sent', 'failed']),
  at: Instant,
  problem: Type.Optional(Type.String()),
});

export const ReportSubscription = Type.Object({
  id: Type.String(),
  ...fields,
  nextAt: Instant,
  last: Type.Optional(LastReportMail),
});
export type ReportSubscription = Static<typeof ReportSubscription>;

/** One's own; without an address nothing can be sent. */
export const ReportSubscriptions = Type.Object({
  email: Type.Optional(Type.String()),
  items: Type.Array(ReportSubscription),
});
export type ReportSubscriptions = Static<typeof ReportSubscriptions>;
