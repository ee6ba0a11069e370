import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface NewAuditEntry {
  storeId: string | null;
  action: string;
  entityId: string | null;
  entityName: string | null;
  before: unknown;
  after: unknown;
}

export async function insertAuditEntries(
  trx: Transaction,
  actor: Actor,
  entries: readonly NewAuditEntry[],
  now: Date,
): Promise<void> {
  await sql`insert into audit_entry (store_id, at, actor_kind, actor_id, actor_name, device_id, action, entity_id, entity_name, before, after)
    select "storeId", ${now}, ${actor.kind}, ${actor.id}, ${actor.name}, ${actor.deviceId}, action, "entityId", "entityName",
      nullif(before, 'null'::jsonb), nullif(after, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e ("storeId" uuid, action text, "entityId" text, "entityName" text,
      before jsonb, after jsonb)`.execute(trx);
}

export interface AuditRow {
  id: number;
  storeId: string | null;
  at: Date;
  actorKind: Actor['kind'];
  actorId: string | null;
  actorName: string;
  device: string | null;
  action: string;
  entityId: string | null;
  entityName: string | null;
  before: unknown;
  after: unknown;
}

export interface AuditFilter {
  /** Null: of the organisation and of every store. */
  storeId: string | null;
  search?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Only entries before this id. */
  before?: number | undefined;
  limit: number;
}

/** Items are the same in every store, so what happens to them is part of each one's record. */
const ofStore = (storeId: string) =>
  sql`(e.store_id = ${storeId} or e.store_id is null and e.action like 'item.%')`;

/** Newest first. */
export async function listAuditEntries(
  db: Queryable,
  { storeId, search, from, to, before, limit }: AuditFilter,
): Promise<AuditRow[]> {
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  const conditions = [
    storeId === null ? sql`true` : ofStore(storeId),
    before === undefined ? sql`true` : sql`e.id < ${before}`,
    from === undefined ? sql`true` : sql`e.at >= ${from}`,
    to === undefined ? sql`true` : sql`e.at < ${to}`,
    search === undefined
      ? sql`true`
      : sql`concat_ws(' ', e.actor_name, e.action, e.entity_name, d.name) ilike ${pattern}`,
  ];
  const { rows } = await sql<AuditRow>`
    select e.id, e.store_id as "storeId", e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.actor_name as "actorName",
      d.name as device, e.action, e.entity_id as "entityId", e.entity_name as "entityName", e.before, e.after
    from audit_entry e left join device d on d.id = e.device_id
    where ${sql.join(conditions, sql` and `)} order by e.id desc limit ${limit}`.execute(db);
  return rows;
}
