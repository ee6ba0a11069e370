import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // What somebody asks of a table again and again, under a name. shared: everybody in the store sees it.
  `create table table_view (
    store_id uuid not null references store,
    id uuid not null,
    table_name text not null,
    name text not null,
    shared boolean not null,
    question jsonb not null,
    owner_id uuid not null,
    owner_name text not null,
    version integer not null default 1,
    changed_at timestamptz not null,
    primary key (store_id, id)
  )`,
  `create index movement_counted on movement (store_id, item_id, at desc) where type = 'count'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(['table_view'])])
    await sql.raw(statement).execute(db);
}
