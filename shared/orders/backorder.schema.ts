import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';
import { BackorderPromise, Waiting } from './order.schema.ts';

const strict = { additionalProperties: false };

/** What a screen knows of a line that waits. `quantity` is what waits of it, in the item's stock unit. */
export const BackorderState = Type.Object({
  lineId: Type.String(),
  orderId: Type.String(),
  number: Type.Integer(),
  itemId: Type.String(),
  quantity: Type.Number(),
  neededBy: Type.Optional(Instant),
  waiting: Waiting,
  promise: Type.Optional(BackorderPromise),
});
export type BackorderState = Static<typeof BackorderState>;

/** One term of a score: `weight` × `value`, and what the value says. */
export const ScoreTerm = Type.Object({
  term: Type.Enum(['age', 'due', 'loyalty', 'importance', 'manual']),
  weight: Type.Number(),
  value: Type.Number(),
  words: Type.String(),
});
export type ScoreTerm = Static<typeof ScoreTerm>;

/** A place in the queue; positions count from 1, over all items. */
export const Backorder = Type.Object({
  orderId: Type.String(),
  lineId: Type.String(),
  number: Type.Integer(),
  customer: Type.String(),
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  quantity: Type.Number(),
  placedAt: Instant,
  neededBy: Type.Optional(Instant),
  position: Type.Integer(),
  score: Type.Number(),
  explanation: Type.Array(ScoreTerm),
  bumpReason: Type.Optional(Type.String()),
  waiting: Waiting,
  promise: Type.Optional(BackorderPromise),
});
export type Backorder = Static<typeof Backorder>;

/** A part of the queue as it stood at `asOf`: of `lines` that waited, `matching` are asked for. */
export const BackorderPage = Type.Object({
  items: Type.Array(Backorder),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
  asOf: Instant,
  lines: Type.Integer(),
  matching: Type.Integer(),
});
export type BackorderPage = Static<typeof BackorderPage>;

export const POLICY_PRESETS = ['first-come', 'loyalty-first', 'due-first', 'balanced'] as const;
export const PolicyPreset = Type.Enum(POLICY_PRESETS);
export type PolicyPreset = Static<typeof PolicyPreset>;

const Weight = Type.Number({ minimum: 0, maximum: 1000 });

/** Points a line gets: a day of waiting × `age`, and each other term, which is at most 1, × its weight. */
export const PolicyWeights = Type.Object(
  { age: Weight, due: Weight, loyalty: Weight, importance: Weight },
  strict,
);
export type PolicyWeights = Static<typeof PolicyWeights>;

const LocalTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

/**
 * `partialFill`: a line takes what there is. `passSmaller`: a line may take what one before it cannot use. Customers are
 * told of a promise that moved by more than `promiseThresholdMinutes`, and not within the quiet hours, in local time.
 */
export const BackorderPolicy = Type.Object(
  {
    preset: Type.Optional(PolicyPreset),
    weights: PolicyWeights,
    partialFill: Type.Boolean(),
    passSmaller: Type.Boolean(),
    promiseThresholdMinutes: Type.Integer({ minimum: 0, maximum: 100_000 }),
    quietHours: Type.Union([Type.Object({ from: LocalTime, until: LocalTime }, strict), Type.Null()]),
  },
  strict,
);
export type BackorderPolicy = Static<typeof BackorderPolicy>;

/** With a preset, weights may be left out; what else is left out stays as it is. */
export const PolicyInput = Type.Partial(BackorderPolicy, strict);
export type PolicyInput = Static<typeof PolicyInput>;

/** The policy as it is kept: `version` is that of its ETag. */
export const SavedPolicy = Type.Object({ ...BackorderPolicy.properties, version: Type.Integer() });
export type SavedPolicy = Static<typeof SavedPolicy>;

/**
 * The first places of the queue as it would be, each with the one it has now in `from`; of `lines` that wait, `moved` would
 * have another.
 */
export const PolicyPreview = Type.Object({
  policy: BackorderPolicy,
  queue: Type.Array(Type.Object({ ...Backorder.properties, from: Type.Integer() })),
  lines: Type.Integer(),
  moved: Type.Integer(),
});
export type PolicyPreview = Static<typeof PolicyPreview>;

/** `bump` from 0 (where the policy puts it) to 1 (before everything that is not bumped). */
export const BumpInput = Type.Object(
  {
    bump: Type.Number({ minimum: 0, maximum: 1, multipleOf: 0.001 }),
    reason: Type.String({ minLength: 1, maxLength: 200 }),
  },
  strict,
);
export type BumpInput = Static<typeof BumpInput>;

/** How backorders stand: how long lines have waited, and how well promises of the last 90 days were kept. */
export const BackorderReport = Type.Object({
  ageing: Type.Array(Type.Object({ days: Type.String(), lines: Type.Integer() })),
  promises: Type.Object({
    /** Lines that were filled and had been promised. */
    n: Type.Integer(),
    /** Of these, by the date that was told first. */
    keptFirst: Type.Integer(),
    /** By the date that was told last. */
    keptLast: Type.Integer(),
  }),
});
export type BackorderReport = Static<typeof BackorderReport>;
