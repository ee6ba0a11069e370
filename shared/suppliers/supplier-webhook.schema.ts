import Type, { type Static } from 'typebox';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

export const WebhookUrl = Type.String({
  minLength: 10,
  maxLength: 500,
  pattern: '^https://\\S+$',
  description: 'Public, over https, without a name and password in it',
});

/** A secret that was made; itself it was shown once. */
export const WebhookSecret = Type.Object({
  hint: Type.String({ description: 'Its first characters' }),
  madeAt: Instant,
  endsAt: Type.Union([Instant, Type.Null()], { description: 'From when on it signs and opens nothing more' }),
});
export type WebhookSecret = Static<typeof WebhookSecret>;

/** How a supplier's program and Larder talk to each other. */
export const SupplierWebhook = Type.Object({
  url: Type.Union([WebhookUrl, Type.Null()], { description: 'Where orders are sent' }),
  answerTo: Type.String({ description: 'Where the program sends its answers' }),
  secrets: Type.Array(WebhookSecret, { description: 'Newest first' }),
  disabled: Type.Union([Type.Object({ at: Instant, why: Type.String() }), Type.Null()]),
  lastSuccessAt: Type.Union([Instant, Type.Null()]),
  lastFailure: Type.Union([Type.Object({ at: Instant, problem: Type.String() }), Type.Null()]),
});
export type SupplierWebhook = Static<typeof SupplierWebhook>;

/** Setting the address also switches on again what was switched off. */
export const SupplierWebhookInput = Type.Object({ url: Type.Union([WebhookUrl, Type.Null()]) }, strict);
export type SupplierWebhookInput = Static<typeof SupplierWebhookInput>;

export const WebhookSecretInput = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 168,
        description: 'How long the old secret goes on; 24 by default',
      }),
    ),
  },
  strict,
);
export type WebhookSecretInput = Static<typeof WebhookSecretInput>;

/** The secret is in this answer and nowhere else. */
export const NewWebhookSecret = Type.Object({ secret: Type.String(), webhook: SupplierWebhook });
export type NewWebhookSecret = Static<typeof NewWebhookSecret>;

/** What came of a test. */
export const WebhookTest = Type.Object({
  delivered: Type.Boolean(),
  problem: Type.Optional(Type.String()),
  webhook: SupplierWebhook,
});
export type WebhookTest = Static<typeof WebhookTest>;
