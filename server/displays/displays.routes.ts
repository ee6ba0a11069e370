import type { Context } from '../platform/context.ts';
import type { HttpServer } from '../platform/http.ts';
import { itemOverviewRoutes } from './item-overview.routes.ts';
import { reportRoutes } from './report.routes.ts';
import { searchRoutes } from './search.routes.ts';
import { storesBoardRoutes } from './stores-board.routes.ts';

/** What is read across everything that a store has. */
export function displaysRoutes(app: HttpServer, ctx: Context): void {
  searchRoutes(app, ctx);
  itemOverviewRoutes(app, ctx);
  reportRoutes(app, ctx);
  storesBoardRoutes(app, ctx);
}
