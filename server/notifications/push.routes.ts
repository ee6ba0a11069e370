import Type from 'typebox';
import { OrderStatusView, PushInput } from '../../shared/orders/order-status.schema.ts';
import { PUBLIC } from '../identity/access-rules.ts';
import type { LinkContext } from '../orders/links.service.ts';
import type { HttpServer } from '../platform/http.ts';
import { subscribeBrowser } from './browsers.service.ts';

const params = Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) });

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
