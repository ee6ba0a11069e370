import { OrderStatusView, PushInput } from '../../shared/orders/order-status.schema.ts';
import { PUBLIC } from '../identity/access-rules.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { LinkParams, type HttpServer } from '../platform/http.ts';
import { subscribeBrowser } from './browsers.service.ts';

const params = LinkParams;

/** A browser that shows an order's page asks to be told as well. */
export function pushRoutes(app: HttpServer, ctx: LinkContext): void {
  app.post(
    '/order-status/:token/push',
    {
      config: PUBLIC,
      schema: { tags: ['order status'], params, body: PushInput, response: { 200: OrderStatusView } },
    },
    ({ params, body }) => subscribeBrowser(ctx, params.token, body),
  );
}
