import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';
import { StoreRole } from './access.schema.ts';
import { StoreInput } from './store.schema.ts';

const strict = { additionalProperties: false };

const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', description: 'a name' });
export const Email = Type.String({ maxLength: 254, format: 'email' });
/** Length is all that is asked for; the server also refuses those on every attacker's list. */
export const Password = Type.String({ minLength: 8, maxLength: 128, description: '8 to 128 characters' });
export const Pin = Type.String({ pattern: '^[0-9]{6}$', description: 'six digits' });

/** What somebody who signs in types, whatever the rules for new passwords say. */
const Typed = Type.String({ minLength: 1, maxLength: 128 });

export const SetupInput = Type.Object(
  {
    organisation: Name,
    store: StoreInput,
    owner: Type.Object({ name: Name, email: Email, password: Password }, strict),
  },
  strict,
);
export type SetupInput = Static<typeof SetupInput>;
export const SetupAnswer = Type.Object({ storeId: Type.String() });
export const SetupState = Type.Object({ done: Type.Boolean() });

export const LoginInput = Type.Object(
  { email: Type.String({ minLength: 1, maxLength: 254 }), password: Typed },
  strict,
);
export type LoginInput = Static<typeof LoginInput>;

export const PinInput = Type.Object({ personId: Type.String({ format: 'uuid' }), pin: Pin }, strict);
export type PinInput = Static<typeof PinInput>;
/** `token` is the person's on this tablet, until it locks itself. */
export const PinAnswer = Type.Object({
  token: Type.String(),
  person: Type.Object({ id: Type.String(), name: Type.String() }),
  expiresAt: Instant,
});
export type PinAnswer = Static<typeof PinAnswer>;

export const ConfirmInput = Type.Object({ password: Typed }, strict);
export const PasswordChange = Type.Object({ current: Typed, password: Password }, strict);
export type PasswordChange = Static<typeof PasswordChange>;
export const ResetInput = Type.Object({ email: Type.String({ minLength: 1, maxLength: 254 }) }, strict);
export const LinkInput = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 100 }), password: Password },
  strict,
);
export const LinkQuestion = Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }, strict);
export const LinkState = Type.Object({
  purpose: Type.Enum(['invitation', 'reset']),
  name: Type.String(),
  email: Type.String(),
});

const MyStore = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Type.Enum(['owner', 'manager', 'staff']),
});

/** Who is asking: a person with their stores, or a screen or program with the one or more it may see. */
export const Me = Type.Object({
  kind: Type.Enum(['person', 'device', 'key']),
  id: Type.String(),
  name: Type.String(),
  organisation: Type.String(),
  email: Type.Optional(Type.String()),
  isOwner: Type.Boolean(),
  stores: Type.Array(MyStore),
});
export type Me = Static<typeof Me>;

const Roles = Type.Array(Type.Object({ storeId: Type.String({ format: 'uuid' }), role: StoreRole }, strict), {
  maxItems: 1000,
});

export const Person = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.Union([Type.String(), Type.Null()]),
  isOwner: Type.Boolean(),
  hasPin: Type.Boolean(),
  /** Has set a password, so can sign in. */
  active: Type.Boolean(),
  roles: Type.Array(Type.Object({ storeId: Type.String(), role: StoreRole })),
  lastSeenAt: Type.Union([Instant, Type.Null()]),
});
export type Person = Static<typeof Person>;

/** With an e-mail address the person is invited; staff who only use tablets need none. */
export const PersonInput = Type.Object(
  {
    name: Name,
    email: Type.Optional(Email),
    isOwner: Type.Optional(Type.Boolean()),
    roles: Roles,
    pin: Type.Optional(Pin),
  },
  strict,
);
export type PersonInput = Static<typeof PersonInput>;

export const PersonPatch = Type.Partial(
  Type.Object({
    name: Name,
    email: Type.Union([Email, Type.Null()]),
    isOwner: Type.Boolean(),
    roles: Roles,
    pin: Type.Union([Pin, Type.Null()]),
  }),
  { ...strict, minProperties: 1 },
);
export type PersonPatch = Static<typeof PersonPatch>;

/**
 * What became of the e-mail with the link. Without a working SMTP server the link is answered instead, once, for the
 * manager to pass on.
 */
export const Invitation = Type.Object({
  delivery: Type.Enum(['sent', 'failed', 'no-smtp']),
  link: Type.Optional(Type.String()),
});
export type Invitation = Static<typeof Invitation>;
export const PersonAnswer = Type.Object({ person: Person, invitation: Type.Optional(Invitation) });

export const SessionInfo = Type.Object({
  id: Type.String(),
  agent: Type.Union([Type.String(), Type.Null()]),
  createdAt: Instant,
  lastUsedAt: Instant,
  current: Type.Boolean(),
});
export type SessionInfo = Static<typeof SessionInfo>;

/** Somebody who may take a tablet over with their PIN. */
export const ShiftPerson = Type.Object({ id: Type.String(), name: Type.String() });
export type ShiftPerson = Static<typeof ShiftPerson>;
