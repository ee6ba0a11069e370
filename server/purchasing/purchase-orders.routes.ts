import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  AcknowledgeInput,
  DelayInput,
  PurchaseOrder,
  PurchaseOrderCancelInput,
  PurchaseOrderInput,
  PurchaseOrderPatch,
  PurchaseOrderSummary,
  Receipt,
  ReceiveInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import { ReceivableLine } from '../../shared/purchasing/receipt.schema.ts';
import { permitsInStore } from '../identity/access.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import { supplierUrls, type LinkContext } from '../orders/links.service.ts';
import { IdempotencyHeaders, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { changeLines } from './amend.service.ts';
import { draftPurchaseOrder } from './draft.service.ts';
import {
  approvePurchaseOrder,
  cancelPurchaseOrder,
  findPurchaseOrder,
  findPurchaseOrderPage,
  type Deed,
} from './purchase-orders.service.ts';
import { receiptPhotosRoutes } from './receipt-photos.routes.ts';
import { findReceipts } from './receipts.service.ts';
import { findReceivableLines } from './receivable-lines.service.ts';
import { receivePurchaseOrder, undoReceipt } from './receive.service.ts';
import { sendPurchaseOrder } from './send.service.ts';
import { acknowledgePurchaseOrder, reportDelay } from './supplier-answers.service.ts';

const tags = ['purchasing'];
const headers = IdempotencyHeaders;
const READ = inStore('purchasing:read');
const WRITE = inStore('purchasing:write');
const APPROVE = inStore('purchasing:approve');
const RECEIVE = inStore('receipts:write');

const PoParams = Type.Object({ ...StoreParams.properties, poId: Type.String({ format: 'uuid' }) });
const ReceiptParams = Type.Object({ ...PoParams.properties, receiptId: Type.String({ format: 'uuid' }) });
const Nothing = Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()]);

const PoQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(Type.Enum(['open', 'closed'])),
    supplierId: Type.Optional(Type.String({ format: 'uuid' })),
    search: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);

const schema = { tags, params: PoParams, headers, response: { 200: PurchaseOrder } };

export function purchaseOrdersRoutes(app: HttpServer, ctx: LinkContext): void {
  readRoutes(app, ctx);
  orderingRoutes(app, ctx);
  answerRoutes(app, ctx);
  receiptRoutes(app, ctx);
  app.register((scope) => receiptPhotosRoutes(scope as unknown as HttpServer, ctx));
}

function readRoutes(app: HttpServer, ctx: LinkContext): void {
  app.get(
    '/stores/:storeId/purchase-orders',
    {
      config: READ,
      schema: {
        tags,
        params: StoreParams,
        querystring: PoQuery,
        response: { 200: pageOf(PurchaseOrderSummary) },
      },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      const { status, supplierId, search } = query;
      const filter = { status, supplierId, search, before: after, limit };
      return toPage(
        await findPurchaseOrderPage(ctx, params.storeId, filter),
        limit,
        ({ number }) => `${number}`,
      );
    },
  );
  app.get(
    '/stores/:storeId/purchase-orders/:poId',
    { config: READ, schema: { tags, params: PoParams, response: { 200: PurchaseOrder } } },
    async (request) => {
      const { storeId, poId } = request.params;
      return withPortal(ctx, request, storeId, await findPurchaseOrder(ctx, storeId, poId));
    },
  );
}

function orderingRoutes(app: HttpServer, ctx: LinkContext): void {
  app.post(
    '/stores/:storeId/purchase-orders',
    {
      config: WRITE,
      schema: {
        ...{ tags, params: StoreParams, headers, body: PurchaseOrderInput },
        response: { 200: PurchaseOrder, 201: PurchaseOrder },
      },
    },
    async (request, reply) => {
      const { storeId } = request.params;
      const drafted = await draftPurchaseOrder(
        asCaller(ctx, request),
        storeId,
        request.body,
        deedOf(request),
      );
      const order = await withPortal(ctx, request, storeId, drafted.order);
      return reply.code(drafted.isNew ? 201 : 200).send(order);
    },
  );
  moveRoutes(app, ctx);
}

