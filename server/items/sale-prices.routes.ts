import { SalePrices, SalePricesInput } from '../../shared/items/sale-price.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { changeSalePrices, findSalePrices } from './sale-prices.service.ts';

export function salePricesRoutes(app: HttpServer, ctx: Context): void {
  const schema = { tags: ['items'], params: StoreParams, response: { 200: SalePrices } };
  app.get('/stores/:storeId/sale-prices', { config: inStore('items:read'), schema }, ({ params }) =>
    findSalePrices(ctx, params.storeId),
  );
  app.put(
    '/stores/:storeId/sale-prices',
    { config: inStore('items:write'), schema: { ...schema, body: SalePricesInput } },
    (request) => changeSalePrices(asCaller(ctx, request), request.params.storeId, request.body),
  );
}
