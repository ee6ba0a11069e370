import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const TABLES = [
  `alter table store add column last_order_number bigint not null default 0`,
  // Signs the links that customers are sent, unless the settings name a secret. 244 random bits.
  `alter table deployment add column link_secret bytea not null
    default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')`,

  `create table customer (
    store_id uuid not null references store,
    id uuid not null,
    name text not null,
    email text,
    phone text,
    loyalty_tier integer not null default 0 check (loyalty_tier between 0 and 3),
    language text not null default 'en',
    told_by text[] not null,
    unsubscribed_at timestamptz,
    created_at timestamptz not null,
    primary key (store_id, id)
  )`,
  `create unique index customer_email on customer (store_id, lower(email))`,
  `create index customer_phone on customer (store_id, phone)`,

  // closed_at is set once nothing of the order is open any more.
  `create table customer_order (
    store_id uuid not null references store,
    id uuid not null,
    number bigint not null,
    external_id text,
    fingerprint bytea,
    customer_id uuid not null,
    needed_by timestamptz,
    ship_complete boolean not null default false,
    notes text,
    placed_at timestamptz not null,
    placed_by text not null,
    closed_at timestamptz,
    primary key (store_id, id),
    unique (store_id, number),
    unique (store_id, external_id),
    foreign key (store_id, customer_id) references customer (store_id, id)
  )`,
  `create index customer_order_open on customer_order (store_id, placed_at) where closed_at is null`,
  `create index customer_order_customer on customer_order (store_id, customer_id)`,

  // Facts of a line: what was ordered, handed over, given up, brought back, and how a manager moved it in the queue.
  // What of the rest is allocated and what waits follows, and stands in line_allocation.
  `create table order_line (
    store_id uuid not null,
    id uuid not null,
    order_id uuid not null,
    position integer not null,
    item_id uuid not null references item,
    quantity numeric(14,3) not null check (quantity > 0),
    fulfilled numeric(14,3) not null default 0 check (fulfilled >= 0),
    cancelled numeric(14,3) not null default 0 check (cancelled >= 0),
    returned numeric(14,3) not null default 0 check (returned >= 0 and returned <= fulfilled),
    bump numeric(4,3) not null default 0 check (bump between 0 and 1),
    bump_reason text,
    primary key (store_id, id),
    foreign key (store_id, order_id) references customer_order (store_id, id),
    check (fulfilled + cancelled <= quantity)
  )`,
  `create index order_line_order on order_line (store_id, order_id)`,
  `create index order_line_open on order_line (store_id, item_id) where fulfilled + cancelled < quantity`,

  // Derived: written by settlement alone, one row for each open line. fulfilled_read says up to which hand-over the
  // allocation was settled; told_for is the promise that the customer knows.
  `create table line_allocation (
    store_id uuid not null,
    line_id uuid not null,
    order_id uuid not null,
    item_id uuid not null,
    allocated numeric(14,3) not null check (allocated >= 0),
    backordered numeric(14,3) not null check (backordered >= 0),
    fulfilled_read numeric(14,3) not null default 0,
    waiting jsonb,
    promise jsonb,
    told_for timestamptz,
    primary key (store_id, line_id),
    foreign key (store_id, line_id) references order_line (store_id, id)
  ) with (fillfactor = 70)`,
  `create index line_allocation_item on line_allocation (store_id, item_id)`,
  `create index line_allocation_order on line_allocation (store_id, order_id)`,

  // Derived: every promise that was ever made for a line, so that promises can be scored.
  `create table promise_history (
    store_id uuid not null references store,
    id bigint generated always as identity,
    line_id uuid not null,
    at timestamptz not null,
    earliest timestamptz,
    likely timestamptz,
    latest timestamptz,
    basis jsonb,
    kept_at timestamptz,
    primary key (store_id, id),
    foreign key (store_id, line_id) references order_line (store_id, id)
  )`,
  `create index promise_history_line on promise_history (store_id, line_id, id)`,

  `create table substitution (
    store_id uuid not null,
    id uuid not null,
    line_id uuid not null,
    item_id uuid not null references item,
    quantity numeric(14,3) not null check (quantity > 0),
    state text not null default 'asked' check (state in ('asked', 'accepted', 'declined', 'withdrawn')),
    asked_at timestamptz not null,
    asked_by text not null,
    answered_at timestamptz,
    answered_by text,
    primary key (store_id, id),
    foreign key (store_id, line_id) references order_line (store_id, id)
  )`,
  `create index substitution_line on substitution (store_id, line_id)`,
  `create unique index substitution_asked on substitution (store_id, line_id) where state = 'asked'`,

  `create table backorder_policy (
    store_id uuid primary key references store,
    preset text,
    weight_age numeric(8,3) not null check (weight_age >= 0),
    weight_due numeric(8,3) not null check (weight_due >= 0),
    weight_loyalty numeric(8,3) not null check (weight_loyalty >= 0),
    weight_importance numeric(8,3) not null check (weight_importance >= 0),
    partial_fill boolean not null,
    pass_smaller boolean not null,
    promise_threshold_minutes integer not null check (promise_threshold_minutes >= 0),
    quiet_from time,
    quiet_until time,
    version integer not null default 1
  )`,

  // Goods that are on their way. arrived is derived: receipts fill what was expected first.
  `create table expected_delivery (
    store_id uuid not null references store,
    id uuid not null,
    item_id uuid not null references item,
    quantity numeric(14,3) not null check (quantity > 0),
    arrived numeric(14,3) not null default 0 check (arrived >= 0 and arrived <= quantity),
    supplier text not null default '',
    first_expected_at timestamptz not null,
    expected_at timestamptz not null,
    reason text,
    created_at timestamptz not null,
    created_by text not null,
    arrived_at timestamptz,
    cancelled_at timestamptz,
    primary key (store_id, id)
  )`,
  `create index expected_delivery_open on expected_delivery (store_id, item_id, expected_at)
    where arrived_at is null and cancelled_at is null`,
  `create index expected_delivery_arrived on expected_delivery (store_id, supplier, arrived_at) where arrived_at is not null`,

  // Derived: what a customer should hear, in the transaction that made it so. composed_at says that messages were made of it.
  `create table customer_tiding (
    store_id uuid not null references store,
    id bigint generated always as identity,
    customer_id uuid,
    order_id uuid,
    line_id uuid,
    watch_id uuid,
    kind text not null check (kind in ('backordered', 'moved', 'ready', 'cancelled', 'substitute', 'back-in-stock')),
    detail jsonb not null default '{}',
    at timestamptz not null,
    composed_at timestamptz,
    primary key (store_id, id)
  )`,
  `create index customer_tiding_waiting on customer_tiding (at) where composed_at is null`,
  `create index customer_tiding_order on customer_tiding (store_id, order_id, id)`,

  // Somebody who wants to know when an item is back. news_at is derived: they had their turn.
  `create table stock_watch (
    store_id uuid not null references store,
    id uuid not null,
    item_id uuid not null references item,
    customer_id uuid not null,
    asked_at timestamptz not null,
    news_at timestamptz,
    primary key (store_id, id),
    foreign key (store_id, customer_id) references customer (store_id, id)
  )`,
  `create unique index stock_watch_waiting on stock_watch (store_id, item_id, customer_id) where news_at is null`,
];

