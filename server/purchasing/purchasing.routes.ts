import type { ItemsContext } from '../items/items.service.ts';
import type { LinkContext } from '../orders/links.service.ts';
import type { HttpServer } from '../platform/http.ts';
import { delaysRoutes } from './delays.routes.ts';
import { expectedDeliveriesRoutes } from './expected-deliveries.routes.ts';
import { proposalsRoutes } from './proposals.routes.ts';
import { purchaseOrdersRoutes } from './purchase-orders.routes.ts';
import { reorderPolicyRoutes } from './reorder-policy.routes.ts';
import { scorecardsRoutes } from './scorecards.routes.ts';
import { supplierInboxRoutes } from './supplier-inbox.routes.ts';
import { supplierPortalRoutes } from './supplier-portal.routes.ts';
import { transfersRoutes } from './transfers.routes.ts';

/** Everything about what is bought: proposed, ordered, on its way. */
export function purchasingRoutes(app: HttpServer, ctx: LinkContext & ItemsContext): void {
  expectedDeliveriesRoutes(app, ctx);
  delaysRoutes(app, ctx);
  purchaseOrdersRoutes(app, ctx);
  proposalsRoutes(app, ctx);
  reorderPolicyRoutes(app, ctx);
  scorecardsRoutes(app, ctx);
  supplierPortalRoutes(app, ctx);
  supplierInboxRoutes(app, ctx);
  transfersRoutes(app, ctx);
}
