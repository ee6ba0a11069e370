import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // How a supplier kept its word: slips counts how often it moved a delivery to a later time than it had said before,
  // told_late_at is when it first said that it comes later than first confirmed.
  `alter table expected_delivery add column slips integer not null default 0, add column told_late_at timestamptz`,
  `update expected_delivery d set told_late_at = s.since, slips = 1 from supplier_delay s
    where s.store_id = d.store_id and s.delivery_id = d.id and d.expected_at > d.first_expected_at`,
  `create index expected_delivery_supplier on expected_delivery (supplier_id, first_expected_at)
    where purchase_order_line_id is not null`,

  // Of what was cancelled of a line: what we called off before it was due, which is not held against the supplier, and what
  // we gave up after that. The rest the supplier did not send.
  `alter table purchase_order_line
    add column called_off numeric(14,3) not null default 0 check (called_off >= 0),
    add column given_up numeric(14,3) not null default 0 check (given_up >= 0)`,
  `update purchase_order_line l set called_off = l.cancelled from purchase_order_event e
    where e.store_id = l.store_id and e.purchase_order_id = l.purchase_order_id and e.kind = 'cancelled' and l.cancelled > 0`,

  // Read from a file: when it was confirmed, and what its supplier said meanwhile, is not known.
  `alter table purchase_order add column imported boolean not null default false`,
  `update purchase_order o set imported = true from purchase_order_event e
    where e.store_id = o.store_id and e.purchase_order_id = o.id and e.kind = 'imported'`,

  // How suppliers are scored, in all stores; the standards of the program hold as long as there is no row.
  `create table scorecard_policy (
    single boolean primary key default true check (single),
    policy jsonb not null,
    version integer not null
  )`,

  // How each supplier stands over the last 90 days in all stores, as it was last looked at, and what follows from that.
  `create table supplier_standing (
    supplier_id uuid primary key references supplier,
    standing jsonb not null,
    score double precision,
    since timestamptz not null,
    as_of timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
