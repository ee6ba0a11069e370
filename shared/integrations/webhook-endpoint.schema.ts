import Type, { type Static } from 'typebox';
import { Change, Topic, TOPICS } from '../live/change.ts';
import { WebhookUrl } from '../suppliers/supplier-webhook.schema.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };

const chosen = {
  name: Type.String({ maxLength: 60, pattern: '^\\S(.*\\S)?$', description: 'Which program it is' }),
  url: WebhookUrl,
  topics: Type.Array(Topic, { minItems: 1, maxItems: TOPICS.length, uniqueItems: true }),
};

/** A program that is told of what changes, as screens are. */
export const WebhookEndpointInput = Type.Object(
  {
    ...chosen,
    storeIds: Type.Optional(
      Type.Array(Type.String({ format: 'uuid' }), {
        minItems: 1,
        maxItems: 1000,
        uniqueItems: true,
        description: 'Left out: every store, those to come as well',
      }),
    ),
  },
  strict,
);
export type WebhookEndpointInput = Static<typeof WebhookEndpointInput>;

export const WebhookEndpoint = Type.Object({
  id: Type.String(),
  ...chosen,
  storeIds: Type.Union([Type.Array(Type.String()), Type.Null()]),
  createdAt: Instant,
  disabled: Type.Union([Type.Object({ at: Instant, why: Type.String() }), Type.Null()]),
  lastSuccessAt: Type.Union([Instant, Type.Null()]),
  lastFailure: Type.Union([Type.Object({ at: Instant, problem: Type.String() }), Type.Null()]),
});
export type WebhookEndpoint = Static<typeof WebhookEndpoint>;

/** The secret is in this answer and nowhere else. */
export const NewWebhookEndpoint = Type.Object({ ...WebhookEndpoint.properties, secret: Type.String() });
export type NewWebhookEndpoint = Static<typeof NewWebhookEndpoint>;

/** The latest state of each entity of the chosen topics that was touched in a run of a store's stream. */
export const ChangesEvent = Type.Object({
  type: Type.Literal('changes'),
  timestamp: Instant,
  data: Type.Object({
    storeId: Type.String(),
    epoch: Type.String({
      description: 'Names the life of the database; another one than before: read everything anew',
    }),
    from: Type.Integer({
      description: 'One more than the last `to`, else something was missed: read the rest over the API',
    }),
    to: Type.Integer(),
    changes: Type.Array(Change),
  }),
});
export type ChangesEvent = Static<typeof ChangesEvent>;