const MESSAGES = [
  // What customers are told. Claimed by a sender until claimed_until; one that dies loses its claim to another.
  `create table message (
    store_id uuid not null references store,
    id uuid not null,
    customer_id uuid not null,
    order_id uuid,
    kind text not null,
    channel text not null check (channel in ('email', 'sms', 'push')),
    recipient text not null,
    language text not null,
    subject text not null,
    body text not null,
    state text not null default 'queued' check (state in ('queued', 'sent', 'bounced', 'failed', 'dropped')),
    attempts integer not null default 0,
    due_at timestamptz not null,
    claimed_until timestamptz,
    problem text,
    created_at timestamptz not null,
    sent_at timestamptz,
    primary key (store_id, id),
    foreign key (store_id, customer_id) references customer (store_id, id)
  )`,
  `create index message_due on message (due_at) where state = 'queued'`,
  `create index message_newest on message (store_id, created_at, id)`,
  `create index message_order on message (store_id, order_id)`,

  `create table message_template (
    store_id uuid not null references store,
    kind text not null,
    channel text not null check (channel in ('email', 'sms', 'push')),
    language text not null,
    subject text not null,
    body text not null,
    changed_at timestamptz not null,
    changed_by text not null,
    primary key (store_id, kind, channel, language)
  )`,

  `create table push_subscription (
    store_id uuid not null,
    endpoint text not null,
    customer_id uuid not null,
    p256dh text not null,
    auth text not null,
    created_at timestamptz not null,
    primary key (store_id, endpoint),
    foreign key (store_id, customer_id) references customer (store_id, id)
  )`,
  `create index push_subscription_customer on push_subscription (store_id, customer_id)`,
  // The key pair of web push, made once for the whole deployment.
  `alter table deployment add column push_public_key text, add column push_private_key text`,
];

const WITH_STORE = [
  ...['customer', 'customer_order', 'order_line', 'line_allocation', 'promise_history', 'substitution'],
  ...[
    'backorder_policy',
    'expected_delivery',
    'customer_tiding',
    'stock_watch',
    'message',
    'message_template',
  ],
  'push_subscription',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...TABLES, ...MESSAGES, ...storePolicies(WITH_STORE)])
    await sql.raw(statement).execute(db);
}
