import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // Who is told over https: a supplier's program of its orders, or a program of ours of what changes in stores.
  `create table webhook_endpoint (
    id uuid primary key,
    supplier_id uuid unique references supplier,
    name text not null,
    url text,
    topics text[] not null default '{}',
    store_ids uuid[],
    created_at timestamptz not null,
    disabled_at timestamptz,
    disabled_why text,
    failing_since timestamptz,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_problem text,
    check ((disabled_at is null) = (disabled_why is null)),
    check (supplier_id is not null or url is not null)
  )`,
  // They sign, so that they have to be kept as they are: nothing but signing reads this table.
  `create table webhook_secret (
    id uuid primary key,
    endpoint_id uuid not null references webhook_endpoint on delete cascade,
    secret text not null,
    made_at timestamptz not null,
    ends_at timestamptz
  )`,
  `create index on webhook_secret (endpoint_id)`,
  `revoke all on webhook_secret from larder_store`,

  // Up to where a program was told of the stream of a store, and up to where there was nothing more for it. While a batch is
  // tried, it stays the same one.
  `create table webhook_cursor (
    endpoint_id uuid not null references webhook_endpoint on delete cascade,
    store_id uuid not null references store,
    told bigint not null,
    seen bigint not null check (seen >= told),
    trying_to bigint,
    attempts integer not null default 0,
    due_at timestamptz not null,
    claimed_until timestamptz,
    primary key (endpoint_id, store_id)
  )`,
  `create index on webhook_cursor (store_id)`,
  ...storePolicies(['webhook_cursor']),

  // What a program hears of one order, it hears in turn.
  `create index message_purchase_order on message (store_id, purchase_order_id) where purchase_order_id is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
