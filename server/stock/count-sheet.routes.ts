import { CountSheet, CountSheetQuery, ShelvesInput } from '../../shared/stock/count-sheet.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { arrangeShelves, findCountSheet } from './count-sheet.service.ts';

export function countSheetRoutes(app: HttpServer, ctx: Context): void {
  const schema = { tags: ['stock'], params: StoreParams, response: { 200: CountSheet } };
  app.get(
    '/stores/:storeId/count-sheet',
    { config: inStore('stock:read'), schema: { ...schema, querystring: CountSheetQuery } },
    ({ params, query }) => findCountSheet(ctx, params.storeId, query.at),
  );
  app.put(
    '/stores/:storeId/shelves',
    { config: inStore('items:write'), schema: { ...schema, body: ShelvesInput } },
    (request) => arrangeShelves(asCaller(ctx, request), request.params.storeId, request.body),
  );
}
