import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // Derived: may be deleted and is made again. Of each counted item the chance that it runs out before goods that are ordered
  // now are there, and why; since when it has been looked at, and since when it has been out.
  `create table backorder_risk (
    store_id uuid not null references store,
    item_id uuid not null references item,
    chance numeric(4,3) not null check (chance between 0 and 1),
    state jsonb not null,
    at timestamptz not null,
    seen_since timestamptz not null,
    out_since timestamptz,
    primary key (store_id, item_id)
  )`,
  `create index backorder_risk_chance on backorder_risk (store_id, chance desc, item_id)`,

  // When screens were told what of when an item runs out; without times, that it was no longer told. Kept for as long as it
  // may have to be compared with what came.
  `create table depletion_told (
    store_id uuid not null references store,
    item_id uuid not null references item,
    at timestamptz not null,
    p10 timestamptz,
    p50 timestamptz,
    p90 timestamptz,
    primary key (store_id, item_id, at)
  )`,
  // Items that ran out, and what was told some hours before; without times nothing was.
  `create table stock_out (
    store_id uuid not null references store,
    item_id uuid not null references item,
    at timestamptz not null,
    p10 timestamptz,
    p50 timestamptz,
    p90 timestamptz,
    primary key (store_id, item_id, at)
  )`,
  `create index stock_out_at on stock_out (store_id, at)`,

  // How far the forecasts of a store are that are being made; no row when none are.
  `create table fit_progress (
    store_id uuid primary key references store,
    step text not null check (step in ('reading', 'fitting')),
    done integer not null,
    total integer not null,
    at timestamptz not null
  )`,
];

const WITH_STORE = ['backorder_risk', 'depletion_told', 'stock_out', 'fit_progress'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(WITH_STORE)]) await sql.raw(statement).execute(db);
}
