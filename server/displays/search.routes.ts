import { SearchAnswer, SearchQuery } from '../../shared/displays/search.schema.ts';
import { callerOf } from '../identity/caller.ts';
import { inStore } from '../identity/access-rules.ts';
import type { Context } from '../platform/context.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { search } from './search.service.ts';

export function searchRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/search',
    {
      config: inStore('stores:read'),
      schema: {
        tags: ['stores'],
        params: StoreParams,
        querystring: SearchQuery,
        response: { 200: SearchAnswer },
      },
    },
    async (request) => {
      const { params, query } = request;
      return {
        items: await search(ctx, { caller: callerOf(request), storeId: params.storeId, text: query.q }),
      };
    },
  );
}
