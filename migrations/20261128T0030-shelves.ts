import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // Where things lie in a store, in the order in which people walk past them to count.
  `create table item_shelf (
    store_id uuid not null references store,
    item_id uuid not null references item,
    shelf text not null check (shelf <> ''),
    shelf_position integer not null,
    position integer not null,
    primary key (store_id, item_id)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(['item_shelf'])])
    await sql.raw(statement).execute(db);
}
