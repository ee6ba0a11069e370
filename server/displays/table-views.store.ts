import { sql } from 'kysely';
import type { TableName, TableQuestion, TableViewInput } from '../../shared/displays/table-view.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface TableViewRow {
  id: string;
  table: TableName;
  name: string;
  shared: boolean;
  question: TableQuestion;
  ownerId: string;
  owner: string;
  version: number;
  changedAt: Date;
}

const columns = sql`id, table_name as "table", name, shared, question, owner_id as "ownerId", owner_name as owner, version,
  changed_at as "changedAt"`;

/** What a store's people share, and what is this owner's alone, in the order of names. */
export async function listTableViews(
  db: Queryable,
  { storeId, ownerId, table }: { storeId: string; ownerId: string; table: TableName },
): Promise<TableViewRow[]> {
  const { rows } = await sql<TableViewRow>`select ${columns} from table_view
    where store_id = ${storeId} and table_name = ${table} and (shared or owner_id = ${ownerId})
    order by lower(name), id`.execute(db);
  return rows;
}

export async function findTableView(
  db: Queryable,
  storeId: string,
  id: string,
): Promise<TableViewRow | undefined> {
  const { rows } = await sql<TableViewRow>`select ${columns} from table_view
    where store_id = ${storeId} and id = ${id}`.execute(db);
  return rows[0];
}

export async function countTableViews(db: Queryable, storeId: string, ownerId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from table_view
    where store_id = ${storeId} and owner_id = ${ownerId}`.execute(db);
  return rows[0]!.count;
}

export async function upsertTableView(
  trx: Transaction,
  storeId: string,
  view: TableViewInput & Pick<TableViewRow, 'id' | 'ownerId' | 'owner'>,
  now: Date,
): Promise<TableViewRow> {
  const { rows } = await sql<TableViewRow>`
    insert into table_view (store_id, id, table_name, name, shared, question, owner_id, owner_name, changed_at)
    values (${storeId}, ${view.id}, ${view.table}, ${view.name}, ${view.shared}, ${JSON.stringify(view.question)},
      ${view.ownerId}, ${view.owner}, ${now})
    on conflict (store_id, id) do update set name = excluded.name, shared = excluded.shared, question = excluded.question,
      version = table_view.version + 1, changed_at = excluded.changed_at
    returning ${columns}`.execute(trx);
  return rows[0]!;
}

export async function deleteTableView(trx: Transaction, storeId: string, id: string): Promise<void> {
  await sql`delete from table_view where store_id = ${storeId} and id = ${id}`.execute(trx);
}
