import Type from 'typebox';
import {
  Transfer,
  TransferCancelInput,
  TransferDeclineInput,
  TransferDelayInput,
  TransferInput,
  TransferReceiveInput,
  TransferSendInput,
  TransferSide,
  TransferStore,
  TransferSummary,
} from '../../shared/purchasing/transfer.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { IdempotencyHeaders, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { cancelTransfer, declineTransfer, delayTransfer } from './answer-transfer.service.ts';
import { deedOf } from './purchase-orders.routes.ts';
import { receiveTransfer, undoTransferReceipt } from './receive-transfer.service.ts';
import { sendTransfer, startTransfer } from './start-transfer.service.ts';
import { findTransfer, findTransferPage, findTransferStores } from './transfers.service.ts';

const tags = ['purchasing'];
const headers = IdempotencyHeaders;
const READ = inStore('purchasing:read');
/** Sending takes goods out of this store, which its staff do; the other store's stock changes when that receives. */
const WRITE = inStore('stock:write');
const RECEIVE = inStore('receipts:write');

const TransferParams = Type.Object({
  ...StoreParams.properties,
  transferId: Type.String({ format: 'uuid' }),
});
const ReceiptParams = Type.Object({
  ...TransferParams.properties,
  receiptId: Type.String({ format: 'uuid' }),
});
const Nothing = Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()]);
const TransferQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(Type.Enum(['open', 'closed'])),
    side: Type.Optional(TransferSide),
  },
  { additionalProperties: false },
);

const schema = { tags, params: TransferParams, headers, response: { 200: Transfer } };

export function transfersRoutes(app: HttpServer, ctx: Context): void {
  readRoutes(app, ctx);
  senderRoutes(app, ctx);
  receiverRoutes(app, ctx);
  eitherRoutes(app, ctx);
}

function readRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/transfers',
    {
      config: READ,
      schema: {
        tags,
        params: StoreParams,
        querystring: TransferQuery,
        response: { 200: pageOf(TransferSummary) },
      },
    },
    async ({ params, query }) => {
      const { limit, after: before } = readPage(query);
      const { status, side } = query;
      const page = await findTransferPage(ctx, params.storeId, { status, side, before, limit });
      return toPage(page, limit, ({ transferId }) => transferId);
    },
  );
  app.get(
    '/stores/:storeId/transfer-stores',
    {
      config: READ,
      schema: {
        tags,
        params: StoreParams,
        response: { 200: Type.Object({ stores: Type.Array(TransferStore) }) },
      },
    },
    async ({ params }) => ({ stores: await findTransferStores(ctx, params.storeId) }),
  );
  app.get(
    '/stores/:storeId/transfers/:transferId',
    { config: READ, schema: { tags, params: TransferParams, response: { 200: Transfer } } },
    ({ params }) => findTransfer(ctx, params.storeId, params.transferId),
  );
}

function senderRoutes(app: HttpServer, ctx: Context): void {
  app.post(
    '/stores/:storeId/transfers/:transferId/send',
    { config: WRITE, schema: { ...schema, body: TransferSendInput } },
    (request) => {
      const { storeId, transferId } = request.params;
      return sendTransfer(asCaller(ctx, request), storeId, transferId, request.body, deedOf(request));
    },
  );
  app.post(
    '/stores/:storeId/transfers/:transferId/decline',
    { config: WRITE, schema: { ...schema, body: TransferDeclineInput } },
    (request) => {
      const { storeId, transferId } = request.params;
      return declineTransfer(asCaller(ctx, request), storeId, transferId, request.body, deedOf(request));
    },
  );
}

function receiverRoutes(app: HttpServer, ctx: Context): void {
  app.post(
    '/stores/:storeId/transfers/:transferId/receive',
    { config: RECEIVE, schema: { ...schema, body: TransferReceiveInput } },
    (request) => {
      const { storeId, transferId } = request.params;
      return receiveTransfer(asCaller(ctx, request), storeId, transferId, request.body, deedOf(request));
    },
  );
  app.post(
    '/stores/:storeId/transfers/:transferId/receipts/:receiptId/undo',
    { config: RECEIVE, schema: { ...schema, params: ReceiptParams, body: Nothing } },
    (request) => {
      const { storeId, transferId, receiptId } = request.params;
      return undoTransferReceipt(asCaller(ctx, request), storeId, transferId, receiptId, deedOf(request));
    },
  );
}

/** What either of the two stores may do. */
function eitherRoutes(app: HttpServer, ctx: Context): void {
  app.post(
    '/stores/:storeId/transfers',
    {
      config: WRITE,
      schema: { tags, params: StoreParams, headers, body: TransferInput, response: { 201: Transfer } },
    },
    async (request, reply) => {
      const { storeId } = request.params;
      const started = await startTransfer(asCaller(ctx, request), storeId, request.body, deedOf(request));
      return reply.code(201).send(started);
    },
  );
  app.post(
    '/stores/:storeId/transfers/:transferId/delay',
    { config: WRITE, schema: { ...schema, body: TransferDelayInput } },
    (request) => {
      const { storeId, transferId } = request.params;
      return delayTransfer(asCaller(ctx, request), storeId, transferId, request.body, deedOf(request));
    },
  );
  app.post(
    '/stores/:storeId/transfers/:transferId/cancel',
    { config: WRITE, schema: { ...schema, body: TransferCancelInput } },
    (request) => {
      const { storeId, transferId } = request.params;
      return cancelTransfer(asCaller(ctx, request), storeId, transferId, request.body, deedOf(request));
    },
  );
}
