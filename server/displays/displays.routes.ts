import type { LinkContext } from '../orders/links.service.ts';
import type { HttpServer } from '../platform/http.ts';
import { itemOverviewRoutes } from './item-overview.routes.ts';
import { reportSubscriptionsRoutes } from './report-subscriptions.routes.ts';
import { reportRoutes } from './report.routes.ts';
import { searchRoutes } from './search.routes.ts';
import { stockTableRoutes } from './stock-table.routes.ts';
import { storesBoardRoutes } from './stores-board.routes.ts';
import { tableViewsRoutes } from './table-views.routes.ts';

/** What is read across everything that a store has. */
export function displaysRoutes(app: HttpServer, ctx: LinkContext): void {
  searchRoutes(app, ctx);
  itemOverviewRoutes(app, ctx);
  reportRoutes(app, ctx);
  reportSubscriptionsRoutes(app, ctx);
  storesBoardRoutes(app, ctx);
  stockTableRoutes(app, ctx);
  tableViewsRoutes(app, ctx);
}
