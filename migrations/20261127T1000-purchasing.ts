import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const SUPPLIERS = [
  // Suppliers serve every store, like items. Times of day are those of the store that is served; money is in minor units.
  `create table supplier (
    id uuid primary key,
    name text not null,
    email text,
    phone text,
    contacts jsonb not null default '[]',
    language text not null default 'en',
    channels text[] not null,
    currency text not null,
    lead_time_days integer not null check (lead_time_days between 0 and 365),
    delivery_days integer[] not null,
    delivery_time time not null,
    cut_off time not null,
    closed_on date[] not null default '{}',
    minimum_order bigint check (minimum_order > 0),
    terms text not null default '',
    ordering text not null default 'approve' check (ordering in ('approve', 'automatic')),
    automatic_up_to bigint check (automatic_up_to > 0),
    active boolean not null default true,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  `create unique index supplier_name on supplier (lower(name))`,

  // What a supplier sells of an item: the pack it is ordered by, and what one costs.
  `create table supplier_item (
    supplier_id uuid not null references supplier,
    item_id uuid not null references item,
    supplier_sku text not null,
    pack_name text not null,
    pack_quantity numeric(14,3) not null check (pack_quantity > 0),
    nesting jsonb not null default '[]',
    pack_price bigint check (pack_price >= 0),
    price_from date,
    price_until date,
    price_breaks jsonb not null default '[]',
    moq integer not null default 1 check (moq > 0),
    preferred boolean not null default false,
    substitute_ids uuid[] not null default '{}',
    updated_at timestamptz not null,
    primary key (supplier_id, item_id)
  )`,
  `create unique index supplier_item_code on supplier_item (supplier_id, supplier_sku)`,
  `create index supplier_item_item on supplier_item (item_id)`,
];

const PURCHASE_ORDERS = [
  `alter table store add column last_purchase_order_number bigint not null default 0,
    add column approval_above bigint check (approval_above >= 0)`,

  // supplier is its name as it was then. approved_at … closed_at say when it entered each state for the first time; version counts what was sent.
  `create table purchase_order (
    store_id uuid not null references store,
    id uuid not null,
    number bigint not null,
    external_id text,
    fingerprint bytea,
    supplier_id uuid not null references supplier,
    supplier text not null,
    state text not null check (state in
      ('draft', 'approved', 'sent', 'acknowledged', 'partially-received', 'received', 'cancelled')),
    version integer not null default 0,
    currency text not null,
    total bigint not null,
    note text,
    because text,
    created_at timestamptz not null,
    created_by text not null,
    approved_at timestamptz,
    approved_by text,
    sent_at timestamptz,
    acknowledged_at timestamptz,
    closed_at timestamptz,
    primary key (store_id, id),
    unique (store_id, number),
    unique (store_id, external_id)
  )`,
  `create index purchase_order_open on purchase_order (store_id, supplier_id) where closed_at is null`,
  `create index purchase_order_supplier on purchase_order (supplier_id, sent_at)`,

  // quantity = received + rejected + outstanding + cancelled, in the item's stock unit. Received and outstanding stand in
  // its expected deliveries; rejected is what came, was sent back, and is not replaced; over is what came beyond the order.
  `create table purchase_order_line (
    store_id uuid not null,
    id uuid not null,
    purchase_order_id uuid not null,
    position integer not null,
    item_id uuid not null references item,
    supplier_sku text not null,
    pack_name text not null,
    pack_quantity numeric(14,3) not null check (pack_quantity > 0),
    packs numeric(14,3) not null check (packs > 0),
    quantity numeric(14,3) not null check (quantity > 0),
    pack_price bigint check (pack_price >= 0),
    expected_at timestamptz not null,
    rejected numeric(14,3) not null default 0 check (rejected >= 0),
    cancelled numeric(14,3) not null default 0 check (cancelled >= 0),
    over numeric(14,3) not null default 0 check (over >= 0),
    because jsonb,
    primary key (store_id, id),
    foreign key (store_id, purchase_order_id) references purchase_order (store_id, id),
    check (rejected + cancelled <= quantity)
  )`,
  `create index purchase_order_line_order on purchase_order_line (store_id, purchase_order_id)`,
  `create index purchase_order_line_item on purchase_order_line (store_id, item_id)`,

  // The story of a purchase order: one row for whatever happened to it, by whom, and by which way it came. What the supplier
  // has to hear of (sent, changed, cancelled) waits until told_at.
  `create table purchase_order_event (
    store_id uuid not null,
    id bigint generated always as identity,
    purchase_order_id uuid not null,
    at timestamptz not null,
    kind text not null,
    by_whom text not null,
    via text not null,
    words text not null,
    told_at timestamptz,
    primary key (store_id, id),
    foreign key (store_id, purchase_order_id) references purchase_order (store_id, id)
  )`,
  `create index purchase_order_event_untold on purchase_order_event (at) where told_at is null`,
  `create index purchase_order_event_order on purchase_order_event (store_id, purchase_order_id, id)`,

  // Deliveries of a purchase order line: more than one where it is split. confirmed_at is when the supplier said so.
  `alter table expected_delivery
    add column supplier_id uuid references supplier,
    add column purchase_order_line_id uuid,
    add column confirmed_at timestamptz,
    add foreign key (store_id, purchase_order_line_id) references purchase_order_line (store_id, id)`,
  `create index expected_delivery_line on expected_delivery (store_id, purchase_order_line_id)
    where purchase_order_line_id is not null`,
  `create index expected_delivery_due on expected_delivery (expected_at) where arrived_at is null and cancelled_at is null`,

  `alter table movement add column purchase_order_line_id uuid, add column lot text, add column expires_on date`,

  `create table receipt_line (
    store_id uuid not null,
    id uuid not null,
    receipt_id uuid not null,
    purchase_order_line_id uuid not null,
    received numeric(14,3) not null check (received >= 0),
    rejected numeric(14,3) not null check (rejected >= 0),
    replaced boolean not null default false,
    reason text,
    pack_price bigint check (pack_price >= 0),
    lot text,
    expires_on date,
    at timestamptz not null,
    received_by text not null,
    undone_at timestamptz,
    primary key (store_id, id),
    foreign key (store_id, purchase_order_line_id) references purchase_order_line (store_id, id)
  )`,
  `create index receipt_line_line on receipt_line (store_id, purchase_order_line_id)`,
  `create index receipt_line_receipt on receipt_line (store_id, receipt_id)`,

  // Derived: written by settlement alone. A delivery that will be, or is, later than was first said; ended_at once it is
  // there, called off, or on time again.
  `create table supplier_delay (
    store_id uuid not null,
    id uuid not null,
    delivery_id uuid not null,
    kind text not null check (kind in ('reported', 'overdue', 'predicted')),
    was timestamptz not null,
    now_expected timestamptz,
    since timestamptz not null,
    ended_at timestamptz,
    primary key (store_id, id),
    foreign key (store_id, delivery_id) references expected_delivery (store_id, id)
  )`,
  `create unique index supplier_delay_open on supplier_delay (store_id, delivery_id) where ended_at is null`,
];

const WITH_STORE = [
  ...['purchase_order', 'purchase_order_line', 'purchase_order_event', 'receipt_line', 'supplier_delay'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...SUPPLIERS, ...PURCHASE_ORDERS, ...storePolicies(WITH_STORE)])
    await sql.raw(statement).execute(db);
}
