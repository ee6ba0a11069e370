import { AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import {
  Movement,
  MovementsAnswer,
  MovementsInput,
  ReceiptInput,
} from '../../shared/stock/movement.schema.ts';
import { SalesAnswer, SalesInput } from '../../shared/stock/sale.schema.ts';
import { StockState } from '../../shared/stock/stock.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { IdempotencyHeaders, StoreItemParams, StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { setAvailability } from './availability.service.ts';
import { listLedger, recordMovements, recordReceipt, type Reporter } from './movements.service.ts';
import { recordSales } from './sales.service.ts';
import { getStock, listStock } from './stock.service.ts';

const tags = ['stock'];
const headers = IdempotencyHeaders;

export function stockRoutes(app: HttpServer, ctx: Context): void {
  readRoutes(app, ctx);
  app.post(
    '/stores/:storeId/sales',
    { schema: { tags, params: StoreParams, headers, body: SalesInput, response: { 200: SalesAnswer } } },
    ({ params, body, headers }) => recordSales(ctx, params.storeId, body.sales, headers['idempotency-key']),
  );
  app.post(
    '/stores/:storeId/movements',
    {
      schema: {
        tags,
        params: StoreParams,
        headers,
        body: MovementsInput,
        response: { 200: MovementsAnswer },
      },
    },
    ({ params, body, headers }) => recordMovements(ctx, params.storeId, body.movements, reporter(headers)),
  );
  app.post(
    '/stores/:storeId/receipts',
    {
      schema: { tags, params: StoreParams, headers, body: ReceiptInput, response: { 200: MovementsAnswer } },
    },
    ({ params, body, headers }) => recordReceipt(ctx, params.storeId, body, reporter(headers)),
  );
  app.put(
    '/stores/:storeId/items/:itemId/availability',
    {
      schema: {
        tags,
        params: StoreItemParams,
        headers,
        body: AvailabilityInput,
        response: { 200: StockState },
      },
    },
    ({ params, body, headers }) =>
      setAvailability(ctx, params.storeId, params.itemId, body, reporter(headers)),
  );
}

function readRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/stock',
    { schema: { tags, params: StoreParams, querystring: PageQuery, response: { 200: pageOf(StockState) } } },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      await getStoreById(ctx.db, params.storeId);
      return toPage(await listStock(ctx.db, params.storeId, { limit, after }), limit, ({ sku }) => sku);
    },
  );
  app.get(
    '/stores/:storeId/stock/:itemId',
    { schema: { tags, params: StoreItemParams, response: { 200: StockState } } },
    ({ params }) => getStock(ctx.db, params.storeId, params.itemId),
  );
  app.get(
    '/stores/:storeId/stock/:itemId/movements',
    {
      schema: { tags, params: StoreItemParams, querystring: PageQuery, response: { 200: pageOf(Movement) } },
    },
    async ({ params, query }) => {
      const { limit, after } = readPage(query);
      await getStock(ctx.db, params.storeId, params.itemId);
      return toPage(await listLedger(ctx.db, params, { limit, before: after }), limit, ({ id }) =>
        String(id),
      );
    },
  );
}

/** Until people and programs sign in, whoever calls the API is "API". */
function reporter(headers: { 'idempotency-key'?: string }): Reporter {
  return { by: 'API', idempotencyKey: headers['idempotency-key'] };
}
