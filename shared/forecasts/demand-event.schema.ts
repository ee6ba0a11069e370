import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { Instant } from '../time.ts';

export const DEMAND_EVENT_KINDS = ['closed', 'booking', 'promotion', 'holiday', 'weather', 'other'] as const;
export const DemandEventKind = Type.Enum(DEMAND_EVENT_KINDS);
export type DemandEventKind = Static<typeof DemandEventKind>;

/** More than this much of the usual demand is a mistake. */
export const MAX_FACTOR = 20;
/** A longer one is a season, which forecasts follow by themselves. */
export const MAX_EVENT_DAYS = 92;
/** How far back, and ahead, events may be. */
export const EVENT_REACH_DAYS = 730;

const Day = Type.String({ format: 'date', description: 'A business day: 2026-12-24' });
const Factor = Type.Number({
  minimum: 0,
  maximum: MAX_FACTOR,
  multipleOf: 0.001,
  description: '1 is as usual, 1.5 half as much again, 0 nothing',
});

/**
 * What is known of days to come, or that were. It concerns everything, or a `category`, or the item with this `sku`; what is
 * made of others concerns those as well. `lastDay` defaults to `firstDay`; `factor` is left out when closed.
 */
export const DemandEventInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 120 }),
    kind: DemandEventKind,
    firstDay: Day,
    lastDay: Type.Optional(Day),
    factor: Type.Optional(Factor),
    category: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
    sku: Type.Optional(Sku),
  },
  { additionalProperties: false },
);
export type DemandEventInput = Static<typeof DemandEventInput>;

export const DemandEvent = Type.Object({
  eventId: Type.String(),
  name: Type.String(),
  kind: DemandEventKind,
  firstDay: Day,
  lastDay: Day,
  factor: Factor,
  category: Type.Optional(Type.String()),
  itemId: Type.Optional(Type.String()),
  sku: Type.Optional(Type.String()),
  createdBy: Type.String(),
  createdAt: Instant,
});
export type DemandEvent = Static<typeof DemandEvent>;

/** Days from and to which events are listed; without them, all that are not over. */
export const DemandEventQuery = Type.Object(
  { from: Type.Optional(Day), to: Type.Optional(Day) },
  { additionalProperties: false },
);
export type DemandEventQuery = Static<typeof DemandEventQuery>;
