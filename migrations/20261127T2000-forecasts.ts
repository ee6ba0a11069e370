import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // Derived: what the ledger says of each hour (UTC) of an item, in its stock unit; every column is a sum, a least or a greatest,
  // so that it does not matter in which order facts arrive. sold: by sale lines; used: by what sales and production took of stock.
  // A sale line of a stocked item takes it from stock as well, so that the demand is the greater of the two. returned came back
  // into stock; largest is the most that one line took; moved is the change of on hand, told that the hour says how much there is.
  // fell and rose are the last minute in which stock (or the dish) went out, and the first in which goods came in. Made of rows that
  // refer to their store and item, in great numbers: it does not check that again.
  `create table demand_hour (
    store_id uuid not null,
    item_id uuid not null,
    hour timestamptz not null,
    sold numeric(18,3) not null default 0,
    used numeric(18,3) not null default 0,
    returned numeric(18,3) not null default 0,
    largest numeric(18,3) not null default 0,
    moved numeric(18,3) not null default 0,
    told boolean not null default false,
    fell smallint check (fell between 0 and 59),
    rose smallint check (rose between 0 and 59),
    primary key (store_id, item_id, hour)
  ) with (fillfactor = 80)`,
  `create index demand_hour_told on demand_hour (store_id, item_id, hour) where told`,

  // How far the facts were read. They are only ever added, under the lock of the store, so that ids rise in commit order.
  `create table demand_cursor (
    store_id uuid primary key references store,
    movement_id bigint not null default 0,
    sale_line_id bigint not null default 0,
    read_at timestamptz
  )`,

  // What the manager knows of days to come, or that were. 0 is closed, 1.5 half as much again; of everything, of a category, or
  // of one item.
  `create table demand_event (
    store_id uuid not null references store,
    id uuid not null,
    name text not null,
    kind text not null check (kind in ('closed', 'booking', 'promotion', 'holiday', 'weather', 'other')),
    first_day date not null,
    last_day date not null,
    factor numeric(6,3) not null check (factor between 0 and 20),
    category text,
    item_id uuid references item,
    created_by text not null,
    created_at timestamptz not null,
    primary key (store_id, id),
    check (last_day >= first_day),
    check (kind <> 'closed' or factor = 0),
    check (category is null or item_id is null)
  )`,
  `create index demand_event_day on demand_event (store_id, last_day)`,

  // Derived: may be deleted and is made again.
  `create table item_forecast (
    store_id uuid not null references store,
    item_id uuid not null references item,
    fitted_at timestamptz not null,
    model jsonb not null,
    hours jsonb not null,
    days integer not null,
    primary key (store_id, item_id)
  )`,
  // Derived: what screens were told last.
  `create table item_depletion (
    store_id uuid not null references store,
    item_id uuid not null references item,
    state jsonb not null,
    at timestamptz not null,
    primary key (store_id, item_id)
  )`,
  // What was foretold of a business day before it began, and what came. in_stock is the share of the day in which it could be had.
  `create table forecast_score (
    store_id uuid not null references store,
    item_id uuid not null references item,
    day date not null,
    made_at timestamptz not null,
    mean numeric not null,
    p10 numeric not null,
    p50 numeric not null,
    p90 numeric not null,
    actual numeric,
    in_stock numeric,
    scored_at timestamptz,
    primary key (store_id, item_id, day),
    check ((actual is null) = (scored_at is null))
  )`,
  `create index forecast_score_day on forecast_score (store_id, day)`,
];

const WITH_STORE = [
  ...['demand_hour', 'demand_cursor', 'demand_event'],
  ...['item_forecast', 'item_depletion', 'forecast_score'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(WITH_STORE)]) await sql.raw(statement).execute(db);
}
