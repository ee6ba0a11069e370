import fastifyCookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from 'pino';
import { Server, type ServerOptions } from 'socket.io';
import type { ScreenMessage } from '../shared/identity/device.schema.ts';
import { SERVER_TIME } from '../shared/live/timing.ts';
import { readBoard } from './displays/board.service.ts';
import { displaysRoutes } from './displays/displays.routes.ts';
import { startReportMails } from './displays/report-mails.job.ts';
import { permitsInStore } from './identity/access.ts';
import { guardRoutes } from './identity/access.routes.ts';
import { guardSockets, principalOf, type SocketGuard } from './identity/access.sockets.ts';
import { PUBLIC } from './identity/access-rules.ts';
import { identityRoutes } from './identity/identity.routes.ts';
import { sessionCookieFor } from './identity/session-cookie.ts';
import { demandEventsRoutes } from './forecasts/demand-events.routes.ts';
import { startDemandHistory } from './forecasts/demand-history.job.ts';
import { forecastRoutes } from './forecasts/forecast.routes.ts';
import { startForecasts } from './forecasts/forecasts.job.ts';
import { listDepletionsOf } from './forecasts/told-depletions.service.ts';
import { startExchange } from './integrations/exchange.job.ts';
import { integrationsRoutes } from './integrations/integrations.routes.ts';
import { startTellingPrograms } from './integrations/tell-programs.job.ts';
import { OPENAPI } from './integrations/webhooks-openapi.ts';
import { itemsRoutes } from './items/items.routes.ts';
import { ChangeFeed } from './live/change-feed.ts';
import { attachLive, type AttachedLive, type LiveServer } from './live/live.sockets.ts';
import { ProcessSignals, type ProcessMessage } from './live/process-signals.ts';
import { startRetention } from './live/retention.job.ts';
import type { NotificationsContext } from './notifications/deliver.service.ts';
import { startNotifications } from './notifications/notifications.job.ts';
import { notificationsRoutes } from './notifications/notifications.routes.ts';
import { ensurePushKeys } from './notifications/push.service.ts';
import { backordersRoutes } from './orders/backorders.routes.ts';
import { orderStatusRoutes } from './orders/order-status.routes.ts';
import { ordersRoutes } from './orders/orders.routes.ts';
import { startPromiseRenewal } from './orders/promise-renewal.job.ts';
import { SYSTEM } from './platform/actor.ts';
import { serveClient, type ClientFiles } from './platform/client-files.ts';
import type { Clock } from './platform/clock.ts';
import { Connections } from './platform/connections.ts';
import type { IdentityContext, Revocation } from './platform/context.ts';
import { createDatabase } from './platform/database.ts';
import { AppError } from './platform/errors.ts';
import { healthRoutes } from './platform/health.routes.ts';
import { answerWithProblem, isLoopback, type HttpServer } from './platform/http.ts';
import type { Mailer } from './platform/mailer.ts';
import { createPusher, type Pusher } from './platform/pusher.ts';
import { SERIALIZATION } from './platform/serialization.ts';
import { SECURITY_HEADERS } from './platform/security-headers.ts';
import type { Texter } from './platform/texter.ts';
import { compile } from './platform/validation.ts';
import { createWebhookSender, type WebhookSender } from './platform/webhook-sender.ts';
import { startPurchasing } from './purchasing/purchasing.job.ts';
import { purchasingRoutes } from './purchasing/purchasing.routes.ts';
import { registerPurchasingCommands } from './purchasing/purchasing.sockets.ts';
import { settleItems } from './settlement/settle.ts';
import { startAvailabilityExpiry } from './stock/availability-expiry.job.ts';
import { openStock } from './stock/open-stock.service.ts';
import { stockRoutes } from './stock/stock.routes.ts';
import { registerStockCommands } from './stock/stock.sockets.ts';
import { suppliersRoutes } from './suppliers/suppliers.routes.ts';

export interface AppDeps {
  pool: pg.Pool;
  connectionString: string;
  clock: Clock;
  logger: Logger;
  client: ClientFiles;
  role: 'all' | 'web' | 'worker';
  publicUrl: string;
  mailer: Mailer | undefined;
  trustedProxies: readonly string[];
  /** Signs the links that customers are sent; absent, a secret of the database does. */
  linkSecret?: string | undefined;
  /** Absent without an SMS service. */
  texter?: Texter | undefined;
  /** Absent: the one that sends to the push services of browsers. */
  pusher?: Pusher;
  /** Absent: the one that sends to programs on the public internet. */
  webhooks?: WebhookSender;
  /** Where suppliers' folders of files are; absent where files are not exchanged. */
  exchangeDir?: string | undefined;
}

