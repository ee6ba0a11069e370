import Type, { type Static } from 'typebox';
import { LeftItem, MOST_AT_ONCE } from '../items/bulk.schema.ts';
import { Availability, AvailabilityInput } from './availability.schema.ts';

const strict = { additionalProperties: false };

/** What a person says of an item; null takes back what was said: then it is as its stock and its parts have it. */
export const MarkChange = Type.Object(
  {
    itemId: Type.String({ format: 'uuid' }),
    since: Type.Optional(
      Type.Union([Type.String({ maxLength: 40 }), Type.Null()], {
        description: 'Only if it is as it has been since then; null: nothing is said of it',
      }),
    ),
    mark: Type.Union([AvailabilityInput, Type.Null()]),
  },
  strict,
);
export type MarkChange = Static<typeof MarkChange>;

export const MarkChanges = Type.Object(
  { changes: Type.Array(MarkChange, { minItems: 1, maxItems: MOST_AT_ONCE }) },
  strict,
);
export type MarkChanges = Static<typeof MarkChanges>;

/** `after` is absent in a dry run. */
export const MarkChangesAnswer = Type.Object({
  committed: Type.Boolean(),
  changes: Type.Array(
    Type.Object({
      ...{ itemId: Type.String(), name: Type.String() },
      before: Availability,
      after: Type.Optional(Availability),
    }),
  ),
  left: Type.Array(LeftItem),
});
export type MarkChangesAnswer = Static<typeof MarkChangesAnswer>;
