import Type, { type Static } from 'typebox';
import { Money } from '../money.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };
const Id = Type.String({ format: 'uuid' });
const OrNull = Type.Union([Type.Number(), Type.Null()]);

/**
 * A figure with what it rests on. `low` and `high` hold the truth in 95 of 100 cases; they count purchase orders (`orders`),
 * not lines (`n`), as the lines of one order come on the same truck. Without anything to rest on, `value` is null.
 */
export const Figure = Type.Object({
  value: OrNull,
  n: Type.Integer(),
  orders: Type.Integer(),
  low: OrNull,
  high: OrNull,
});
export type Figure = Static<typeof Figure>;

/** Shares from 0 to 1, except for price variance, which is less than 0 where less was paid than agreed. */
export const SHARE_FIGURES = [
  'onTime',
  'inFull',
  'otif',
  'promiseSlips',
  'lateTold',
  'lateSilent',
  'rejectRate',
  'priceVariance',
] as const;
/** In days. */
export const DAY_FIGURES = ['leadTimeMean', 'leadTimeSd', 'leadTimeP50', 'leadTimeP90'] as const;
/** In hours; lateness is less than 0 for what came early. */
export const HOUR_FIGURES = ['latenessP50', 'latenessP90', 'timeToAcknowledge'] as const;
export const FIGURE_NAMES = [...SHARE_FIGURES, ...DAY_FIGURES, ...HOUR_FIGURES] as const;
export const FigureName = Type.Enum(FIGURE_NAMES);
export type FigureName = (typeof FIGURE_NAMES)[number];

const figures = Object.fromEntries(FIGURE_NAMES.map((name) => [name, Figure])) as Record<
  FigureName,
  typeof Figure
>;
export const Figures = Type.Object(figures);
export type Figures = Record<FigureName, Figure>;

/** What a score is made of: each from 0 to 1, and 1 is best. */
export const SCORE_PARTS = ['onTime', 'inFull', 'told', 'accepted', 'price', 'acknowledge'] as const;
export type ScorePart = (typeof SCORE_PARTS)[number];
const Weight = Type.Number({ minimum: 0, maximum: 1000 });
export const ScoreWeights = Type.Object(
  { onTime: Weight, inFull: Weight, told: Weight, accepted: Weight, price: Weight, acknowledge: Weight },
  strict,
);
export type ScoreWeights = Static<typeof ScoreWeights>;

export const StandingTone = Type.Enum(['good', 'fair', 'poor', 'bad']);
export type StandingTone = Static<typeof StandingTone>;

/** A standing holds from a score on. `block`: no new purchase orders; `drop`: only where nobody else sells the item. */
export const StandingRule = Type.Object(
  {
    tone: StandingTone,
    word: Type.String({ minLength: 1, maxLength: 30, pattern: '^\\S(.*\\S)?$' }),
    from: Type.Number({ minimum: 0, maximum: 100 }),
    warn: Type.Boolean(),
    drop: Type.Boolean(),
    block: Type.Boolean(),
  },
  strict,
);
export type StandingRule = Static<typeof StandingRule>;

/** Of one supplier the effects of its standing are lifted, for a time or until further notice. */
export const LiftedStanding = Type.Object(
  {
    supplierId: Id,
    until: Type.Union([Instant, Type.Null()]),
    reason: Type.String({ minLength: 1, maxLength: 200 }),
  },
  strict,
);
export type LiftedStanding = Static<typeof LiftedStanding>;

export const ScorecardPolicy = Type.Object(
  {
    weights: ScoreWeights,
    toleranceMinutes: Type.Integer({
      minimum: 0,
      maximum: 10_080,
      description: 'So much later than first confirmed is still on time',
    }),
    minimumOrders: Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'With fewer purchase orders a supplier has no standing yet',
    }),
    standings: Type.Array(StandingRule, {
      minItems: 1,
      maxItems: 6,
      description: 'The best first; the last starts at 0',
    }),
    lifted: Type.Array(LiftedStanding, { maxItems: 200 }),
  },
  strict,
);
export type ScorecardPolicy = Static<typeof ScorecardPolicy>;
/** What is left out stays as it is. */
export const ScorecardPolicyInput = Type.Partial(ScorecardPolicy, strict);
export type ScorecardPolicyInput = Static<typeof ScorecardPolicyInput>;
/** `version` is what the ETag says. */
export const SavedScorecardPolicy = Type.Object({ ...ScorecardPolicy.properties, version: Type.Integer() });
export type SavedScorecardPolicy = Static<typeof SavedScorecardPolicy>;

