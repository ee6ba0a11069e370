import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  `alter table store add column last_transfer_number bigint not null default 0`,

  // Goods that one store asks another for, or sends it. Each of the two stores has a row of its own, with the same id, so that
  // neither ever reads the other's; every statement that writes one writes both. number is the sending store's, other_store the
  // other one's name as it was then.
  `create table transfer (
    store_id uuid not null references store,
    id uuid not null,
    side text not null check (side in ('sender', 'receiver')),
    other_store_id uuid not null references store,
    other_store text not null,
    number bigint not null,
    state text not null check (state in
      ('asked', 'sent', 'partially-received', 'received', 'declined', 'cancelled')),
    note text,
    reason text,
    wanted_by timestamptz,
    asked_at timestamptz,
    asked_by text,
    sent_at timestamptz,
    sent_by text,
    first_expected_at timestamptz,
    expected_at timestamptz,
    closed_at timestamptz,
    created_at timestamptz not null,
    primary key (store_id, id),
    unique (store_id, side, other_store_id, number),
    check (other_store_id <> store_id),
    check ((sent_at is null) = (first_expected_at is null) and (sent_at is null) = (expected_at is null))
  )`,
  `create index transfer_open on transfer (store_id) where closed_at is null`,

  // In the item's stock unit: sent = received + lost + returned + what is still on its way. What was lost left the sender's
  // ledger and came into nobody's; what was returned is in the sender's again.
  `create table transfer_line (
    store_id uuid not null,
    id uuid not null,
    transfer_id uuid not null,
    position integer not null,
    item_id uuid not null references item,
    asked numeric(14,3) not null check (asked >= 0),
    sent numeric(14,3) not null default 0 check (sent >= 0),
    received numeric(14,3) not null default 0 check (received >= 0),
    lost numeric(14,3) not null default 0 check (lost >= 0),
    returned numeric(14,3) not null default 0 check (returned >= 0),
    reason text,
    primary key (store_id, id),
    unique (store_id, transfer_id, item_id),
    foreign key (store_id, transfer_id) references transfer (store_id, id),
    check (received + lost + returned <= sent)
  )`,

  // The story of a transfer, as both stores read it; of_store is the name of the store whose deed it was.
  `create table transfer_event (
    store_id uuid not null,
    id bigint generated always as identity,
    transfer_id uuid not null,
    at timestamptz not null,
    kind text not null,
    by_whom text not null,
    of_store text not null,
    words text not null,
    primary key (store_id, id),
    foreign key (store_id, transfer_id) references transfer (store_id, id)
  )`,
  `create index transfer_event_transfer on transfer_event (store_id, transfer_id, id)`,

  // What came of a transfer at one time: of the receiving store alone.
  `create table transfer_receipt_line (
    store_id uuid not null,
    id uuid not null,
    receipt_id uuid not null,
    transfer_line_id uuid not null,
    received numeric(14,3) not null check (received >= 0),
    lost numeric(14,3) not null check (lost >= 0),
    returned numeric(14,3) not null check (returned >= 0),
    reason text,
    at timestamptz not null,
    received_by text not null,
    undone_at timestamptz,
    primary key (store_id, id),
    foreign key (store_id, transfer_line_id) references transfer_line (store_id, id)
  )`,
  `create index transfer_receipt_line_receipt on transfer_receipt_line (store_id, receipt_id)`,

  // Goods in transit are waited for as those of a supplier are.
  `alter table expected_delivery
    add column transfer_line_id uuid,
    add foreign key (store_id, transfer_line_id) references transfer_line (store_id, id),
    add check (purchase_order_line_id is null or transfer_line_id is null)`,
  `create unique index expected_delivery_transfer on expected_delivery (store_id, transfer_line_id)
    where transfer_line_id is not null`,
];

const WITH_STORE = ['transfer', 'transfer_line', 'transfer_event', 'transfer_receipt_line'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(WITH_STORE)]) await sql.raw(statement).execute(db);
}
