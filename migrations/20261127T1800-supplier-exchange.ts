import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // What programs and files of suppliers said, each message once under the id that its sender gave it. Suppliers serve every
  // store; store_id and purchase_order_id say which order a message was found to be about.
  `create table supplier_inbox (
    supplier_id uuid not null references supplier,
    id text not null,
    via text not null check (via in ('api', 'files')),
    at timestamptz not null,
    type text not null,
    fingerprint bytea not null,
    body jsonb not null,
    state text not null check (state in ('received', 'done', 'refused')),
    problem text,
    order_reference text,
    store_id uuid references store,
    purchase_order_id uuid,
    primary key (supplier_id, id)
  )`,
  `create index supplier_inbox_at on supplier_inbox (supplier_id, at desc)`,

  // Purchase orders go to a supplier's program, and as files, through the same log as mails.
  `alter table message drop constraint message_channel_check,
    add constraint message_channel_check check (channel in ('email', 'sms', 'push', 'webhook', 'files')),
    add check (supplier_id is not null or channel in ('email', 'sms', 'push'))`,

  // What suppliers are told names its order among those of all stores.
  `update purchase_order_event set document = document
    || jsonb_build_object('reference', (document->>'number') || '-' || upper(right(store_id::text, 8)))
    where document is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(['supplier_inbox'])])
    await sql.raw(statement).execute(db);
}
