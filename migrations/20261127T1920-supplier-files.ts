import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // A supplier that files are exchanged with, through a folder of its own. The ids are those of X12's ISA segment, each with its
  // qualifier; last_control_number counts what we sent in it.
  `create table supplier_exchange (
    supplier_id uuid primary key references supplier,
    folder text not null unique,
    format text not null check (format in ('csv', 'x12')),
    our_qualifier text,
    our_id text,
    their_qualifier text,
    their_id text,
    test boolean not null default false,
    last_control_number bigint not null default 0,
    version integer not null default 1,
    updated_at timestamptz not null,
    check (format = 'csv' or (our_qualifier is not null and our_id is not null
      and their_qualifier is not null and their_id is not null))
  )`,

  // Every file that came or went, with what it held. What came is there once for the same content, however often it comes:
  // attempt counts how often it was read, seen how often it came. stores are those whose orders it names.
  `create table supplier_file (
    id uuid primary key,
    supplier_id uuid not null references supplier,
    direction text not null check (direction in ('in', 'out')),
    name text not null,
    kind text not null,
    at timestamptz not null,
    state text not null check (state in ('taken', 'done', 'partly', 'refused', 'waiting', 'sent', 'accepted')),
    sender text,
    control_number bigint,
    digest text not null,
    content bytea,
    size bigint not null,
    reasons jsonb not null default '[]',
    store_ids uuid[] not null default '{}',
    store_id uuid references store,
    purchase_order_id uuid,
    message_id uuid unique,
    answers uuid references supplier_file,
    attempt integer not null default 1,
    seen integer not null default 1,
    modified_at timestamptz,
    kept_as text,
    claimed_until timestamptz,
    finished_at timestamptz,
    unique (answers, attempt)
  )`,
  `create unique index supplier_file_content on supplier_file (supplier_id, digest) where direction = 'in'`,
  `create index supplier_file_at on supplier_file (supplier_id, at desc, id desc)`,
  `create index supplier_file_number on supplier_file (supplier_id, control_number) where control_number is not null`,
  `create index supplier_file_waiting on supplier_file (supplier_id) where state = 'waiting'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(['supplier_file'])])
    await sql.raw(statement).execute(db);
}
