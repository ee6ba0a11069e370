import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

/** A run of a store's stream that one process has for itself until `claimedUntil`, to tell one program of. */
export interface ClaimedRun {
  endpointId: string;
  storeId: string;
  /** What the program knows, and up to where there was nothing more for it. */
  told: number;
  seen: number;
  /** Where the run ends; the same on every try. */
  to: number;
  attempts: number;
  claimedUntil: Date;
}

/** From now on: what came before is read over the API. */
export async function insertCursorsAtHead(
  trx: Transaction,
  endpointId: string,
  storeIds: readonly string[] | null,
  now: Date,
): Promise<void> {
  await sql`insert into webhook_cursor (endpoint_id, store_id, told, seen, due_at)
    select ${endpointId}, id, last_change_seq, last_change_seq, ${now} from store
    where ${storeIds === null ? sql`true` : sql`id = any(${storeIds}::uuid[])`}`.execute(trx);
}

/** Stores that were opened since are told of from their first change on. */
export async function insertMissingCursors(db: Queryable, now: Date): Promise<void> {
  await sql`insert into webhook_cursor (endpoint_id, store_id, told, seen, due_at)
    select e.id, s.id, 0, 0, ${now} from webhook_endpoint e cross join store s
    where e.supplier_id is null and e.store_ids is null
      and not exists (select from webhook_cursor c where c.endpoint_id = e.id and c.store_id = s.id)
    on conflict do nothing`.execute(db);
}

/** Takes runs that are due; those that failed before come after those that were never tried. */
export async function claimRuns(
  db: Queryable,
  { now, until, limit, longest }: { now: Date; until: Date; limit: number; longest: number },
): Promise<ClaimedRun[]> {
  const { rows } = await sql<ClaimedRun>`with due as (
      select c.endpoint_id, c.store_id, s.last_change_seq as head from webhook_cursor c
        join webhook_endpoint e on e.id = c.endpoint_id and e.disabled_at is null
        join store s on s.id = c.store_id and s.last_change_seq > c.seen
      where c.due_at <= ${now} and (c.claimed_until is null or c.claimed_until <= ${now})
      order by c.attempts > 0, c.due_at limit ${limit} for update of c skip locked
    )
    update webhook_cursor c set claimed_until = ${until},
      trying_to = coalesce(c.trying_to, least(due.head, c.seen + ${longest}))
    from due where c.endpoint_id = due.endpoint_id and c.store_id = due.store_id
    returning c.endpoint_id as "endpointId", c.store_id as "storeId", c.told, c.seen, c.trying_to as "to", c.attempts,
      c.claimed_until as "claimedUntil"`.execute(db);
  return rows;
}

/** The run is over. With `isTold` false there was nothing in it for the program, and its next batch covers it as well. */
export async function advanceCursor(
  db: Queryable,
  { endpointId, storeId, to, claimedUntil }: ClaimedRun,
  isTold: boolean,
  now: Date,
): Promise<void> {
  await sql`update webhook_cursor set seen = ${to}, told = ${isTold ? sql`${to}` : sql`told`}, trying_to = null,
      attempts = 0, due_at = ${now}, claimed_until = null
    where endpoint_id = ${endpointId} and store_id = ${storeId} and claimed_until = ${claimedUntil}`.execute(
    db,
  );
}

export async function postponeCursor(
  db: Queryable,
  { endpointId, storeId, attempts, claimedUntil }: ClaimedRun,
  dueAt: Date,
): Promise<void> {
  await sql`update webhook_cursor set attempts = ${attempts + 1}, due_at = ${dueAt}, claimed_until = null
    where endpoint_id = ${endpointId} and store_id = ${storeId} and claimed_until = ${claimedUntil}`.execute(
    db,
  );
}

/** What waits is tried at once. */
export async function resumeCursors(trx: Transaction, endpointId: string, now: Date): Promise<void> {
  await sql`update webhook_cursor set attempts = 0, due_at = ${now} where endpoint_id = ${endpointId}`.execute(
    trx,
  );
}
