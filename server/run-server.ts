import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { buildApp, type App } from './app.ts';
import { ConfigError, setupMistake, type Config } from './config.ts';
import { isSetUp, setUp } from './identity/setup.service.ts';
import { findClientFiles } from './platform/client-files.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { createDatabase, createPool } from './platform/database.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { AppError } from './platform/errors.ts';
import { createMailer, type Mailer } from './platform/mailer.ts';
import { migrateToLatest } from './platform/migrate.ts';
import { readSmsUrl } from './platform/sms-url.ts';
import { createTexter, type Texter } from './platform/texter.ts';
import type { WebhookSender } from './platform/webhook-sender.ts';

export interface RunningServer {
  url: string;
  app: App;
  /** Resolves with the reason when the server cannot go on. */
  failed: Promise<string>;
  stop: () => Promise<void>;
}

export const CLIENT_DIR = join(import.meta.dirname, '..', 'dist', 'client');

export interface RunOptions {
  clock?: Clock;
  /** Instead of what the settings say. */
  mailer?: Mailer;
  webhooks?: WebhookSender;
  /** Adds to the app before anything runs and the server listens. */
  extend?: (app: App) => void | Promise<void>;
  /** Where the port is taken, so many after it are tried. */
  otherPorts?: number;
}

/** Database, migrations, app, listening: everything between settings and a server that answers. */
export async function runServer(
  config: Config,
  logger: Logger,
  { clock = systemClock, mailer, webhooks, extend, otherPorts = 0 }: RunOptions = {},
): Promise<RunningServer> {
  const embedded = config.databaseUrl === undefined ? await startEmbedded(config, logger) : undefined;
  const connectionString = config.databaseUrl ?? embedded!.connectionString;
  const pool = createPool({
    connectionString,
    onConnectionLost: (error) => logger.warn({ err: error }, 'lost a database connection'),
  });
  const stopDatabase = async (): Promise<void> => {
    await pool.end();
    await embedded?.stop();
  };
  try {
    const applied = await migrateToLatest(createDatabase(pool));
    if (applied.length > 0) logger.info({ applied }, 'database migrated');
    const client = findClientFiles(CLIENT_DIR);
    const { role, trustedProxies, linkSecret, exchangeDir } = config;
    const publicUrl = config.publicUrl ?? urlOf(config.host, config.port);
    const app = await buildApp({
      ...{ pool, connectionString, clock, logger, client },
      role,
      publicUrl,
      mailer: mailer ?? mailerOf(config, logger),
      texter: texterOf(config),
      ...(webhooks && { webhooks }),
      trustedProxies,
      ...{ linkSecret, exchangeDir },
    });
    await setUpUnattended(app, config, logger);
    await extend?.(app);
    await app.start();
    await listen(app, config, otherPorts);
    const { port } = app.server.server.address() as AddressInfo;
    const stop = async (): Promise<void> => {
      await app.stop();
      await stopDatabase();
    };
    const url = urlOf(config.host, port);
    app.ctx.publicUrl = config.publicUrl ?? url;
    return { url, app, failed: embedded?.exited ?? new Promise(() => {}), stop };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}

function mailerOf({ smtpUrl }: Config, logger: Logger): Mailer | undefined {
  const onLost = (error: unknown): void => logger.warn({ err: error }, 'an e-mail was not taken');
  return smtpUrl === undefined ? undefined : createMailer({ smtpUrl, onLost });
}

function texterOf({ smsUrl }: Config): Texter | undefined {
  const provider = smsUrl === undefined ? null : readSmsUrl(smsUrl);
  return provider ? createTexter(provider) : undefined;
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The set-up page is for people; whoever installs many servers gives the answers in the settings. */
async function setUpUnattended({ ctx }: App, { setup }: Config, logger: Logger): Promise<void> {
  if (!setup || (await isSetUp(ctx.db))) return;
  try {
    const { storeId } = await setUp(ctx, setup);
    logger.info({ storeId }, 'set up from the settings');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Another process that started at the same moment was first.
    if (error.code === 'conflict') return;
    throw new ConfigError((error.errors ?? []).map(({ pointer, detail }) => setupMistake(pointer, detail)));
  }
}

async function listen(
  { server }: Pick<App, 'server'>,
  { port, host }: Pick<Config, 'port' | 'host'>,
  otherPorts: number,
): Promise<void> {
  try {
    await server.listen({ port, host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || otherPorts === 0) throw error;
    await listen({ server }, { port: port + 1, host }, otherPorts - 1);
  }
}

function startEmbedded({ dataDir }: Config, logger: Logger): ReturnType<typeof startEmbeddedPostgres> {
  // What Postgres says of its daily work is for those who look for it.
  const log = (level: 'info' | 'warn' | 'error', line: string): void =>
    logger[level === 'info' ? 'debug' : level](`postgres: ${line}`);
  return startEmbeddedPostgres({ dataDir, log });
}
