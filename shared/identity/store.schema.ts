import Type, { type Static } from 'typebox';

const strict = { additionalProperties: false };

const fields = {
  name: Type.String({ minLength: 1, maxLength: 80 }),
  timeZone: Type.String({
    minLength: 1,
    maxLength: 64,
    description: 'IANA time zone, for example Europe/Vienna',
  }),
  currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217 code' }),
  dayStart: Type.String({
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    description: 'Local time at which a business day starts',
  }),
};

/** In minor units of the store's currency. */
const approvalAbove = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000_000,
  description: 'Purchase orders above this are approved before they are sent; absent, none has to be',
});

export const Store = Type.Object({
  id: Type.String(),
  ...fields,
  approvalAbove: Type.Optional(approvalAbove),
});
export type Store = Static<typeof Store>;

export const StoreInput = Type.Object({ ...fields, dayStart: Type.Optional(fields.dayStart) }, strict);
export type StoreInput = Static<typeof StoreInput>;

export const StorePatch = Type.Partial(
  Type.Object({ ...fields, approvalAbove: Type.Union([approvalAbove, Type.Null()]) }),
  { ...strict, minProperties: 1 },
);
export type StorePatch = Static<typeof StorePatch>;
