import Type from 'typebox';
import { CancelInput, SubstitutionAnswer } from '../../shared/orders/order.schema.ts';
import { OrderStatusView, SubscriptionInput } from '../../shared/orders/order-status.schema.ts';
import { PUBLIC } from '../identity/access-rules.ts';
import { answerUnlessKnown } from '../platform/etag.ts';
import { IdempotencyHeaders, LinkParams, type HttpServer } from '../platform/http.ts';
import type { LinkContext } from './links.service.ts';
import { answerByLink, cancelByLink, findOrderStatus, subscribeByLink } from './order-status.service.ts';

const OfferParams = Type.Object({
  ...LinkParams.properties,
  substitutionId: Type.String({ format: 'uuid' }),
});

/** What customers may do by the link to their order; the link is all that they need. */
export function orderStatusRoutes(app: HttpServer, ctx: LinkContext): void {
  const schema = { tags: ['order status'], params: LinkParams, response: { 200: OrderStatusView } };
  const headers = IdempotencyHeaders;
  app.get('/order-status/:token', { config: PUBLIC, schema }, async (request, reply) =>
    answerUnlessKnown(request, reply, await findOrderStatus(ctx, request.params.token)),
  );
  app.post(
    '/order-status/:token/cancel',
    { config: PUBLIC, schema: { ...schema, headers, body: CancelInput } },
    ({ params, body, headers }) => cancelByLink(ctx, params.token, body, headers['idempotency-key']),
  );
  app.post(
    '/order-status/:token/substitutions/:substitutionId',
    { config: PUBLIC, schema: { ...schema, params: OfferParams, headers, body: SubstitutionAnswer } },
    ({ params, body, headers }) => answerByLink(ctx, params, body.accept, headers['idempotency-key']),
  );
  app.post(
    '/order-status/:token/subscription',
    { config: PUBLIC, schema: { ...schema, body: SubscriptionInput } },
    ({ params, body }) => subscribeByLink(ctx, params.token, body.subscribed),
  );
}
