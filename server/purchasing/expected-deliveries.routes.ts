import Type from 'typebox';
import {
  ExpectedDelivery,
  ExpectedDeliveryInput,
  ExpectedDeliveryPatch,
} from '../../shared/purchasing/expected-delivery.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { IdempotencyHeaders, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import {
  callOffDelivery,
  changeDelivery,
  expectDelivery,
  findDeliveryPage,
  keyOf,
} from './expected-deliveries.service.ts';

const tags = ['purchasing'];
const WRITE = inStore('deliveries:write');
const DeliveryParams = Type.Object({
  ...StoreParams.properties,
  deliveryId: Type.String({ format: 'uuid' }),
});
const DeliveryQuery = Type.Object(
  { ...PageQuery.properties, state: Type.Optional(Type.Enum(['open', 'all'])) },
  { additionalProperties: false },
);

export function expectedDeliveriesRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/expected-deliveries',
    {
      config: inStore('stock:read'),
      schema: {
        tags,
        params: StoreParams,
        querystring: DeliveryQuery,
        response: { 200: pageOf(ExpectedDelivery) },
      },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      const question = { state: query.state ?? 'open', after, limit } as const;
      return toPage(await findDeliveryPage(ctx, params.storeId, question), limit, keyOf);
    },
  );
  app.post(
    '/stores/:storeId/expected-deliveries',
    {
      config: WRITE,
      schema: {
        tags,
        params: StoreParams,
        headers: IdempotencyHeaders,
        body: ExpectedDeliveryInput,
        response: { 201: ExpectedDelivery },
      },
    },
    async (request, reply) => {
      const { params, body, headers } = request;
      const deed = { by: callerOf(request).name, idempotencyKey: headers['idempotency-key'] };
      return reply.code(201).send(await expectDelivery(asCaller(ctx, request), params.storeId, body, deed));
    },
  );
  changeRoutes(app, ctx);
}

function changeRoutes(app: HttpServer, ctx: Context): void {
  app.patch(
    '/stores/:storeId/expected-deliveries/:deliveryId',
    {
      config: WRITE,
      schema: {
        tags,
        params: DeliveryParams,
        body: ExpectedDeliveryPatch,
        response: { 200: ExpectedDelivery },
      },
    },
    (request) => {
      const { storeId, deliveryId } = request.params;
      return changeDelivery(asCaller(ctx, request), storeId, deliveryId, request.body);
    },
  );
  app.post(
    '/stores/:storeId/expected-deliveries/:deliveryId/cancel',
    { config: WRITE, schema: { tags, params: DeliveryParams, response: { 200: ExpectedDelivery } } },
    (request) => callOffDelivery(asCaller(ctx, request), request.params.storeId, request.params.deliveryId),
  );
}
