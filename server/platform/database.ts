import { once } from 'node:events';
import { Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';
import type { DB } from './database-types.ts';
import { PreparingClient } from './preparing-client.ts';

export type Database = Kysely<DB>;
export type Transaction = KyselyTransaction<DB>;
/** Where reading is fine inside and outside of a transaction. */
export type Queryable = Kysely<DB>;

const INT8 = 20;
const NUMERIC = 1700;
/** Longer than Postgres takes to let go of a connection, and not long to wait for one that is no more. */
const GOODBYE_MS = 2_000;

// Counters stay far below 2^53, and quantities have at most 14 digits: both are exact as JavaScript numbers.
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === INT8 || oid === NUMERIC) return Number;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

export interface DatabaseOptions {
  connectionString: string;
  poolSize?: number;
  /** Told of idle connections that broke, for example when Postgres restarts. The pool replaces them by itself. */
  onConnectionLost?: (error: Error) => void;
}

/** Whoever stops Postgres next would break a connection that has not said goodbye yet, so the last one is waited for. */
class ClosingPool extends pg.Pool {
  readonly #open = new Set<pg.PoolClient>();

  constructor(config: pg.PoolConfig) {
    super(config);
    this.on('connect', (client) => this.#open.add(client));
    this.on('remove', (client) => this.#open.delete(client));
  }

  // pg's own types overload it for a callback, which nobody here passes.
  override async end(): Promise<void> {
    await super.end();
    const patience = AbortSignal.timeout(GOODBYE_MS);
    while (this.#open.size > 0 && !patience.aborted)
      await once(this, 'remove', { signal: patience }).catch(() => undefined);
  }
}

export function createPool({ connectionString, poolSize = 20, onConnectionLost }: DatabaseOptions): pg.Pool {
  const pool = new ClosingPool({
    connectionString,
    max: poolSize,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    application_name: 'larder',
    Client: PreparingClient,
  });
  pool.on('error', (error) => onConnectionLost?.(error));
  // A connection in use tells whoever uses it, by failing the query; said to nobody, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
