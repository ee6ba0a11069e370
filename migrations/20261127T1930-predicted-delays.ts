import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What a delay that nobody reported is predicted by, in words.
  await sql.raw(`alter table supplier_delay add column because text`).execute(db);
}