export interface App {
  server: HttpServer;
  ctx: AppContext;
  /** Starts what runs by itself: the feed, the signals between processes, the jobs. */
  start: () => Promise<void>;
  /** Tells every screen the time at once, because the clock leapt or changed its rate. */
  tellTime: () => void;
  /** Tells the screens, then lets go of everything that {@link App.start} started. */
  stop: () => Promise<void>;
}

export interface AppContext extends IdentityContext, NotificationsContext {
  settleItems: typeof settleItems;
  openStock: typeof openStock;
}

const BODY_LIMIT = 1_000_000;
const SOCKET_PAYLOAD_LIMIT = 200_000;
const BACK_IN_MS = 2_000;

/** Far above what a busy kitchen asks from behind one address; what runs on this machine is trusted not to flood it. */
const RATE_LIMIT: RateLimitPluginOptions = {
  max: 3_000,
  timeWindow: 10_000,
  allowList: ({ ip }) => isLoopback(ip),
  errorResponseBuilder: (_request, { ttl }) => {
    const seconds = Math.ceil(ttl / 1000);
    return new AppError('rate-limited', `Too many requests. Wait ${seconds} seconds.`, undefined, seconds);
  },
};

const SOCKETS: Partial<ServerOptions> = {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
  maxHttpBufferSize: SOCKET_PAYLOAD_LIMIT,
};

/** Puts the parts together. Nothing listens and nothing runs by itself until the caller says so. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { pool, connectionString, clock, logger, role } = deps;
  const onError = (error: unknown): void => logger.error({ err: error }, 'background work failed');
  const onMessage = (message: ProcessMessage): void => live.take(message);
  const onListening = (): void => live.doubt();
  const signals = new ProcessSignals({ pool, connectionString, onMessage, onListening, onError });
  const announce = (storeId: string): void => {
    live.feed.hint(storeId);
    signals.announce(storeId);
  };
  const revoked = (what: Revocation): void => {
    live.guard.drop(what);
    signals.tell({ kind: 'revoked', what });
  };
  const { publicUrl, mailer, linkSecret, texter, exchangeDir } = deps;
  const { pusher = createPusher(), webhooks = createWebhookSender() } = deps;
  const ctx: AppContext = {
    db: createDatabase(pool),
    ...{ clock, actor: SYSTEM, announce, mailer, texter, pusher, webhooks },
    ...{ publicUrl, linkSecret, exchangeDir, revoked, settleItems, openStock },
  };
  const server = await buildHttp(ctx, deps, { live: () => live, signals });
  const live = buildLive(ctx, deps, new Server(server.server, SOCKETS), onError);
  const connections = new Connections(server.server);
  const jobs: Job[] = [];

  return {
    server,
    ctx,
    start: async () => {
      await signals.start();
      live.feed.start();
      await ensurePushKeys(ctx.db);
      if (role !== 'web') jobs.push(...startJobs(ctx, onError));
    },
    tellTime: live.tellTime,
    stop: async () => {
      for (const job of jobs) await job.stop();
      await signals.stop();
      await live.stop(() => connections.endWith(() => server.close()));
      mailer?.close();
    },
  };
}

interface Job {
  stop: () => void | Promise<void>;
}

/** What runs by itself, in every process that is not there for requests alone. */
function startJobs(ctx: AppContext, onError: (error: unknown) => void): Job[] {
  const starts = [
    ...[startAvailabilityExpiry, startPromiseRenewal, startPurchasing, startNotifications],
    ...[startRetention, startTellingPrograms, startExchange, startDemandHistory, startForecasts],
    startReportMails,
  ];
  return starts.map((start): Job => start(ctx, onError));
}

interface Live extends Pick<AttachedLive, 'tellTime'> {
  feed: ChangeFeed;
  guard: SocketGuard;
  screens: () => number;
  /** What another process said. */
  take: (message: ProcessMessage) => void;
  /** Something may have been said that this process did not hear. */
  doubt: () => void;
  stop: (closeServer: () => Promise<unknown>) => Promise<void>;
}