function moveRoutes(app: HttpServer, ctx: LinkContext): void {
  app.patch(
    '/stores/:storeId/purchase-orders/:poId',
    { config: WRITE, schema: { ...schema, body: PurchaseOrderPatch } },
    async (request) => {
      const { storeId, poId } = request.params;
      const order = await changeLines(asCaller(ctx, request), storeId, poId, request.body, deedOf(request));
      return withPortal(ctx, request, storeId, order);
    },
  );
  app.post(
    '/stores/:storeId/purchase-orders/:poId/approve',
    { config: APPROVE, schema: { ...schema, body: Nothing } },
    async (request) => {
      const { storeId, poId } = request.params;
      const order = await approvePurchaseOrder(asCaller(ctx, request), storeId, poId, deedOf(request));
      return withPortal(ctx, request, storeId, order);
    },
  );
  app.post(
    '/stores/:storeId/purchase-orders/:poId/send',
    { config: WRITE, schema: { ...schema, body: Nothing } },
    async (request) => {
      const { storeId, poId } = request.params;
      const order = await sendPurchaseOrder(asCaller(ctx, request), storeId, poId, deedOf(request));
      return withPortal(ctx, request, storeId, order);
    },
  );
  app.post(
    '/stores/:storeId/purchase-orders/:poId/cancel',
    { config: WRITE, schema: { ...schema, body: PurchaseOrderCancelInput } },
    async (request) => {
      const { storeId, poId } = request.params;
      const order = await cancelPurchaseOrder(
        asCaller(ctx, request),
        storeId,
        poId,
        request.body,
        deedOf(request),
      );
      return withPortal(ctx, request, storeId, order);
    },
  );
}

function answerRoutes(app: HttpServer, ctx: LinkContext): void {
  app.post(
    '/stores/:storeId/purchase-orders/:poId/acknowledge',
    { config: WRITE, schema: { ...schema, body: AcknowledgeInput } },
    async (request) => {
      const { storeId, poId } = request.params;
      const order = await acknowledgePurchaseOrder(
        asCaller(ctx, request),
        storeId,
        poId,
        request.body,
        deedOf(request),
      );
      return withPortal(ctx, request, storeId, order);
    },
  );
  app.post(
    '/stores/:storeId/purchase-orders/:poId/delay',
    { config: WRITE, schema: { ...schema, body: DelayInput } },
    async (request) => {
      const { storeId, poId } = request.params;
      const order = await reportDelay(asCaller(ctx, request), storeId, poId, request.body, deedOf(request));
      return withPortal(ctx, request, storeId, order);
    },
  );
}

function receiptRoutes(app: HttpServer, ctx: LinkContext): void {
  app.get(
    '/stores/:storeId/receivable-lines',
    {
      config: READ,
      schema: {
        tags,
        summary: 'What is to know of lines that are still to come',
        params: StoreParams,
        response: { 200: Type.Object({ lines: Type.Array(ReceivableLine) }) },
      },
    },
    async ({ params }) => ({ lines: await findReceivableLines(ctx, params.storeId) }),
  );
  app.get(
    '/stores/:storeId/purchase-orders/:poId/receipts',
    {
      config: READ,
      schema: {
        tags,
        params: PoParams,
        response: { 200: Type.Object({ receipts: Type.Array(Receipt) }) },
      },
    },
    async ({ params }) => ({ receipts: await findReceipts(ctx, params.storeId, params.poId) }),
  );
  app.post(
    '/stores/:storeId/purchase-orders/:poId/receive',
    { config: RECEIVE, schema: { ...schema, body: ReceiveInput } },
    (request) => {
      const { storeId, poId } = request.params;
      return receivePurchaseOrder(asCaller(ctx, request), storeId, poId, request.body, deedOf(request));
    },
  );
  app.post(
    '/stores/:storeId/purchase-orders/:poId/receipts/:receiptId/undo',
    { config: RECEIVE, schema: { ...schema, params: ReceiptParams, body: Nothing } },
    (request) => {
      const { storeId, poId, receiptId } = request.params;
      return undoReceipt(asCaller(ctx, request), storeId, poId, receiptId, deedOf(request));
    },
  );
}

/** With the address of the supplier's page, for whoever may speak for the supplier. */
async function withPortal(
  ctx: LinkContext,
  request: FastifyRequest,
  storeId: string,
  order: PurchaseOrder,
): Promise<PurchaseOrder> {
  const mayAnswer = permitsInStore(callerOf(request), 'purchasing:write', storeId);
  if (!mayAnswer || order.sentAt === undefined) return order;
  return { ...order, portalUrl: (await supplierUrls(ctx, ctx.db, storeId))(order.poId) };
}

export function deedOf(
  request: FastifyRequest & { headers: { 'idempotency-key'?: string | undefined } },
): Deed {
  const { name, kind, deviceId } = callerOf(request);
  const via = deviceId !== null ? 'tablet' : kind === 'key' ? 'api' : 'manage';
  return { by: name, via, idempotencyKey: request.headers['idempotency-key'] };
}
