import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // News of which no message could be written: those of one order, or customer, share an id, under which they stand in the log.
  `alter table customer_tiding add column aside_id uuid, add column aside_at timestamptz, add column problem text,
    add check ((aside_id is null) = (aside_at is null) and (aside_id is null) = (problem is null))`,
  `create index customer_tiding_aside on customer_tiding (store_id, aside_id) where aside_id is not null`,
  `drop index customer_tiding_waiting`,
  `create index customer_tiding_waiting on customer_tiding (at) where composed_at is null and aside_id is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