/** A standing by a score: what it is called, and what follows. `tooFew`: how many more orders it takes to have one. */
export const Standing = Type.Object({
  tone: Type.Union([StandingTone, Type.Null()]),
  word: Type.String(),
  warn: Type.Boolean(),
  drop: Type.Boolean(),
  block: Type.Boolean(),
  tooFew: Type.Optional(Type.Integer()),
  lifted: Type.Optional(Type.Object({ until: Type.Union([Instant, Type.Null()]), reason: Type.String() })),
});
export type Standing = Static<typeof Standing>;

/** The standing that acts in purchasing now: of all stores, over the last 90 days. */
export const StandingInForce = Type.Object({
  ...Standing.properties,
  score: OrNull,
  since: Instant,
  asOf: Instant,
});
export type StandingInForce = Static<typeof StandingInForce>;

export const StandingList = Type.Object({
  items: Type.Array(Type.Object({ supplierId: Type.String(), ...StandingInForce.properties })),
});
export type StandingList = Static<typeof StandingList>;

/** A part of a score: `value` and `low` from 0 to 1, `share` of the score that it makes, `points` that it brings. */
export const ScoreTerm = Type.Object({
  part: Type.Enum(SCORE_PARTS),
  weight: Type.Number(),
  share: Type.Number(),
  value: OrNull,
  low: OrNull,
  points: Type.Number(),
});
export type ScoreTerm = Static<typeof ScoreTerm>;

/** One week of orders due: the share on time and in full, and the limits within which it varies by chance alone. */
export const TrendWeek = Type.Object({
  week: Type.String({ format: 'date', description: 'Its Monday' }),
  value: OrNull,
  n: Type.Integer(),
  orders: Type.Integer(),
  lowerLimit: OrNull,
  upperLimit: OrNull,
  signal: Type.Union([Type.Enum(['worse', 'better']), Type.Null()]),
});
export type TrendWeek = Static<typeof TrendWeek>;

export const WeekdayLateness = Type.Object({
  weekday: Type.Integer({ description: '1 = Monday: the day on which it was due' }),
  late: Figure,
  medianHours: OrNull,
});
export type WeekdayLateness = Static<typeof WeekdayLateness>;

/** How many lines came after how long: each bar holds `width` hours from `from` on, the last one all that took longer. */
export const LeadTimes = Type.Object({
  width: Type.Integer(),
  bars: Type.Array(Type.Object({ from: Type.Integer(), n: Type.Integer() })),
});
export type LeadTimes = Static<typeof LeadTimes>;

/** What late deliveries are known to have done. Lines of customers that waited for them; what was bought elsewhere in haste. */
export const LatenessCost = Type.Object({
  waitingLines: Type.Integer(),
  movedLines: Type.Integer({ description: 'Of these, those whose promise moved to a later time' }),
  emergencyLines: Type.Integer(),
  emergencyOrders: Type.Integer(),
  lostDishes: Type.Integer({ description: 'On sale, that could not be sold for want of something late' }),
  lostServings: Type.Number({
    description:
      'What the forecasts of these expected while something that they take was late and too little of it there; an estimate',
  }),
  lostValue: Type.Array(Money, { description: 'The same at what guests pay today, as far as that is known' }),
});
export type LatenessCost = Static<typeof LatenessCost>;

const summary = {
  supplierId: Type.String(),
  supplier: Type.String(),
  active: Type.Boolean(),
  figures: Figures,
  score: Figure,
  standing: Standing,
  inForce: Type.Union([StandingInForce, Type.Null()]),
  trend: Type.Array(TrendWeek),
};
export const ScorecardSummary = Type.Object({
  ...summary,
  rank: Type.Union([Type.Integer(), Type.Null()], {
    description: 'By the lower bound of the score; 1 is best',
  }),
});
export type ScorecardSummary = Static<typeof ScorecardSummary>;

const window = { from: Instant, to: Instant };
export const ScorecardList = Type.Object({ ...window, items: Type.Array(ScorecardSummary) });
export type ScorecardList = Static<typeof ScorecardList>;

