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

export function createPool({ connectionString, poolSize = 20, onConnectionLost }: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
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
