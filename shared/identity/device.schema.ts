import Type, { type Static } from 'typebox';
import { LANGUAGES, type Language } from '../language.ts';
import { Instant } from '../time.ts';
import { ScreenKind } from './access.schema.ts';

const strict = { additionalProperties: false };
const ScreenName = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '\\S',
  description: 'a name for the screen',
});

/** Null is the browser's own. */
const ScreenLanguage = Type.Union([Type.Enum(Object.keys(LANGUAGES) as Language[]), Type.Null()], {
  description: 'a language that screens speak, or null for the one of its browser',
});

/** What an unpaired screen shows, and the secret by which it will ask for its token. */
export const PairingOffer = Type.Object({
  deviceId: Type.String(),
  code: Type.String(),
  secret: Type.String(),
  words: Type.String(),
  expiresAt: Instant,
});
export type PairingOffer = Static<typeof PairingOffer>;

export const CodeQuery = Type.Object({ code: Type.String({ minLength: 1, maxLength: 20 }) }, strict);
/** The words that the screen shows as well, so that nobody pairs another one by mistake. */
export const PendingScreen = Type.Object({ words: Type.String(), expiresAt: Instant });

export const ClaimInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 20 }),
    kind: ScreenKind,
    storeId: Type.String({ format: 'uuid' }),
    name: ScreenName,
    language: Type.Optional(ScreenLanguage),
  },
  strict,
);
export type ClaimInput = Static<typeof ClaimInput>;

export const TokenInput = Type.Object(
  { deviceId: Type.String({ format: 'uuid' }), secret: Type.String({ minLength: 20, maxLength: 100 }) },
  strict,
);
export type TokenInput = Static<typeof TokenInput>;
export const TokenAnswer = Type.Object({
  token: Type.String(),
  expiresAt: Instant,
  kind: ScreenKind,
  storeId: Type.String(),
  name: Type.String(),
});
export type TokenAnswer = Static<typeof TokenAnswer>;

export const Device = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: ScreenKind,
  storeId: Type.String(),
  language: ScreenLanguage,
  claimedAt: Instant,
  lastSeenAt: Type.Union([Instant, Type.Null()]),
  connected: Type.Boolean(),
  /** Whether it runs the pages that are served now; null while that is not known. */
  current: Type.Union([Type.Boolean(), Type.Null()]),
});
export type Device = Static<typeof Device>;

export const DevicePatch = Type.Partial(
  Type.Object({
    name: ScreenName,
    kind: ScreenKind,
    storeId: Type.String({ format: 'uuid' }),
    language: ScreenLanguage,
  }),
  { ...strict, minProperties: 1 },
);
export type DevicePatch = Static<typeof DevicePatch>;

export const ScreenCommand = Type.Enum(['identify', 'reload']);
export type ScreenCommand = Static<typeof ScreenCommand>;
/** What a screen is told: to do something, or what to speak. */
export type ScreenMessage = ScreenCommand | { language: Language | null };
export const ScreenCommandInput = Type.Object({ command: ScreenCommand }, strict);
