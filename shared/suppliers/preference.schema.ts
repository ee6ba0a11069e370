import Type, { type Static } from 'typebox';
import { LeftItem, MOST_AT_ONCE } from '../items/bulk.schema.ts';

const strict = { additionalProperties: false };
const SupplierId = Type.Union([Type.String({ format: 'uuid' }), Type.Null()]);

/** Who is asked first for an item; null: nobody is preferred. */
export const Preference = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    from: Type.Optional(SupplierId),
    to: SupplierId,
  },
  strict,
);
export type Preference = Static<typeof Preference>;

export const Preferences = Type.Object(
  { changes: Type.Array(Preference, { minItems: 1, maxItems: MOST_AT_ONCE }) },
  strict,
);
export type Preferences = Static<typeof Preferences>;

const Named = Type.Union([Type.Object({ id: Type.String(), name: Type.String() }), Type.Null()]);

export const PreferencesAnswer = Type.Object({
  committed: Type.Boolean(),
  changes: Type.Array(
    Type.Object({ itemId: Type.String(), name: Type.String(), before: Named, after: Named }),
  ),
  left: Type.Array(LeftItem),
});
export type PreferencesAnswer = Static<typeof PreferencesAnswer>;
