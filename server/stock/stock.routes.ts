import { CommitQuery } from '../../shared/items/bulk.schema.ts';
import { AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import { MarkChanges, MarkChangesAnswer } from '../../shared/stock/marks.schema.ts';
import {
  Movement,
  MovementsAnswer,
  MovementsInput,
  ReceiptInput,
} from '../../shared/stock/movement.schema.ts';
import { SalesAnswer, SalesInput } from '../../shared/stock/sale.schema.ts';
import { StockFigures, StockState } from '../../shared/stock/stock.schema.ts';
import type { FastifyRequest } from 'fastify';
import { inStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { IdempotencyHeaders, StoreItemParams, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { setAvailability } from './availability.service.ts';
import { changeMarks, previewMarks } from './marks.service.ts';
import { countSheetRoutes } from './count-sheet.routes.ts';
import { findLedgerPage, recordMovements, recordReceipt, type Reporter } from './movements.service.ts';
import { recordSales } from './sales.service.ts';
import { findStock, findStockPage, type DepletionsOf } from './stock.service.ts';
import { checkDestinations } from './transfer-access.ts';

const tags = ['stock'];
const headers = IdempotencyHeaders;
/** 10,000 items at once. */
const BULK_LIMIT = 4_000_000;

/** `depletionsOf` tells when items run out; given by the composition root, as it ranks higher. */
export function stockRoutes(app: HttpServer, ctx: Context, depletionsOf: DepletionsOf): void {
  readRoutes(app, ctx, depletionsOf);
  availabilityRoutes(app, ctx);
  countSheetRoutes(app, ctx);
  app.post(
    '/stores/:storeId/sales',
    {
      config: inStore('sales:write'),
      schema: { tags, params: StoreParams, headers, body: SalesInput, response: { 200: SalesAnswer } },
    },
    (request) => {
      const { params, body, headers } = request;
      return recordSales(asCaller(ctx, request), params.storeId, body.sales, headers['idempotency-key']);
    },
  );
  app.post(
    '/stores/:storeId/movements',
    {
      config: inStore('stock:write'),
      schema: {
        tags,
        params: StoreParams,
        headers,
        body: MovementsInput,
        response: { 200: MovementsAnswer },
      },
    },
    (request) => {
      checkDestinations(callerOf(request), request.body);
      const { params, body } = request;
      return recordMovements(asCaller(ctx, request), params.storeId, body.movements, reporterOf(request));
    },
  );
  app.post(
    '/stores/:storeId/receipts',
    {
      config: inStore('stock:write'),
      schema: { tags, params: StoreParams, headers, body: ReceiptInput, response: { 200: MovementsAnswer } },
    },
    (request) =>
      recordReceipt(asCaller(ctx, request), request.params.storeId, request.body, reporterOf(request)),
  );
}

function availabilityRoutes(app: HttpServer, ctx: Context): void {
  app.put(
    '/stores/:storeId/items/:itemId/availability',
    {
      config: inStore('availability:write'),
      schema: {
        tags,
        params: StoreItemParams,
        headers,
        body: AvailabilityInput,
        response: { 200: StockState },
      },
    },
    (request) => {
      const { storeId, itemId } = request.params;
      return setAvailability(asCaller(ctx, request), storeId, itemId, request.body, reporterOf(request));
    },
  );
  app.post(
    '/stores/:storeId/availability',
    {
      config: inStore('availability:write'),
      bodyLimit: BULK_LIMIT,
      schema: {
        ...{ tags, params: StoreParams, headers, querystring: CommitQuery, body: MarkChanges },
        response: { 200: MarkChangesAnswer },
      },
    },
    (request) => {
      const { params, query, body } = request;
      return query.commit === 'true'
        ? changeMarks(asCaller(ctx, request), params.storeId, body.changes, reporterOf(request))
        : previewMarks(ctx, params.storeId, body.changes);
    },
  );
}

function readRoutes(app: HttpServer, ctx: Context, depletionsOf: DepletionsOf): void {
  const config = inStore('stock:read');
  app.get(
    '/stores/:storeId/stock',
    {
      config,
      schema: { tags, params: StoreParams, querystring: PageQuery, response: { 200: pageOf(StockFigures) } },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      const stock = await findStockPage(ctx.db, params.storeId, { limit, after }, depletionsOf);
      return toPage(stock, limit, ({ sku }) => sku);
    },
  );
  app.get(
    '/stores/:storeId/stock/:itemId',
    { config, schema: { tags, params: StoreItemParams, response: { 200: StockFigures } } },
    ({ params }) => findStock(ctx.db, params.storeId, params.itemId, depletionsOf),
  );
  app.get(
    '/stores/:storeId/stock/:itemId/movements',
    {
      config,
      schema: { tags, params: StoreItemParams, querystring: PageQuery, response: { 200: pageOf(Movement) } },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      const movements = await findLedgerPage(ctx.db, params, { limit, before: after });
      return toPage(movements, limit, ({ id }) => String(id));
    },
  );
}

function reporterOf(request: FastifyRequest & { headers: { 'idempotency-key'?: string } }): Reporter {
  return { by: callerOf(request).name, idempotencyKey: request.headers['idempotency-key'] };
}
