import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a screen speaks; null leaves it to its browser.
  await sql`alter table device add column language text check (language in ('en', 'de'))`.execute(db);
}
