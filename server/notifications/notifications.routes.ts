import type { HttpServer } from '../platform/http.ts';
import { backInStockRoutes } from './back-in-stock.routes.ts';
import type { NotificationsContext } from './deliver.service.ts';
import { messagesRoutes } from './messages.routes.ts';
import { pushRoutes } from './push.routes.ts';
import { supplierProgramRoutes } from './supplier-program.routes.ts';
import { templatesRoutes } from './templates.routes.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

/** Everything about what customers are told. */
export async function notificationsRoutes(app: HttpServer, ctx: NotificationsContext): Promise<void> {
  messagesRoutes(app, ctx);
  templatesRoutes(app, ctx);
  backInStockRoutes(app, ctx);
  pushRoutes(app, ctx);
  supplierProgramRoutes(app, ctx);
  // In a scope of its own, as it takes bodies that no other route may take.
  await app.register((scope) => unsubscribeRoutes(scope, ctx));
}
