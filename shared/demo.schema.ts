import Type, { type Static } from 'typebox';
import { ScreenKind } from './identity/access.schema.ts';
import { TokenAnswer } from './identity/device.schema.ts';
import { Instant } from './time.ts';

const strict = { additionalProperties: false };

/** How fast the demo may run against real time. */
export const MAX_DEMO_SPEED = 600;

const Speed = Type.Number({ exclusiveMinimum: 0, maximum: MAX_DEMO_SPEED });

/** What the control strip of the demo shows. `rate` is the speed, or 0 while time stands still. */
export const DemoState = Type.Object({
  store: Type.Object({ id: Type.String(), name: Type.String(), timeZone: Type.String() }),
  now: Instant,
  rate: Type.Number(),
  speed: Type.Number(),
  paused: Type.Boolean(),
  /** "Dinner", in the words of the house. */
  service: Type.String(),
  /** Newest first. */
  diary: Type.Array(Type.Object({ at: Instant, words: Type.String() })),
});
export type DemoState = Static<typeof DemoState>;

export const DemoPaceInput = Type.Object(
  { speed: Type.Optional(Speed), paused: Type.Optional(Type.Boolean()) },
  { ...strict, minProperties: 1 },
);
export type DemoPaceInput = Static<typeof DemoPaceInput>;

export const DemoScreenInput = Type.Object({ kind: ScreenKind }, strict);
export type DemoScreenInput = Static<typeof DemoScreenInput>;

/** All that a paired screen keeps. */
export const DemoScreen = Type.Object({
  deviceId: Type.String(),
  secret: Type.String(),
  ...TokenAnswer.properties,
});
export type DemoScreen = Static<typeof DemoScreen>;

/** What a customer was sent; nobody was, in truth. */
export const DemoMail = Type.Object({
  id: Type.Integer(),
  at: Instant,
  to: Type.String(),
  from: Type.String(),
  subject: Type.String(),
  text: Type.String(),
});
export type DemoMail = Static<typeof DemoMail>;

/** Newest first. */
export const DemoOutbox = Type.Object({
  store: Type.Object({ timeZone: Type.String() }),
  now: Instant,
  mails: Type.Array(DemoMail),
});
export type DemoOutbox = Static<typeof DemoOutbox>;

/** What was thrown away, when and why, and which dishes that took off. */
export const DemoShortage = Type.Object({
  at: Instant,
  item: Type.String(),
  reason: Type.String(),
  dishes: Type.Array(Type.String()),
});
export type DemoShortage = Static<typeof DemoShortage>;
