import type { HttpServer } from '../platform/http.ts';
import { apiKeysRoutes } from './api-keys.routes.ts';
import { auditRoutes } from './audit.routes.ts';
import { authRoutes } from './auth.routes.ts';
import { devicesRoutes } from './devices.routes.ts';
import { peopleRoutes } from './people.routes.ts';
import type { SessionCookie } from './session-cookie.ts';
import { setupRoutes } from './setup.routes.ts';
import { storesRoutes } from './stores.routes.ts';

type IdentityRoutesContext = Parameters<typeof setupRoutes>[1] & Parameters<typeof storesRoutes>[1];

/** Who may come in, as what, and what is known of what they did. */
export function identityRoutes(
  app: HttpServer,
  ctx: IdentityRoutesContext,
  { cookie, screens }: { cookie: SessionCookie; screens: Parameters<typeof devicesRoutes>[2] },
): void {
  setupRoutes(app, ctx, cookie);
  authRoutes(app, ctx, cookie);
  peopleRoutes(app, ctx);
  devicesRoutes(app, ctx, screens);
  apiKeysRoutes(app, ctx);
  auditRoutes(app, ctx);
  storesRoutes(app, ctx);
}