/** The sockets and the feed that fills them. */
function buildLive(
  ctx: AppContext,
  { clock, client, publicUrl }: AppDeps,
  io: LiveServer,
  onError: (error: unknown) => void,
): Live {
  const { db } = ctx;
  const emit: ConstructorParameters<typeof ChangeFeed>[0]['emit'] = (room, frame) =>
    attached.namespace.to(room).emit('frame', frame);
  const feed = new ChangeFeed({ db, clock, snapshot: readBoard, emit, onError });
  const attached = attachLive(io, {
    ...{ db, clock, feed, build: client.build, onError },
    mayFollow: (socket, storeId) => permitsInStore(principalOf(socket), 'stock:read', storeId),
    register: (socket) => {
      registerStockCommands(socket, principalOf(socket), ctx, onError);
      registerPurchasingCommands(socket, principalOf(socket), ctx, onError);
    },
  });
  const guard = guardSockets(attached.namespace, {
    ctx,
    cookie: sessionCookieFor(publicUrl),
    build: client.build,
    onError,
  });
  return {
    feed,
    guard,
    tellTime: attached.tellTime,
    screens: () => io.engine.clientsCount,
    take: (message) => {
      if (message.kind === 'changed') feed.hint(message.storeId);
      else if (message.kind === 'revoked') guard.drop(message.what);
      else guard.tell(message.deviceId, message.command);
    },
    doubt: () => {
      feed.hint(null);
      guard.recheck().catch(onError);
    },
    stop: async (closeServer) => {
      attached.namespace.emit('goodbye', { backInMs: BACK_IN_MS });
      attached.stop();
      guard.stop();
      feed.stop();
      // Without this the HTTP server would wait for its sockets for ever.
      attached.namespace.disconnectSockets(true);
      await closeServer();
      await io.close();
    },
  };
}

/** Whatever does not need the sockets before the first request. */
interface Around {
  live: () => Live;
  signals: ProcessSignals;
}

async function buildHttp(
  ctx: AppContext,
  { logger, client, trustedProxies }: AppDeps,
  { live, signals }: Around,
): Promise<HttpServer> {
  const loggerInstance: FastifyBaseLogger = logger;
  const app: HttpServer = Fastify({
    loggerInstance,
    bodyLimit: BODY_LIMIT,
    trustProxy: ['loopback', ...trustedProxies],
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    ...SERIALIZATION,
    frameworkErrors: (error, request, reply) => void answerWithProblem(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>();
  // JSON bodies only: pages of other sites may send plain text without asking.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(({ schema }) => compile(schema as object));
  app.setErrorHandler(answerWithProblem);
  app.setNotFoundHandler((request) => {
    throw new AppError('not-found', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`);
  });
  await app.register(helmet, {
    ...SECURITY_HEADERS,
    // Over plain http it would mean nothing; browsers that came by https once never come by http again.
    strictTransportSecurity: ctx.publicUrl.startsWith('https:'),
  });
  await app.register(fastifyCookie);
  await app.register(swagger, { openapi: OPENAPI });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true });
  const screens = {
    isConnected: (deviceId: string) => live().guard.isConnected(deviceId),
    build: client.build,
    tell: (deviceId: string, message: ScreenMessage) => {
      live().guard.tell(deviceId, message);
      signals.tell({ kind: 'screen', deviceId, command: message });
    },
  };
  await app.register((api) => apiRoutes(api as unknown as HttpServer, ctx, screens), { prefix: '/api/v1' });
  healthRoutes(app, { db: ctx.db, connectedScreens: () => live().screens() });
  await serveClient(app, client);
  return app;
}

/** A connection that is closed by the time its request is looked at has no address any more to be counted by. */
async function refuseWhoIsGone({ ip }: { ip: string | undefined }): Promise<void> {
  if (ip === undefined) throw new AppError('malformed', 'The caller has gone.');
}

async function apiRoutes(
  api: HttpServer,
  ctx: AppContext,
  screens: Parameters<typeof identityRoutes>[2]['screens'],
): Promise<void> {
  const cookie = sessionCookieFor(ctx.publicUrl);
  api.addHook('onRequest', refuseWhoIsGone);
  api.addHook('onRequest', async (_request, reply) => {
    reply.header(SERVER_TIME, ctx.clock.now().toISOString());
  });
  await api.register(rateLimit, RATE_LIMIT);
  guardRoutes(api, { ctx, cookie });
  identityRoutes(api, ctx, { cookie, screens });
  for (const routes of [itemsRoutes, suppliersRoutes, displaysRoutes]) routes(api, ctx);
  stockRoutes(api, ctx, listDepletionsOf);
  for (const routes of [ordersRoutes, backordersRoutes, orderStatusRoutes]) routes(api, ctx);
  for (const routes of [demandEventsRoutes, forecastRoutes, purchasingRoutes]) routes(api, ctx);
  await notificationsRoutes(api, ctx);
  await integrationsRoutes(api, ctx);
  api.get('/openapi.json', { config: PUBLIC, schema: { hide: true } }, () => api.swagger());
}
