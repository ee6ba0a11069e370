import { sql, type Kysely } from 'kysely';

/** Everything that belongs to one store. */
const TABLES = [
  ...['sale', 'sale_line', 'movement', 'availability_mark', 'stock_level', 'change', 'idempotent_answer'],
  ...['store_role', 'device', 'audit_entry'],
];

// Roles belong to the whole server: another database may have made it, at this very moment, or somebody who may.
const ROLE = `do $$ begin
  if not exists (select from pg_roles where rolname = 'larder_store') then create role larder_store nologin; end if;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise exception 'The database user may not create roles. Let an administrator run once: create role larder_store nologin; grant larder_store to %;', current_user;
end $$`;

const MEMBERSHIP = `do $$ begin
  execute format('grant larder_store to %I', current_user);
exception when insufficient_privilege then null; end $$`;

// Read once per statement, not once per row. Without the setting there is no store, and so no row.
const CHOSEN = `(select string_to_array(current_setting('larder.store_ids', true), ','))::uuid[]`;

/** What guards tables with a `store_id`; every migration that adds such a table runs it for them. */
export function storePolicies(tables: readonly string[]): string[] {
  return tables.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `create policy ${table}_of_store on ${table} to larder_store
      using (store_id = any (${CHOSEN})) with check (store_id = any (${CHOSEN}))`,
  ]);
}

/**
 * Behind the conditions of every query: while a transaction acts for certain stores, Postgres itself shows and takes rows
 * of these only. The role owns nothing, so that its policies always hold.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    ROLE,
    MEMBERSHIP,
    `grant select, insert, update, delete on all tables in schema public to larder_store`,
    `alter default privileges in schema public grant select, insert, update, delete on tables to larder_store`,
    ...storePolicies(TABLES),
    `alter table store enable row level security`,
    `create policy store_of_store on store to larder_store using (id = any (${CHOSEN})) with check (id = any (${CHOSEN}))`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
