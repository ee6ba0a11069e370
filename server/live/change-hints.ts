import { randomUUID } from 'node:crypto';
import pg from 'pg';

const CHANNEL = 'larder_change';
/** Hints of one burst of commits travel together. */
const COALESCE_MS = 10;
const HEARTBEAT_MS = 10_000;
const MAX_BACKOFF_MS = 10_000;

export interface ChangeHintsOptions {
  pool: pg.Pool;
  connectionString: string;
  /** A store's stream moved in another process; `null` when hints may have been missed and every store is in doubt. */
  onHint: (storeId: string | null) => void;
  onError: (error: unknown) => void;
}

/**
 * Tells the other server processes which streams moved. NOTIFY is sent after the commit and never inside a use case's
 * transaction, where it takes a lock that all commits queue for. A lost hint costs a second, never a change.
 */
export class ChangeHints {
  readonly #options: ChangeHintsOptions;
  readonly #processId = randomUUID();
  readonly #pending = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #listener: pg.Client | undefined;
  #backoff = 100;
  #stopped = false;

  constructor(options: ChangeHintsOptions) {
    this.#options = options;
  }

  announce(storeId: string): void {
    this.#pending.add(storeId);
    this.#timer ??= setTimeout(() => void this.#send(), COALESCE_MS);
  }

  async start(): Promise<void> {
    await this.#listen();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    await this.#listener?.end().catch(() => undefined);
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    const storeIds = [...this.#pending];
    this.#pending.clear();
    try {
      await this.#options.pool.query(
        `select pg_notify($1, $2 || ' ' || id) from unnest($3::text[]) as store (id)`,
        [CHANNEL, this.#processId, storeIds],
      );
    } catch (error) {
      this.#options.onError(error);
    }
  }

  async #listen(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({
      connectionString: this.#options.connectionString,
      application_name: 'larder hints',
    });
    this.#listener = client;
    client.on('error', (error) => this.#lost(client, error));
    client.on('notification', ({ payload = '' }) => {
      const [processId, storeId] = payload.split(' ');
      if (processId !== this.#processId && storeId) this.#options.onHint(storeId);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      return this.#lost(client, error);
    }
    this.#backoff = 100;
    this.#heartbeat = setInterval(() => {
      client.query('select 1').catch((error: unknown) => this.#lost(client, error));
    }, HEARTBEAT_MS);
    this.#options.onHint(null);
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#stopped || this.#listener !== client) return;
    this.#listener = undefined;
    clearInterval(this.#heartbeat);
    client.removeAllListeners('notification');
    client.end().catch(() => undefined);
    this.#options.onError(error);
    setTimeout(() => void this.#listen(), this.#backoff).unref();
    this.#backoff = Math.min(MAX_BACKOFF_MS, this.#backoff * 2);
  }
}