export const Scorecard = Type.Object({
  ...window,
  ...summary,
  toleranceMinutes: Type.Integer(),
  terms: Type.Array(ScoreTerm),
  centre: OrNull,
  leadTimes: LeadTimes,
  weekdays: Type.Array(WeekdayLateness),
});
export type Scorecard = Static<typeof Scorecard>;

/** A scorecard as its supplier sees it by a link: what follows from a standing is not its business. */
export const SharedScorecard = Type.Object({
  ...Type.Omit(Scorecard, ['supplierId', 'active', 'inForce', 'standing']).properties,
  standing: Type.Pick(Standing, ['tone', 'word', 'tooFew']),
  /** Who shares it, when it was looked at, and until when the link holds. */
  by: Type.String(),
  at: Instant,
  closedAt: Instant,
  expiresAt: Instant,
});
export type SharedScorecard = Static<typeof SharedScorecard>;

const Moment = Type.String({ format: 'date-time', maxLength: 40 });
/** Orders that were due `from` … `to`, or within the last so many `days`; of 90 where nothing is said. */
export const ScorecardQuery = Type.Object(
  {
    from: Type.Optional(Moment),
    to: Type.Optional(Moment),
    days: Type.Optional(
      Type.String({
        pattern: '^[1-9][0-9]{0,3}$',
        description: 'so many before the end, where no start is given',
      }),
    ),
    format: Type.Optional(Type.Enum(['json', 'csv'])),
  },
  strict,
);
export type ScorecardQuery = Static<typeof ScorecardQuery>;

export const ScorecardListQuery = Type.Object(
  { ...ScorecardQuery.properties, itemId: Type.Optional(Id) },
  strict,
);
export type ScorecardListQuery = Static<typeof ScorecardListQuery>;

export const ScorecardShareInput = Type.Object(
  {
    from: ScorecardQuery.properties.from,
    to: ScorecardQuery.properties.to,
    days: ScorecardQuery.properties.days,
    validDays: Type.Integer({ minimum: 1, maximum: 90, description: 'So long the link holds' }),
  },
  strict,
);
export type ScorecardShareInput = Static<typeof ScorecardShareInput>;
export const ScorecardShare = Type.Object({ url: Type.String(), expiresAt: Instant });
export type ScorecardShare = Static<typeof ScorecardShare>;

/** Links to the scorecard of a supplier that still hold, the newest first. */
export const HeldScorecardShare = Type.Object({
  shareId: Type.String(),
  from: Instant,
  to: Instant,
  by: Type.String(),
  createdAt: Instant,
  expiresAt: Instant,
});
export type HeldScorecardShare = Static<typeof HeldScorecardShare>;
export const ScorecardShareList = Type.Object({ items: Type.Array(HeldScorecardShare) });
export type ScorecardShareList = Static<typeof ScorecardShareList>;

export const ScorecardOrdersQuery = Type.Object(
  {
    from: ScorecardQuery.properties.from,
    to: ScorecardQuery.properties.to,
    days: ScorecardQuery.properties.days,
    figure: FigureName,
    week: Type.Optional(Type.String({ format: 'date' })),
  },
  strict,
);
export type ScorecardOrdersQuery = Static<typeof ScorecardOrdersQuery>;

/** A purchase order behind a figure: of its `lines` that the figure counts, `hits` do what it says. */
export const ScoredOrder = Type.Object({
  storeId: Type.String(),
  store: Type.String(),
  poId: Type.String(),
  number: Type.Integer(),
  sentAt: Instant,
  dueAt: Instant,
  receivedAt: Type.Optional(Instant),
  lines: Type.Integer(),
  hits: Type.Optional(Type.Integer()),
  value: Type.Optional(Type.Number({ description: 'In the unit of the figure: the worst of its lines' })),
});
export type ScoredOrder = Static<typeof ScoredOrder>;
export const ScoredOrders = Type.Object({ items: Type.Array(ScoredOrder), orders: Type.Integer() });
export type ScoredOrders = Static<typeof ScoredOrders>;

/** What every supplier would score and how it would stand, beside what it does now. */
export const ScorecardPreview = Type.Object({
  policy: ScorecardPolicy,
  items: Type.Array(
    Type.Object({
      supplierId: Type.String(),
      supplier: Type.String(),
      score: Figure,
      standing: Standing,
      before: Type.Object({ score: Figure, standing: Standing }),
    }),
  ),
});
export type ScorecardPreview = Static<typeof ScorecardPreview>;
