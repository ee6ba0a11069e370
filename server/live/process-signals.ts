import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { ScreenMessage } from '../../shared/identity/device.schema.ts';
import type { Revocation } from '../platform/context.ts';

const CHANNEL = 'larder';
/** Hints of one burst of commits travel together. */
const COALESCE_MS = 10;
const HEARTBEAT_MS = 10_000;
const MAX_BACKOFF_MS = 10_000;

/** What one server process tells the others. */
export type ProcessMessage =
  | { kind: 'changed'; storeId: string }
  | { kind: 'revoked'; what: Revocation }
  | { kind: 'screen'; deviceId: string; command: ScreenMessage };

export interface ProcessSignalsOptions {
  pool: pg.Pool;
  connectionString: string;
  /** Another process said this. */
  onMessage: (message: ProcessMessage) => void;
  /** From here on messages arrive; earlier ones may have been missed. */
  onListening: () => void;
  onError: (error: unknown) => void;
}

/**
 * Tells the other server processes which streams moved and who was shut out. NOTIFY is sent after the commit and never
 * inside a use case's transaction, where it takes a lock that all commits queue for. A lost message costs a moment, never
 * a change: feeds also look at the streams by themselves, and sockets are asked again who they are.
 */
export class ProcessSignals {
  readonly #options: ProcessSignalsOptions;
  readonly #processId = randomUUID();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #listener: pg.Client | undefined;
  #backoff = 100;
  #stopped = false;

  constructor(options: ProcessSignalsOptions) {
    this.#options = options;
  }

  /** A store's stream moved. */
  announce(storeId: string): void {
    this.#changed.add(storeId);
    this.#timer ??= setTimeout(() => void this.#sendChanged(), COALESCE_MS);
  }

  tell(message: ProcessMessage): void {
    void this.#send([message]);
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

  async #sendChanged(): Promise<void> {
    this.#timer = undefined;
    const messages = [...this.#changed].map((storeId) => ({ kind: 'changed' as const, storeId }));
    this.#changed.clear();
    await this.#send(messages);
  }

  async #send(messages: readonly ProcessMessage[]): Promise<void> {
    const payloads = messages.map((message) => `${this.#processId} ${JSON.stringify(message)}`);
    try {
      await this.#options.pool.query(
        'select pg_notify($1, payload) from unnest($2::text[]) as message (payload)',
        [CHANNEL, payloads],
      );
    } catch (error) {
      this.#options.onError(error);
    }
  }

  async #listen(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({
      connectionString: this.#options.connectionString,
      application_name: 'larder signals',
    });
    this.#listener = client;
    client.on('error', (error) => this.#lost(client, error));
    client.on('notification', ({ payload = '' }) => this.#take(payload));
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
    this.#options.onListening();
  }

  #take(payload: string): void {
    const space = payload.indexOf(' ');
    if (payload.slice(0, space) === this.#processId) return;
    this.#options.onMessage(JSON.parse(payload.slice(space + 1)) as ProcessMessage);
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
