import { BackInStockAnswer, BackInStockInput } from '../../shared/notifications/message.schema.ts';
import { permitsInStore } from '../identity/access.ts';
import { PUBLIC } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { askToBeTold, type Asker } from './back-in-stock.service.ts';

/** For a shop's own pages as for anybody: who is told, and when, is up to the stock. */
export function backInStockRoutes(app: HttpServer, ctx: Context): void {
  app.post(
    '/stores/:storeId/back-in-stock',
    {
      config: PUBLIC,
      schema: {
        ...{ tags: ['orders'], params: StoreParams, body: BackInStockInput },
        response: { 200: BackInStockAnswer },
      },
    },
    (request) => {
      const { principal, ip } = request;
      const { storeId } = request.params;
      const isTrusted = principal !== null && permitsInStore(principal, 'orders:write', storeId);
      const asker: Asker = isTrusted ? { isTrusted } : { isTrusted, address: ip };
      return askToBeTold(asCaller(ctx, request), storeId, request.body, asker);
    },
  );
}
