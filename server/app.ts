import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from 'pino';
import { Server, type ServerOptions } from 'socket.io';
import { readBoard } from './displays/board.service.ts';
import { storesRoutes } from './identity/stores.routes.ts';
import { importsRoutes } from './integrations/imports.routes.ts';
import { itemsRoutes } from './items/items.routes.ts';
import { ChangeFeed } from './live/change-feed.ts';
import { ChangeHints } from './live/change-hints.ts';
import { attachLive, type LiveServer } from './live/live.sockets.ts';
import { startRetention } from './live/retention.job.ts';
import { serveClient, type ClientFiles } from './platform/client-files.ts';
import type { Clock } from './platform/clock.ts';
import type { Context } from './platform/context.ts';
import { createDatabase } from './platform/database.ts';
import { AppError } from './platform/errors.ts';
import { healthRoutes } from './platform/health.routes.ts';
import { answerWithProblem, type HttpServer } from './platform/http.ts';
import { compile } from './platform/validation.ts';
import { settleItems } from './settlement/settle.ts';
import { startAvailabilityExpiry } from './stock/availability-expiry.job.ts';
import { openStock } from './stock/open-stock.service.ts';
import { stockRoutes } from './stock/stock.routes.ts';
import { registerStockCommands } from './stock/stock.sockets.ts';

export interface AppDeps {
  pool: pg.Pool;
  connectionString: string;
  clock: Clock;
  logger: Logger;
  client: ClientFiles;
  role: 'all' | 'web' | 'worker';
}

export interface App {
  server: HttpServer;
  ctx: AppContext;
  /** Starts what runs by itself: the feed, its hints, the jobs. */
  start: () => Promise<void>;
  /** Tells every screen the time at once, because the clock leapt or changed its rate. */
  tellTime: () => void;
  /** Tells the screens, then lets go of everything that {@link App.start} started. */
  stop: () => Promise<void>;
}

export interface AppContext extends Context {
  settleItems: typeof settleItems;
  openStock: typeof openStock;
}

const BODY_LIMIT = 1_000_000;
const SOCKET_PAYLOAD_LIMIT = 200_000;
const BACK_IN_MS = 2_000;

const SOCKETS: Partial<ServerOptions> = {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  maxHttpBufferSize: SOCKET_PAYLOAD_LIMIT,
};

/** Puts the parts together. Nothing listens and nothing runs by itself until the caller says so. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { pool, connectionString, clock, logger, client, role } = deps;
  const onError = (error: unknown): void => logger.error({ err: error }, 'background work failed');
  const hints = new ChangeHints({ pool, connectionString, onHint: (storeId) => feed.hint(storeId), onError });
  const announce = (storeId: string): void => {
    feed.hint(storeId);
    hints.announce(storeId);
  };
  const ctx: AppContext = { db: createDatabase(pool), clock, announce, settleItems, openStock };
  const server = await buildHttp(ctx, logger, client, () => io.engine.clientsCount);
  const io: LiveServer = new Server(server.server, SOCKETS);
  const feed = new ChangeFeed({
    db: ctx.db,
    clock,
    snapshot: readBoard,
    emit: (room, frame) => live.namespace.to(room).emit('frame', frame),
    onError,
  });
  const register = (socket: Parameters<typeof registerStockCommands>[0]): void =>
    registerStockCommands(socket, ctx, onError);
  const live = attachLive(io, { db: ctx.db, clock, feed, build: client.build, onError, register });
  const jobs: { stop: () => void }[] = [];

  return {
    server,
    ctx,
    tellTime: live.tellTime,
    start: async () => {
      await hints.start();
      feed.start();
      if (role !== 'web') jobs.push(startAvailabilityExpiry(ctx, onError), startRetention(ctx, onError));
    },
    stop: async () => {
      for (const job of jobs) job.stop();
      live.namespace.emit('goodbye', { backInMs: BACK_IN_MS });
      live.stop();
      feed.stop();
      await hints.stop();
      // Without this the HTTP server would wait for its sockets for ever.
      live.namespace.disconnectSockets(true);
      await server.close();
      await io.close();
    },
  };
}

async function buildHttp(
  ctx: AppContext,
  logger: Logger,
  client: ClientFiles,
  connectedScreens: () => number,
): Promise<HttpServer> {
  const loggerInstance: FastifyBaseLogger = logger;
  const app: HttpServer = Fastify({
    loggerInstance,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => void answerWithProblem(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>();
  // JSON bodies only: pages of other sites may send plain text without asking.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(({ schema }) => compile(schema as object));
  app.setErrorHandler(answerWithProblem);
  app.setNotFoundHandler((request) => {
    throw new AppError('not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`);
  });
  await app.register(helmet, HELMET);
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Larder', version: '1' } } });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  await app.register(
    (api, _options, done) => {
      storesRoutes(api, ctx);
      itemsRoutes(api, ctx);
      stockRoutes(api, ctx);
      api.register((scope) => importsRoutes(scope, ctx));
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
      done();
    },
    { prefix: '/api/v1' },
  );
  healthRoutes(app, { db: ctx.db, connectedScreens });
  await serveClient(app, client);
  return app;
}

const HELMET = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // Served over plain http on this machine; https is the business of whoever puts a proxy in front.
  strictTransportSecurity: false,
};
