import { sql } from 'kysely';
import type { Change, Topic } from '../../shared/live/change.ts';
import type { Database, Queryable, Transaction } from '../platform/database.ts';

/** A change before the stream has numbered it. `state: null` says that the entity is gone. */
export interface NewChange {
  type: Topic;
  id: string;
  state: object | null;
}

export interface StreamHead {
  storeId: string;
  seq: number;
}

/**
 * Appends to a store's stream and returns the number of the last change. The caller holds the store's row, and the
 * numbers come from that row, in this transaction: a rollback leaves no hole, and commit order is stream order.
 */
export async function appendChanges(
  trx: Transaction,
  storeId: string,
  changes: readonly NewChange[],
  now: Date,
): Promise<number> {
  const rows = changes.map(({ type, id, state }, index) => ({ n: index + 1, type, id, state }));
  const { rows: heads } = await sql<{ seq: number }>`
    with head as (
      update store set last_change_seq = last_change_seq + ${rows.length} where id = ${storeId}
      returning last_change_seq as seq
    ), appended as (
      insert into change (store_id, seq, type, entity_id, at, state)
      select ${storeId}, head.seq - ${rows.length} + c.n, c.type, c.id, ${now}, nullif(c.state, 'null'::jsonb)
      from head, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (n int, type text, id text, state jsonb)
    )
    select seq from head`.execute(trx);
  return heads[0]!.seq;
}

interface ChangeRow {
  type: Topic;
  id: string;
  seq: number;
  at: Date;
  state: object | null;
}

/**
 * The latest state of each entity touched by changes `from`…`to` (or the newest) of a store, in stream order, and
 * whether that run is still kept as a whole.
 */
export async function readChanges(
  db: Queryable,
  storeId: string,
  from: number,
  to = Number.MAX_SAFE_INTEGER,
): Promise<{ complete: boolean; changes: Change[] }> {
  const { rows } = await sql<ChangeRow & { first: boolean }>`
    select type, entity_id as id, seq, at, state, first from (
      select *, row_number() over (partition by type, entity_id order by seq desc) = 1 as latest, seq = ${from} as first
      from change where store_id = ${storeId} and seq between ${from} and ${to}
    ) run where latest or first order by seq`.execute(db);
  // Pruning removes from the old end, so a kept first change means that every later one is there as well.
  const complete = to < from || rows[0]?.first === true;
  const newest = new Map(rows.map((row) => [`${row.type} ${row.id}`, row]));
  return {
    complete,
    changes: rows.filter((row) => newest.get(`${row.type} ${row.id}`) === row).map(toChange),
  };
}

function toChange({ type, id, seq, at, state }: ChangeRow): Change {
  const head = { type, id, seq, at: at.toISOString() };
  return (state === null ? { ...head, removed: true } : { ...head, ...state }) as Change;
}

export async function findHeads(db: Queryable, storeIds: readonly string[]): Promise<StreamHead[]> {
  const { rows } = await sql<StreamHead>`
    select id as "storeId", last_change_seq as seq from store where id = any(${storeIds}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** Notices since an instant, oldest first: what a snapshot tells of the recent past. */
export async function listNoticesSince(db: Queryable, storeId: string, since: Date): Promise<Change[]> {
  const { rows } = await sql<ChangeRow>`
    select type, entity_id as id, seq, at, state from change
    where store_id = ${storeId} and type = 'notice' and at >= ${since} order by seq`.execute(db);
  return rows.map(toChange);
}

export async function getEpoch(db: Queryable): Promise<string> {
  const { epoch } = await db.selectFrom('deployment').select('epoch').executeTakeFirstOrThrow();
  return epoch;
}

/** Forgets changes before an instant; screens that were away longer take a snapshot. The newest change stays. */
export async function deleteChangesBefore(db: Database, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    with keep as materialized (
      select s.id, coalesce(
        (select min(seq) from change c where c.store_id = s.id and c.at >= ${before}), s.last_change_seq) as first
      from store s
    )
    delete from change using keep
    where change.store_id = keep.id and change.seq < keep.first`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
