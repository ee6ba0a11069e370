import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';
import { Permission } from './access.schema.ts';

const strict = { additionalProperties: false };

export const ApiKey = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** The first characters, to tell keys apart. */
  hint: Type.String(),
  permissions: Type.Array(Permission),
  /** Null: all stores. */
  storeIds: Type.Union([Type.Array(Type.String()), Type.Null()]),
  createdAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
  expiresAt: Type.Union([Instant, Type.Null()]),
});
export type ApiKey = Static<typeof ApiKey>;

export const ApiKeyInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S', description: 'what the key is for' }),
    permissions: Type.Array(Permission, { minItems: 1, uniqueItems: true }),
    storeIds: Type.Optional(
      Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 1000, uniqueItems: true }),
    ),
    expiresAt: Type.Optional(Instant),
  },
  strict,
);
export type ApiKeyInput = Static<typeof ApiKeyInput>;

/** `key` is shown this once. */
export const NewApiKey = Type.Object({ ...ApiKey.properties, key: Type.String() });
export type NewApiKey = Static<typeof NewApiKey>;

/** How long the old key goes on working beside its successor. */
export const RotateInput = Type.Object(
  { overlapHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 720 })) },
  strict,
);
