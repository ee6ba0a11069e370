import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';
import { SupplierDelay } from './purchase-order.schema.ts';

/** A line of a customer's order that waits for a delivery: what it is promised for now, and what it was before the delay. */
export const HeldUpLine = Type.Object({
  orderId: Type.String(),
  number: Type.Integer(),
  name: Type.String(),
  unit: Type.String(),
  quantity: Type.Number(),
  promised: Type.Optional(Instant),
  before: Type.Optional(Instant),
});
export type HeldUpLine = Static<typeof HeldUpLine>;

/**
 * A delay, and what it touches: how little is left of the item until then (in `unit`; null where it is not counted), the
 * dishes on sale that take it, and the order lines whose promise rests on the delivery, at most 50 of `lineCount`.
 */
export const DelayEffects = Type.Object({
  ...SupplierDelay.properties,
  name: Type.String(),
  unit: Type.String(),
  available: Type.Union([Type.Number(), Type.Null()]),
  status: Type.Enum(['ok', 'low', 'out']),
  dishes: Type.Array(Type.String()),
  lineCount: Type.Integer(),
  lines: Type.Array(HeldUpLine),
});
export type DelayEffects = Static<typeof DelayEffects>;
