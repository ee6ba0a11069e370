import { sql, type Kysely } from 'kysely';
import { storePolicies } from './20261124T1600-store-isolation.ts';

const STATEMENTS = [
  // What guests of a store pay for one unit, in minor units of its currency: for figures, not for tills.
  `create table sale_price (
    store_id uuid not null references store,
    item_id uuid not null references item,
    amount bigint not null check (amount >= 0),
    changed_at timestamptz not null,
    primary key (store_id, item_id)
  )`,
  // Who is sent which reports. Times are local ones of the first store; stopped_at ends it for good.
  `create table report_subscription (
    id uuid primary key,
    person_id uuid not null references person,
    store_ids uuid[] not null check (cardinality(store_ids) > 0),
    parts text[] not null check (cardinality(parts) > 0),
    every text not null check (every in ('day', 'week', 'month')),
    local_time time not null,
    language text not null check (language in ('en', 'de')),
    since timestamptz not null,
    stopped_at timestamptz,
    stopped_because text
  )`,
  `create index report_subscription_person on report_subscription (person_id) where stopped_at is null`,
  // One mail a period, which its key sees to; a try that somebody asked for has the instant at which they did.
  `create table report_mail (
    subscription_id uuid not null references report_subscription,
    period text not null,
    from_day date not null,
    to_day date not null,
    state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'dropped')),
    created_at timestamptz not null,
    due_at timestamptz not null,
    claimed_until timestamptz,
    attempts integer not null default 0,
    problem text,
    sent_at timestamptz,
    primary key (subscription_id, period)
  )`,
  `create index report_mail_due on report_mail (due_at) where state = 'queued'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...storePolicies(['sale_price'])])
    await sql.raw(statement).execute(db);
}
