import Type, { type Static } from 'typebox';
import { PositiveQuantity, Quantity } from '../quantity.ts';
import { Instant } from '../time.ts';

export const AvailabilityState = Type.Enum(['available', 'limited', 'unavailable']);
export type AvailabilityState = Static<typeof AvailabilityState>;

/** When a mark made by hand ends by itself. */
export const Until = Type.Union([Type.Literal('restock'), Type.Literal('end-of-day'), Instant]);
export type Until = Static<typeof Until>;

/** What a person says about an item. `remaining` is needed for, and only for, `limited`. */
export const AvailabilityInput = Type.Object(
  {
    state: AvailabilityState,
    remaining: Type.Optional(PositiveQuantity),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
    until: Type.Optional(Until),
  },
  { additionalProperties: false },
);
export type AvailabilityInput = Static<typeof AvailabilityInput>;

/**
 * Why a dish is off or limited, one entry per component at fault: `unavailable` was 86'd by hand, `limited` has too few
 * left in its countdown, `short` has less in stock than one unit needs. Quantities in the component's stock unit.
 */
export const Cause = Type.Object({
  itemId: Type.String(),
  problem: Type.Enum(['unavailable', 'limited', 'short']),
  left: Type.Optional(Type.Number()),
  needed: Type.Optional(Type.Number()),
});
export type Cause = Static<typeof Cause>;

/**
 * `cause`: `hand` (a person said so), `countdown` (a limit was sold down to nothing), `stock` (ran out by itself),
 * `recipe` (a component is missing; `because` says which).
 */
export const Availability = Type.Object({
  state: AvailabilityState,
  remaining: Type.Optional(Quantity),
  reason: Type.Optional(Type.String()),
  until: Type.Optional(Until),
  by: Type.Optional(Type.String()),
  since: Type.Optional(Instant),
  cause: Type.Optional(Type.Enum(['hand', 'countdown', 'stock', 'recipe'])),
  because: Type.Optional(Type.Array(Cause)),
});
export type Availability = Static<typeof Availability>;
