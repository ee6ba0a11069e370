import { ItemCosts, ItemOverview } from '../../shared/displays/item-overview.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { StoreItemParams, StoreParams, type HttpServer } from '../platform/http.ts';
import { findItemCosts, findItemOverview } from './item-overview.service.ts';

export function itemOverviewRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/items/:itemId/overview',
    {
      config: inStore('stock:read'),
      schema: { tags: ['stock'], params: StoreItemParams, response: { 200: ItemOverview } },
    },
    (request) => findItemOverview(ctx, callerOf(request), request.params),
  );
  app.get(
    '/stores/:storeId/item-costs',
    {
      config: inStore('suppliers:read'),
      schema: { tags: ['stock'], params: StoreParams, response: { 200: ItemCosts } },
    },
    ({ params }) => findItemCosts(ctx, params.storeId),
  );
}
