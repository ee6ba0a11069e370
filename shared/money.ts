import Type, { type Static } from 'typebox';

/** An amount in minor units (cents) of an ISO 4217 currency. */
export const Money = /* @__PURE__ */ Type.Object(
  {
    amount: Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000_000,
      description: 'Minor units: 1250 is 12.50',
    }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' }),
  },
  { additionalProperties: false },
);
export type Money = Static<typeof Money>;
