import Type from 'typebox';
import {
  Backorder,
  BackorderPolicy,
  BackorderReport,
  BumpInput,
  PolicyInput,
  PolicyPreview,
} from '../../shared/orders/backorder.schema.ts';
import { Order } from '../../shared/orders/order.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import { IdempotencyHeaders, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage, unknownCursor } from '../platform/paging.ts';
import {
  bumpLine,
  changePolicy,
  findBackorderPage,
  findBackorderReport,
  findPolicy,
  previewPolicy,
} from './backorders.service.ts';
import type { LinkContext } from './links.service.ts';
import { deedOf, OrderParams } from './orders.routes.ts';

const tags = ['orders'];
const READ = inStore('orders:read');
const RULE = inStore('backorders:write');

const LineParams = Type.Object({ ...OrderParams.properties, lineId: Type.String({ format: 'uuid' }) });

export function backordersRoutes(app: HttpServer, ctx: LinkContext): void {
  queueRoutes(app, ctx);
  policyRoutes(app, ctx);
  app.post(
    '/stores/:storeId/orders/:orderId/lines/:lineId/bump',
    {
      config: RULE,
      schema: {
        tags,
        params: LineParams,
        headers: IdempotencyHeaders,
        body: BumpInput,
        response: { 200: Order },
      },
    },
    (request) =>
      bumpLine(asCaller(ctx, request), request.params.storeId, request.params, request.body, deedOf(request)),
  );
}

function queueRoutes(app: HttpServer, ctx: LinkContext): void {
  app.get(
    '/stores/:storeId/backorders',
    {
      config: READ,
      schema: { tags, params: StoreParams, querystring: PageQuery, response: { 200: pageOf(Backorder) } },
    },
    async ({ params, query }) => {
      const { limit, after = '0' } = readPage(query);
      if (!/^\d{1,9}$/.test(after)) throw unknownCursor();
      const page = await findBackorderPage(ctx, params.storeId, { after: Number(after), limit });
      return toPage(page, limit, ({ position }) => String(position));
    },
  );
  app.get(
    '/stores/:storeId/backorders/report',
    { config: READ, schema: { tags, params: StoreParams, response: { 200: BackorderReport } } },
    ({ params }) => findBackorderReport(ctx, params.storeId),
  );
}

function policyRoutes(app: HttpServer, ctx: LinkContext): void {
  const schema = { tags, params: StoreParams };
  app.get(
    '/stores/:storeId/backorder-policy',
    { config: READ, schema: { ...schema, response: { 200: BackorderPolicy } } },
    ({ params }) => findPolicy(ctx, params.storeId),
  );
  app.put(
    '/stores/:storeId/backorder-policy',
    { config: RULE, schema: { ...schema, body: PolicyInput, response: { 200: BackorderPolicy } } },
    (request) => changePolicy(asCaller(ctx, request), request.params.storeId, request.body),
  );
  app.post(
    '/stores/:storeId/backorder-policy/preview',
    { config: RULE, schema: { ...schema, body: PolicyInput, response: { 200: PolicyPreview } } },
    ({ params, body }) => previewPolicy(ctx, params.storeId, body),
  );
}
