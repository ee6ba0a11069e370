import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from './database.ts';
import { AppError } from './errors.ts';
import { isLoopback, type HttpServer } from './http.ts';

export interface HealthDeps {
  db: Database;
  connectedScreens: () => number;
}

/** Liveness, readiness and figures for the people who run the server. */
export function healthRoutes(app: HttpServer, { db, connectedScreens }: HealthDeps): void {
  const registry = metricsRegistry(connectedScreens);
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    await sql`select 1 from deployment`.execute(db);
    return { status: 'ready' };
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!isLoopback(request.ip)) throw new AppError('forbidden', 'Metrics are served to this machine only.');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function metricsRegistry(connectedScreens: () => number): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'larder_connected_screens',
    help: 'Sockets connected to this process',
    registers: [registry],
    collect() {
      this.set(connectedScreens());
    },
  });
  return registry;
}
