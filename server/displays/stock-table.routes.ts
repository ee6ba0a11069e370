import Type from 'typebox';
import { StockTable } from '../../shared/displays/stock-table.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { sendPacked } from '../platform/packed-answer.ts';
import { findStockTable } from './stock-table.service.ts';

const StockTableQuery = Type.Object(
  {
    since: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,15}$',
        description: 'seq of an answer before: only what changed since',
      }),
    ),
  },
  { additionalProperties: false },
);

export function stockTableRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/stock-table',
    {
      config: inStore('stock:read'),
      schema: {
        tags: ['stock'],
        params: StoreParams,
        querystring: StockTableQuery,
        response: { 200: StockTable },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const since = query.since === undefined ? undefined : Number(query.since);
      const table = await findStockTable(ctx, callerOf(request), { storeId: params.storeId, since });
      return sendPacked(request, reply, table);
    },
  );
}
