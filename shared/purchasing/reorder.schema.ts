import Type, { type Static } from 'typebox';
import { ForecastPoint } from '../forecasts/forecast.schema.ts';
import { Sku } from '../items/item.schema.ts';
import { Money } from '../money.ts';
import { PriceBreak } from '../suppliers/supplier.schema.ts';
import { Instant } from '../time.ts';
import { StandingInForce } from './scorecard.schema.ts';

const strict = { additionalProperties: false };
const Id = Type.String({ format: 'uuid' });
const Basis = Type.String({ minLength: 1, maxLength: 40 });

/**
 * Why something is proposed, in figures of the stock unit and in a sentence. `reorder`: it is at or below its reorder
 * point, or customers wait for it. `emergency`: so it is, and it is out or most likely will be before its usual supplier comes,
 * and another brings it at least a day earlier. `top-up`: it fills the order up to the supplier's minimum.
 * projected = onHand − allocated + onOrder + inPreparation − backordered.
 */
export const ReorderReason = Type.Object({
  kind: Type.Enum(['reorder', 'emergency', 'top-up']),
  onHand: Type.Number(),
  allocated: Type.Number(),
  backordered: Type.Number(),
  onOrder: Type.Number(),
  inPreparation: Type.Number({ description: 'In purchase orders that are not sent yet' }),
  projected: Type.Number(),
  reorderPoint: Type.Optional(Type.Number()),
  orderUpTo: Type.Number(),
  forecast: Type.Optional(
    Type.Object(
      {
        perDay: Type.Number({ description: 'Mean demand' }),
        serviceLevel: Type.Number({ description: 'How sure it is to be that it lasts, from 0 to 1' }),
        until: Type.String({ format: 'date-time', description: 'When the next chance to order delivers' }),
        needed: Type.Number({ description: 'What lasts until then: the reorder point' }),
        forLateness: Type.Number({ description: 'Of that, for deliveries that come late' }),
      },
      { description: 'Absent where it is ordered by its par level' },
    ),
  ),
  words: Type.String(),
});
export type ReorderReason = Static<typeof ReorderReason>;

/** What an order risks, both ways: that there is too little of it until the delivery after this one, and that it spoils. */
export const OrderTrade = Type.Object({
  runsOut: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'The chance that it runs out before the delivery after this one is there',
  }),
  beforeArrival: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'The chance that it does so before this one is there: that is the same whatever is ordered',
  }),
  short: Type.Number({ description: 'Expected to be asked for in vain until then' }),
  waste: Type.Optional(
    Type.Number({
      description:
        'Expected to pass its shelf life, of what is there, comes and is ordered; absent for what keeps',
    }),
  ),
});
export type OrderTrade = Static<typeof OrderTrade>;

/** `basis` stands for what the need was judged by: sent back on accepting, it shows a need that was met meanwhile. */
export const ReorderLine = Type.Object({
  itemId: Type.String(),
  sku: Sku,
  name: Type.String(),
  unit: Type.String(),
  supplierSku: Type.String(),
  packName: Type.String(),
  packQuantity: Type.Number(),
  packs: Type.Integer(),
  moq: Type.Integer({ description: 'Fewer packs are not sold' }),
  listPrice: Type.Optional(Money),
  priceBreaks: Type.Array(PriceBreak),
  quantity: Type.Number(),
  packPrice: Type.Optional(Money),
  amount: Type.Optional(Money),
  because: ReorderReason,
  trade: Type.Optional(OrderTrade),
  basis: Type.String(),
});
export type ReorderLine = Static<typeof ReorderLine>;

/**
 * What to order from one supplier. `total` is absent while the price of a line is not known, `standing` where nothing follows
 * from that of the supplier.
 */
export const ReorderProposal = Type.Object({
  supplierId: Type.String(),
  supplier: Type.String(),
  deliverAt: Instant,
  orderBy: Instant,
  emergency: Type.Boolean({
    description: 'Some of it is needed from here because its usual supplier is slower',
  }),
  lines: Type.Array(ReorderLine),
  total: Type.Optional(Money),
  minimumOrder: Type.Optional(Money),
  belowMinimum: Type.Optional(Type.Object({ minimum: Money, missing: Money, words: Type.String() })),
  standing: Type.Optional(StandingInForce),
});
export type ReorderProposal = Static<typeof ReorderProposal>;

export const ReorderProposals = Type.Object({ proposals: Type.Array(ReorderProposal) });
export type ReorderProposals = Static<typeof ReorderProposals>;

export const ProposalsQuery = Type.Object(
  {
    trade: Type.Optional(
      Type.Enum(['true', 'false'], {
        description: 'true: with what each line risks, where it rests on a forecast',
      }),
    ),
  },
  strict,
);

export const OutlookQuery = Type.Object(
  {
    itemId: Id,
    supplierId: Id,
    packs: Type.String({
      pattern: '^(0|[1-9][0-9]{0,5}|1000000)$',
      description: 'a whole number of packs up to 1,000,000',
    }),
    lateDays: Type.Optional(
      Type.String({ pattern: '^[0-3]$', description: 'so many days late it comes at least, from 0 to 3' }),
    ),
  },
  strict,
);

/**
 * How it goes on with so many packs on order. `fan`: what is left, spoilt goods taken out, not below 0, until the delivery
 * after this one. `deliveries`: what is on its way, and the order itself.
 */
export const OrderOutlook = Type.Object({
  itemId: Type.String(),
  supplierId: Type.String(),
  unit: Type.String(),
  packs: Type.Integer(),
  quantity: Type.Number(),
  lateDays: Type.Integer(),
  at: Instant,
  available: Type.Number(),
  ...OrderTrade.properties,
  cost: Type.Optional(Money),
  arrivesAt: Instant,
  until: Instant,
  fan: Type.Array(ForecastPoint),
  deliveries: Type.Array(
    Type.Object({ at: Instant, quantity: Type.Number(), supplier: Type.String(), late: Type.Boolean() }),
  ),
});
export type OrderOutlook = Static<typeof OrderOutlook>;

/** The delivery that an order placed now makes; nothing where the supplier delivers on no day within a year. */
export const NextDelivery = Type.Object({
  deliverAt: Type.Optional(Instant),
  orderBy: Type.Optional(Instant),
});
export type NextDelivery = Static<typeof NextDelivery>;

/** What was proposed, as far as it is wanted: with other packs, or without some of the lines. */
export const AcceptProposalsInput = Type.Object(
  {
    proposals: Type.Array(
      Type.Object(
        {
          supplierId: Id,
          emergency: Type.Boolean(),
          lines: Type.Array(
            Type.Object(
              { itemId: Id, packs: Type.Integer({ minimum: 1, maximum: 1_000_000 }), basis: Basis },
              strict,
            ),
            { minItems: 1, maxItems: 500 },
          ),
        },
        strict,
      ),
      { minItems: 1, maxItems: 100 },
    ),
    /** Send the orders at once, as far as they need nobody's approval. */
    send: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type AcceptProposalsInput = Static<typeof AcceptProposalsInput>;
