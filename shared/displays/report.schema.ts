import Type, { type Static } from 'typebox';
import { Money } from '../money.ts';

const Day = Type.String({ format: 'date', description: 'Business day of the store, YYYY-MM-DD' });

export const REPORT_PARTS = ['waste', 'stock-outs', 'inventory'] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

export const ReportQuery = Type.Object(
  { from: Day, to: Day, part: Type.Optional(Type.Enum(REPORT_PARTS, { description: 'As CSV instead' })) },
  { additionalProperties: false },
);
export type ReportQuery = Static<typeof ReportQuery>;

/** Costs are what the first supplier asks today; of what is made, what its parts cost. */
const Waste = Type.Object({
  cost: Money,
  unpriced: Type.Integer({ description: 'Items wasted of which nobody knows a price' }),
  byReason: Type.Array(Type.Object({ reason: Type.String(), times: Type.Integer(), cost: Money })),
  byItem: Type.Array(
    Type.Object({
      itemId: Type.String(),
      name: Type.String(),
      unit: Type.String(),
      quantity: Type.Number(),
      times: Type.Integer(),
      cost: Type.Optional(Money),
    }),
  ),
});

/**
 * `lost`: what the day's forecast, made before it began, says would have been asked for in the time in which it was off or
 * out; `lostValue`: the same at today's price. Who took something else instead is not told apart. Days without a forecast, and
 * today, are left out.
 */
const StockOuts = Type.Object({
  days: Type.Integer({ description: 'Days that were compared with their forecast' }),
  lostValue: Money,
  unpriced: Type.Integer({
    description: 'Items of which some was not sold, and nobody said what guests pay',
  }),
  byItem: Type.Array(
    Type.Object({
      itemId: Type.String(),
      name: Type.String(),
      unit: Type.String(),
      days: Type.Integer(),
      out: Type.Number({ description: 'Share of the demand of those days, 0 to 1' }),
      lost: Type.Number(),
      price: Type.Optional(Money),
      lostValue: Type.Optional(Money),
    }),
  ),
});

/** Lines of orders placed in the period. */
const Fill = Type.Object({
  lines: Type.Integer(),
  atOnce: Type.Integer({ description: 'Never backordered, in whole or in part' }),
});

/** `turns`: what was sold in a year at this pace, over the mean of both values; absent where nothing is worth anything. */
const Inventory = Type.Object({
  value: Money,
  valueBefore: Money,
  sold: Money,
  turns: Type.Optional(Type.Number()),
  unpriced: Type.Integer(),
  byCategory: Type.Array(Type.Object({ category: Type.String(), items: Type.Integer(), value: Money })),
});

/** What a store's period cost and missed. */
export const StoreReport = Type.Object({
  from: Day,
  to: Day,
  waste: Waste,
  stockOuts: StockOuts,
  fill: Fill,
  inventory: Inventory,
});
export type StoreReport = Static<typeof StoreReport>;
