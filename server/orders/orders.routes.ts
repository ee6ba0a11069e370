import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  CancelInput,
  FulfilInput,
  Order,
  OrderInput,
  ReturnInput,
  SubstituteInput,
  SubstitutionAnswer,
} from '../../shared/orders/order.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import { IdempotencyHeaders, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import type { LinkContext } from './links.service.ts';
import {
  cancelOrder,
  findOrderPage,
  findOrderWhole,
  fulfilOrder,
  returnOrder,
  type Deed,
} from './orders.service.ts';
import { placeOrder } from './place-order.service.ts';
import { answerSubstitute, offerSubstitute } from './substitutions.service.ts';

const tags = ['orders'];
const headers = IdempotencyHeaders;
const READ = inStore('orders:read');
const WRITE = inStore('orders:write');

export const OrderParams = Type.Object({
  ...StoreParams.properties,
  orderId: Type.String({ format: 'uuid' }),
});
const OfferParams = Type.Object({
  ...OrderParams.properties,
  substitutionId: Type.String({ format: 'uuid' }),
});

const OrderQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(Type.Enum(['open', 'closed'])),
    search: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);

export function ordersRoutes(app: HttpServer, ctx: LinkContext): void {
  readRoutes(app, ctx);
  deedRoutes(app, ctx);
  substituteRoutes(app, ctx);
  app.post(
    '/stores/:storeId/orders',
    {
      config: WRITE,
      schema: { tags, params: StoreParams, headers, body: OrderInput, response: { 200: Order, 201: Order } },
    },
    async (request, reply) => {
      const { params, body } = request;
      const { order, isNew } = await placeOrder(
        asCaller(ctx, request),
        params.storeId,
        body,
        deedOf(request),
      );
      return reply.code(isNew ? 201 : 200).send(order);
    },
  );
}

function readRoutes(app: HttpServer, ctx: LinkContext): void {
  app.get(
    '/stores/:storeId/orders',
    {
      config: READ,
      schema: { tags, params: StoreParams, querystring: OrderQuery, response: { 200: pageOf(Order) } },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      const { status, search } = query;
      const filter = { status, search: search || undefined, before: after, limit };
      return toPage(await findOrderPage(ctx, params.storeId, filter), limit, ({ number }) => String(number));
    },
  );
  app.get(
    '/stores/:storeId/orders/:orderId',
    { config: READ, schema: { tags, params: OrderParams, response: { 200: Order } } },
    ({ params }) => findOrderWhole(ctx, params.storeId, params.orderId),
  );
}

function deedRoutes(app: HttpServer, ctx: LinkContext): void {
  const schema = { tags, params: OrderParams, headers, response: { 200: Order } };
  app.post(
    '/stores/:storeId/orders/:orderId/cancel',
    { config: WRITE, schema: { ...schema, body: CancelInput } },
    (request) => {
      const { storeId, orderId } = request.params;
      return cancelOrder(asCaller(ctx, request), storeId, orderId, request.body, deedOf(request));
    },
  );
  app.post(
    '/stores/:storeId/orders/:orderId/fulfil',
    { config: WRITE, schema: { ...schema, body: FulfilInput } },
    (request) => {
      const { storeId, orderId } = request.params;
      return fulfilOrder(asCaller(ctx, request), storeId, orderId, request.body, deedOf(request));
    },
  );
  app.post(
    '/stores/:storeId/orders/:orderId/return',
    { config: WRITE, schema: { ...schema, body: ReturnInput } },
    (request) => {
      const { storeId, orderId } = request.params;
      return returnOrder(asCaller(ctx, request), storeId, orderId, request.body, deedOf(request));
    },
  );
}

function substituteRoutes(app: HttpServer, ctx: LinkContext): void {
  const schema = { tags, headers, response: { 200: Order } };
  app.post(
    '/stores/:storeId/orders/:orderId/substitute',
    { config: WRITE, schema: { ...schema, params: OrderParams, body: SubstituteInput } },
    (request) => {
      const { storeId, orderId } = request.params;
      return offerSubstitute(asCaller(ctx, request), storeId, orderId, request.body, deedOf(request));
    },
  );
  app.post(
    '/stores/:storeId/orders/:orderId/substitutions/:substitutionId',
    { config: WRITE, schema: { ...schema, params: OfferParams, body: SubstitutionAnswer } },
    (request) => {
      const answer = request.body.accept ? 'accepted' : 'declined';
      return answerSubstitute(
        asCaller(ctx, request),
        request.params.storeId,
        request.params,
        answer,
        deedOf(request),
      );
    },
  );
  app.delete(
    '/stores/:storeId/orders/:orderId/substitutions/:substitutionId',
    { config: WRITE, schema: { ...schema, params: OfferParams } },
    (request) =>
      answerSubstitute(
        asCaller(ctx, request),
        request.params.storeId,
        request.params,
        'withdrawn',
        deedOf(request),
      ),
  );
}

/** Who acts, and the key of a repetition. */
export function deedOf(request: FastifyRequest & { headers: { 'idempotency-key'?: string } }): Deed {
  return { by: callerOf(request).name, idempotencyKey: request.headers['idempotency-key'] };
}
