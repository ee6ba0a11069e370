import type { LinkContext } from '../orders/links.service.ts';
import type { HttpServer } from '../platform/http.ts';
import { importsRoutes } from './imports.routes.ts';
import type { FilesContext } from './read-x12.service.ts';
import { supplierDoorRoutes } from './supplier-door.routes.ts';
import { supplierFilesRoutes } from './supplier-files.routes.ts';
import { webhookEndpointsRoutes } from './webhook-endpoints.routes.ts';

/** What other programs and files bring in. */
export async function integrationsRoutes(app: HttpServer, ctx: FilesContext & LinkContext): Promise<void> {
  webhookEndpointsRoutes(app, ctx);
  supplierFilesRoutes(app, ctx);
  // Each of these in a scope of its own, as they take bodies that no other route may take.
  await app.register((scope) => importsRoutes(scope, ctx));
  await app.register((scope) => supplierDoorRoutes(scope, ctx));
}
