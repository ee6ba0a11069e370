import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // What was told of items that were most likely to run out within hours, so that it can be judged how often that is right:
  // open until the item ran out, or was to have done so. One that goods came in for meanwhile is void.
  `create table depletion_claim (
    store_id uuid not null references store,
    item_id uuid not null references item,
    at timestamptz not null,
    p10 timestamptz not null,
    p50 timestamptz not null,
    p90 timestamptz,
    closed_at timestamptz,
    out_at timestamptz,
    void boolean not null default false,
    primary key (store_id, item_id, at)
  )`,
  `create unique index depletion_claim_open on depletion_claim (store_id, item_id) where closed_at is null`,
  `create index depletion_claim_at on depletion_claim (store_id, at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(['depletion_claim'])])
    await sql.raw(statement).execute(db);
}
