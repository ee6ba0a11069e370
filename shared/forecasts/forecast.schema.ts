import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

/** How far ahead it is looked for the moment at which an item runs out. */
export const DEPLETION_DAYS = 7;

const Probability = Type.Number({ minimum: 0, maximum: 1 });

/**
 * When an item runs out, with the deliveries that are expected until then: the instants before which it does so in 10, 50
 * and 90 of 100 cases, absent where that is later than the seven days that are looked at. For a dish, the first of its
 * components to run out.
 */
export const DepletionTimes = Type.Object({
  p10: Type.Optional(Instant),
  p50: Type.Optional(Instant),
  p90: Type.Optional(Instant),
});
export type DepletionTimes = Static<typeof DepletionTimes>;

/** `probability`: of running out within seven days; `beforeDelivery`: of running out before the next delivery is there. */
export const Depletion = Type.Object({
  itemId: Type.String(),
  ...DepletionTimes.properties,
  probability: Probability,
  beforeDelivery: Type.Optional(Probability),
  nextDeliveryAt: Type.Optional(Instant),
  at: Instant,
});
export type Depletion = Static<typeof Depletion>;

const Day = Type.String({ format: 'date', description: 'The business day, by the calendar of the store' });

/** 10, 50 and 90 of 100 cases are below. */
const band = { p10: Type.Number(), p50: Type.Number(), p90: Type.Number() };

export const ForecastPoint = Type.Object({ at: Instant, ...band });
export type ForecastPoint = Static<typeof ForecastPoint>;

/** How often forecasts of a day came true: 80 of 100 days are to be within p10 and p90. */
export const ForecastAccuracy = Type.Object({
  coverage80: Type.Optional(Probability),
  n: Type.Integer({ description: 'Days it rests on' }),
});
export type ForecastAccuracy = Static<typeof ForecastAccuracy>;

/**
 * `points`: demand from now until each instant. `stock`: what is left then, deliveries included, not below 0. `days`: demand
 * of whole business days to come, of the first only what is still to come. `says`: how much is known, in words.
 */
export const ItemForecast = Type.Object({
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  at: Instant,
  available: Type.Union([Type.Number(), Type.Null()]),
  horizon: Type.Integer({ description: 'Hours' }),
  points: Type.Array(ForecastPoint),
  stock: Type.Array(ForecastPoint),
  days: Type.Array(Type.Object({ day: Day, mean: Type.Number(), ...band })),
  history: Type.Array(Type.Object({ day: Day, sold: Type.Number(), inStock: Type.Number() })),
  deliveries: Type.Array(
    Type.Object({ at: Instant, quantity: Type.Number(), supplier: Type.String(), late: Type.Boolean() }),
  ),
  depletion: Type.Object({
    ...DepletionTimes.properties,
    probability: Type.Optional(Probability),
    probabilityBeforeDelivery: Type.Optional(Probability),
  }),
  accuracy: ForecastAccuracy,
  says: Type.String(),
});
export type ItemForecast = Static<typeof ItemForecast>;

export const HorizonQuery = Type.Object(
  {
    horizon: Type.Optional(
      Type.String({
        pattern: '^([1-9][0-9]?|[1-5][0-9]{2}|6[0-6][0-9]|67[0-2])$',
        description: 'a whole number of hours from 1 to 672, which is four weeks',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Days that are over, as they were foretold before they began, the first first. */
export const ForecastDays = Type.Object({
  itemId: Type.String(),
  unit: Type.String(),
  days: Type.Array(Type.Object({ day: Day, ...band, sold: Type.Number(), inStock: Type.Number() })),
});
export type ForecastDays = Static<typeof ForecastDays>;

/** Most urgent first. */
export const DepletionList = Type.Object({ items: Type.Array(Depletion) });
export type DepletionList = Static<typeof DepletionList>;

/**
 * `bias`: what was forecast too much, over what was asked; less than 0 when it was too little, absent when nothing was asked.
 * Of several items, each counts in its own average days, whatever its unit.
 */
const Score = { ...ForecastAccuracy.properties, bias: Type.Optional(Type.Number()) };

export const StoreAccuracy = Type.Object({
  ...Score,
  byWeek: Type.Array(Type.Object({ week: Day, ...Score })),
  worst: Type.Array(
    Type.Object({ itemId: Type.String(), sku: Type.String(), name: Type.String(), ...Score }),
  ),
  /**
   * How often it was said that an item most likely runs out within three hours, and how often it did between p10 and p90:
   * `late` is after p90, or not at all. Estimated of those for which goods came in meanwhile.
   */
  soon: Type.Object({
    n: Type.Integer(),
    within: Type.Integer(),
    early: Type.Integer(),
    late: Type.Integer(),
  }),
  /**
   * How often items ran out, and how often between p10 and p90 as they were told three hours before; `early` is before p10,
   * `untold` are those that were not told to run out. Left out as well are those for which goods came in meanwhile.
   */
  stockOuts: Type.Object({
    n: Type.Integer(),
    within: Type.Integer(),
    early: Type.Integer(),
    late: Type.Integer(),
    untold: Type.Integer(),
  }),
  /**
   * How far the store's forecasts are: `fitting` is absent when none are being made. First what was sold is read into the
   * history (in hundredths), then the history of items, then they are fitted.
   */
  models: Type.Object({
    items: Type.Integer(),
    fittedAt: Type.Optional(Instant),
    fitting: Type.Optional(
      Type.Object({
        step: Type.Enum(['history', 'reading', 'fitting'] as const),
        done: Type.Integer(),
        of: Type.Integer(),
      }),
    ),
  }),
});
export type StoreAccuracy = Static<typeof StoreAccuracy>;
