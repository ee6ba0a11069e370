import { sql, type Kysely } from 'kysely';

const TABLES = [
  // The life of this database: a restore into a new place gets a new epoch, and every screen takes a snapshot.
  `create table deployment (
    singleton boolean primary key default true check (singleton),
    epoch uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now()
  )`,
  `insert into deployment default values`,

  // The row is the lock of its store: whoever changes the store's data holds it until the commit. That makes the
  // stream gapless, movement ids rise in commit order, and deadlocks impossible. The three marks say how far the
  // change stream has been numbered and how far settlement has read the facts.
  `create table store (
    id uuid primary key,
    name text not null,
    time_zone text not null,
    currency text not null,
    day_start time not null default '04:00',
    last_change_seq bigint not null default 0,
    settled_movement_id bigint not null default 0,
    settled_sale_line_id bigint not null default 0,
    created_at timestamptz not null
  ) with (fillfactor = 50)`,

  `create table item (
    id uuid primary key,
    sku text not null unique,
    name text not null,
    unit text not null,
    category text not null default '',
    importance text not null default 'B' check (importance in ('A', 'B', 'C')),
    sellable boolean not null,
    stocked boolean not null,
    recipe_yield numeric(14,3) not null default 1 check (recipe_yield > 0),
    par_level numeric(14,3) check (par_level >= 0),
    reorder_point numeric(14,3) check (reorder_point >= 0),
    shelf_life_days integer check (shelf_life_days > 0),
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create table item_pack (
    item_id uuid not null references item,
    name text not null,
    quantity numeric(14,3) not null check (quantity > 0),
    primary key (item_id, name)
  )`,
  `create table recipe_line (
    item_id uuid not null references item,
    component_id uuid not null references item,
    position integer not null,
    quantity numeric(14,3) not null check (quantity > 0),
    primary key (item_id, component_id),
    check (item_id <> component_id)
  )`,
  `create index recipe_line_component on recipe_line (component_id)`,
  // Derived: what selling one unit of an item takes, the item itself included, every component down to the stocked
  // ones. Rows with draws = true are the stocked ones, from which the quantity is taken.
  `create table recipe_closure (
    item_id uuid not null references item,
    component_id uuid not null references item,
    quantity numeric(20,9) not null,
    draws boolean not null,
    primary key (item_id, component_id)
  )`,
  `create index recipe_closure_component on recipe_closure (component_id)`,

  `create table sale (
    store_id uuid not null references store,
    id uuid not null,
    external_id text not null,
    sold_at timestamptz not null,
    recorded_at timestamptz not null,
    fingerprint bytea not null,
    primary key (store_id, id),
    unique (store_id, external_id)
  )`,
  `create table sale_line (
    store_id uuid not null,
    id bigint generated always as identity,
    sale_id uuid not null,
    item_id uuid not null references item,
    quantity numeric(14,3) not null check (quantity > 0),
    sold_at timestamptz not null,
    primary key (store_id, id),
    foreign key (store_id, sale_id) references sale (store_id, id)
  )`,
  // The ledger. counted is what was counted, for counts; quantity is always the signed change of on hand.
  `create table movement (
    store_id uuid not null references store,
    id bigint generated always as identity,
    item_id uuid not null references item,
    type text not null check (type in
      ('sale', 'receipt', 'waste', 'count', 'transfer', 'production', 'return', 'correction')),
    quantity numeric(14,3) not null,
    counted numeric(14,3),
    at timestamptz not null,
    recorded_at timestamptz not null,
    reason text,
    recorded_by text,
    source_id uuid,
    other_store_id uuid references store,
    primary key (store_id, id)
  )`,
  `create index movement_item on movement (store_id, item_id, id)`,

  // What people said about availability. One row per statement; the one without an end is in force.
  `create table availability_mark (
    store_id uuid not null references store,
    id bigint generated always as identity,
    item_id uuid not null references item,
    state text not null check (state in ('available', 'limited', 'unavailable')),
    remaining numeric(14,3) check ((remaining is not null) = (state = 'limited')),
    reason text,
    until_kind text check (until_kind in ('instant', 'restock', 'end-of-day')),
    until_at timestamptz check ((until_at is not null) = (until_kind in ('instant', 'end-of-day'))),
    set_by text,
    set_at timestamptz not null,
    after_sale_line_id bigint not null,
    ended_at timestamptz,
    ended_because text check (ended_because in ('replaced', 'undone', 'expired', 'restocked', 'counted')),
    primary key (store_id, id)
  )`,
  `create unique index availability_mark_in_force on availability_mark (store_id, item_id) where ended_at is null`,
  `create index availability_mark_expiring on availability_mark (until_at) where ended_at is null and until_at is not null`,

  // Derived: written by settlement alone.
  `create table stock_level (
    store_id uuid not null references store,
    item_id uuid not null references item,
    on_hand numeric(14,3) not null default 0,
    allocated numeric(14,3) not null default 0 check (allocated >= 0 and allocated <= greatest(on_hand, 0)),
    on_order numeric(14,3) not null default 0,
    backordered numeric(14,3) not null default 0,
    counted boolean not null default false,
    status text not null default 'ok' check (status in ('ok', 'low', 'out')),
    servings integer,
    availability jsonb not null default '{"state": "available"}',
    remaining numeric(14,3),
    primary key (store_id, item_id)
  ) with (fillfactor = 70)`,

  `create table change (
    store_id uuid not null references store,
    seq bigint not null,
    type text not null,
    entity_id text not null,
    at timestamptz not null,
    state jsonb,
    primary key (store_id, seq)
  )`,
  `create index change_notice on change (store_id, at) where type = 'notice'`,

  `create table idempotent_answer (
    store_id uuid not null references store,
    key text not null,
    fingerprint bytea not null,
    answer jsonb not null,
    created_at timestamptz not null,
    primary key (store_id, key)
  )`,
];

const LEDGER_IS_APPEND_ONLY = [
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception '% is append-only', tg_table_name; end $$`,
  ...['sale', 'sale_line', 'movement'].map(
    (table) => `create trigger ${table}_append_only before update or delete on ${table}
      for each statement execute function refuse_change()`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...LEDGER_IS_APPEND_ONLY]) await sql.raw(statement).execute(db);
}
