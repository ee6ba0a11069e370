import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

const Probability = Type.Number({ minimum: 0, maximum: 1 });

export const RISK_DRIVERS = [
  'little-stock',
  'fast-demand',
  'uncertain-demand',
  'event',
  'late-supplier',
  'nothing-ordered',
] as const;

/** `fall`: by how much the chance would be less with enough on the shelf, usual demand, a punctual supplier and so on. */
export const RiskDriver = Type.Object({ kind: Type.Enum(RISK_DRIVERS), fall: Probability });
export type RiskDriver = Static<typeof RiskDriver>;

/** `lateShare`: how often the supplier comes later than it said. */
const delivery = { at: Instant, supplier: Type.String(), lateShare: Probability };

/**
 * The chance that an item runs out before goods that are ordered now would be there, and what drives it, the largest first.
 * `par`: what there should be: what lasts that long on usual days, or the par level if that is more. `next`: what is on its way; `order`:
 * what an order placed now makes. Of what is `made` in the house it is the chance of running out before the business day
 * is over, of what nobody delivers, within seven days.
 */
export const BackorderRisk = Type.Object({
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  available: Type.Number(),
  chance: Probability,
  drivers: Type.Array(RiskDriver),
  par: Type.Number(),
  perDay: Type.Number(),
  usualPerDay: Type.Number(),
  next: Type.Optional(Type.Object({ ...delivery, quantity: Type.Number(), late: Type.Boolean() })),
  order: Type.Optional(Type.Object(delivery)),
  made: Type.Optional(Type.Boolean()),
  p50: Type.Optional(Instant),
  at: Instant,
});
export type BackorderRisk = Static<typeof BackorderRisk>;
