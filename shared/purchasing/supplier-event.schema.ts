import Type, { type Static } from 'typebox';
import { Money } from '../money.ts';
import { Instant } from '../time.ts';
import { OrderReference } from './supplier-message.schema.ts';

const OptionalMoney = Type.Union([Money, Type.Null()], { description: 'Null where no price is agreed' });

/** What remains of a line. */
export const OrderedLine = Type.Object({
  supplierSku: Type.String({ description: "The supplier's own code; answers name lines by it" }),
  sku: Type.String({ description: 'Our code' }),
  name: Type.String(),
  packName: Type.String(),
  packQuantity: Type.Number({ description: 'How much one pack holds, in `unit`' }),
  unit: Type.String(),
  packs: Type.Number(),
  quantity: Type.Number({ description: 'In `unit`: packs × packQuantity' }),
  cancelled: Type.Number({ description: 'In `unit`: was ordered before, and is not any more' }),
  packPrice: OptionalMoney,
  total: OptionalMoney,
  wantedAt: Instant,
});
export type OrderedLine = Static<typeof OrderedLine>;

/** A purchase order as its supplier is told of it. */
export const OrderedGoods = Type.Object({
  order: OrderReference,
  number: Type.Integer(),
  version: Type.Integer({ description: 'Counts up with every change; the highest holds' }),
  store: Type.Object({ name: Type.String(), timeZone: Type.String() }),
  currency: Type.String(),
  total: Money,
  note: Type.Union([Type.String(), Type.Null()]),
  answerTo: Type.String({ description: 'Where messages about it are posted to' }),
  portalUrl: Type.String({ description: 'The page on which people can answer it' }),
  lines: Type.Array(OrderedLine),
});
export type OrderedGoods = Static<typeof OrderedGoods>;

export const ORDER_EVENT_TYPES = ['order.sent', 'order.amended', 'order.cancelled'] as const;

/** What a supplier's program is sent. Cancelled in part, what remains of a line is in its `quantity`. */
export const OrderEvent = Type.Object({
  type: Type.Enum(ORDER_EVENT_TYPES),
  timestamp: Instant,
  data: OrderedGoods,
});
export type OrderEvent = Static<typeof OrderEvent>;

/** Sent from the supplier's page to see whether the program takes it. */
export const TestEvent = Type.Object({
  type: Type.Literal('test'),
  timestamp: Instant,
  data: Type.Object({ supplier: Type.String(), answerTo: Type.String() }),
});
export type TestEvent = Static<typeof TestEvent>;

/** The orders that a supplier has still to deliver, each as it was told of last. */
export const OpenOrders = Type.Object({ items: Type.Array(OrderEvent) });
export type OpenOrders = Static<typeof OpenOrders>;
