import Type from 'typebox';
import { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import {
  AcceptProposalsInput,
  NextDelivery,
  OrderOutlook,
  OutlookQuery,
  ProposalsQuery,
  ReorderProposals,
} from '../../shared/purchasing/reorder.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { IdempotencyHeaders, StoreParams, type HttpServer } from '../platform/http.ts';
import { deedOf } from './purchase-orders.routes.ts';
import { findOrderOutlook } from './order-outlook.service.ts';
import { acceptProposals, findNextDelivery, findProposals } from './proposals.service.ts';

const tags = ['purchasing'];
const SupplierParams = Type.Object({
  ...StoreParams.properties,
  supplierId: Type.String({ format: 'uuid' }),
});

export function proposalsRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/reorder-proposals',
    {
      config: inStore('purchasing:read'),
      schema: {
        ...{ tags, params: StoreParams, querystring: ProposalsQuery },
        response: { 200: ReorderProposals },
      },
    },
    async ({ params, query }) => ({
      proposals: await findProposals(ctx, params.storeId, { withTrade: query.trade === 'true' }),
    }),
  );
  app.get(
    '/stores/:storeId/reorder-proposals/outlook',
    {
      config: inStore('purchasing:read'),
      schema: { tags, params: StoreParams, querystring: OutlookQuery, response: { 200: OrderOutlook } },
    },
    ({ params, query: { packs, lateDays, ...of } }) =>
      findOrderOutlook(ctx, params.storeId, {
        ...{ ...of, packs: Number(packs), lateDays: Number(lateDays ?? 0) },
      }),
  );
  app.get(
    '/stores/:storeId/suppliers/:supplierId/next-delivery',
    {
      config: inStore('purchasing:read'),
      schema: { tags, params: SupplierParams, response: { 200: NextDelivery } },
    },
    ({ params }) => findNextDelivery(ctx, params.storeId, params.supplierId),
  );
  app.post(
    '/stores/:storeId/reorder-proposals/accept',
    {
      config: inStore('purchasing:write'),
      schema: {
        ...{ tags, params: StoreParams, headers: IdempotencyHeaders, body: AcceptProposalsInput },
        response: { 201: Type.Object({ orders: Type.Array(PurchaseOrder) }) },
      },
    },
    async (request, reply) => {
      const { storeId } = request.params;
      const accepted = await acceptProposals(asCaller(ctx, request), storeId, request.body, deedOf(request));
      return reply.code(201).send(accepted);
    },
  );
}
