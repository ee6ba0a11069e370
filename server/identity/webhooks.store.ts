import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

/** A program that is told of events: a supplier's, or, without `supplierId`, one of the organisation's. */
export interface EndpointRow {
  id: string;
  supplierId: string | null;
  name: string;
  url: string | null;
  topics: string[];
  /** Null: every store. */
  storeIds: string[] | null;
  createdAt: Date;
  disabledAt: Date | null;
  disabledWhy: string | null;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  lastProblem: string | null;
}

const columns = sql`id, supplier_id as "supplierId", name, url, topics, store_ids as "storeIds", created_at as "createdAt",
  disabled_at as "disabledAt", disabled_why as "disabledWhy", failing_since as "failingSince",
  last_success_at as "lastSuccessAt", last_failure_at as "lastFailureAt", last_problem as "lastProblem"`;

export async function findEndpointOfSupplier(
  db: Queryable,
  supplierId: string,
): Promise<EndpointRow | undefined> {
  const { rows } = await sql<EndpointRow>`select ${columns} from webhook_endpoint
    where supplier_id = ${supplierId}`.execute(db);
  return rows[0];
}

export async function findEndpoint(db: Queryable, endpointId: string): Promise<EndpointRow | undefined> {
  const { rows } = await sql<EndpointRow>`select ${columns} from webhook_endpoint
    where id = ${endpointId}`.execute(db);
  return rows[0];
}

/** Those of the organisation itself, oldest first. */
export async function listOwnEndpoints(db: Queryable): Promise<EndpointRow[]> {
  const { rows } = await sql<EndpointRow>`select ${columns} from webhook_endpoint
    where supplier_id is null order by created_at, id`.execute(db);
  return rows;
}

export type NewEndpoint = Pick<EndpointRow, 'id' | 'supplierId' | 'name' | 'url' | 'topics' | 'storeIds'>;

/** A supplier has one; where it is there already, it stays. */
export async function insertEndpoint(
  trx: Transaction,
  { id, supplierId, name, url, topics, storeIds }: NewEndpoint,
  now: Date,
): Promise<void> {
  await sql`insert into webhook_endpoint (id, supplier_id, name, url, topics, store_ids, created_at)
    values (${id}, ${supplierId}, ${name}, ${url}, ${topics}, ${storeIds}::uuid[], ${now})
    on conflict (supplier_id) do nothing`.execute(trx);
}

/** To the new address nothing has failed yet. */
export async function updateEndpointUrl(
  trx: Transaction,
  endpointId: string,
  url: string | null,
): Promise<void> {
  await sql`update webhook_endpoint set url = ${url}, disabled_at = null, disabled_why = null, failing_since = null
    where id = ${endpointId}`.execute(trx);
}

export async function deleteEndpoint(trx: Transaction, endpointId: string): Promise<void> {
  await trx.deleteFrom('webhook_endpoint').where('id', '=', endpointId).execute();
}

export async function markEndpointDisabled(
  trx: Transaction,
  endpointId: string,
  why: string,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows = 0n } =
    await sql`update webhook_endpoint set disabled_at = ${now}, disabled_why = ${why}
    where id = ${endpointId} and disabled_at is null`.execute(trx);
  return numAffectedRows > 0n;
}

export async function noteSuccess(db: Queryable, endpointId: string, now: Date): Promise<void> {
  await sql`update webhook_endpoint set last_success_at = ${now}, failing_since = null
    where id = ${endpointId}`.execute(db);
}

export async function noteFailure(
  db: Queryable,
  endpointId: string,
  problem: string,
  now: Date,
): Promise<void> {
  await sql`update webhook_endpoint set last_failure_at = ${now}, last_problem = ${problem},
      failing_since = coalesce(failing_since, ${now})
    where id = ${endpointId}`.execute(db);
}

export interface SecretRow {
  hint: string;
  madeAt: Date;
  endsAt: Date | null;
}

/** What may be shown of the secrets that work, newest first. */
export async function listSecrets(db: Queryable, endpointId: string, now: Date): Promise<SecretRow[]> {
  const { rows } =
    await sql<SecretRow>`select left(secret, 12) as hint, made_at as "madeAt", ends_at as "endsAt"
    from webhook_secret where endpoint_id = ${endpointId} and (ends_at is null or ends_at > ${now})
    order by made_at desc, id desc`.execute(db);
  return rows;
}

/** The secrets that work, newest first. For nothing but to sign, and to look at signatures. */
export async function listSigningSecrets(db: Queryable, endpointId: string, now: Date): Promise<string[]> {
  const { rows } = await sql<{ secret: string }>`select secret from webhook_secret
    where endpoint_id = ${endpointId} and (ends_at is null or ends_at > ${now})
    order by made_at desc, id desc`.execute(db);
  return rows.map(({ secret }) => secret);
}

export async function insertSecret(
  trx: Transaction,
  { id, endpointId, secret }: { id: string; endpointId: string; secret: string },
  now: Date,
): Promise<void> {
  await sql`insert into webhook_secret (id, endpoint_id, secret, made_at)
    values (${id}, ${endpointId}, ${secret}, ${now})`.execute(trx);
}

/** Those that there are end then, if not before; those that have ended are forgotten. */
export async function endSecrets(
  trx: Transaction,
  endpointId: string,
  { now, at }: { now: Date; at: Date },
): Promise<void> {
  await sql`delete from webhook_secret where endpoint_id = ${endpointId} and ends_at <= ${now}`.execute(trx);
  await sql`update webhook_secret set ends_at = least(ends_at, ${at})
    where endpoint_id = ${endpointId}`.execute(trx);
}
