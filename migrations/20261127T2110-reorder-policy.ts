import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // How sure it is to be that items last, by class, and of what keeps for a day at most. A store without a row has what every
  // store starts with.
  `create table reorder_policy (
    store_id uuid primary key references store,
    level_a numeric(4,3) not null check (level_a between 0.5 and 0.999),
    level_b numeric(4,3) not null check (level_b between 0.5 and 0.999),
    level_c numeric(4,3) not null check (level_c between 0.5 and 0.999),
    level_perishable numeric(4,3) not null check (level_perishable between 0.5 and 0.999),
    version integer not null default 1
  )`,
  ...storePolicies(['reorder_policy']),

  // How old what is there may be, is asked for item by item: of the ledger, the few rows that brought something.
  `create index movement_goods_in on movement (store_id, item_id, at)
    where quantity > 0 and type in ('receipt', 'production', 'transfer')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
