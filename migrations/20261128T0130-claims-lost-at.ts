import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  // Since when nothing more can be learnt of what was said: goods came in, or were counted, made or thrown away. What was said
  // up to then holds or does not; before, such claims were left out altogether.
  'alter table depletion_claim add column lost_at timestamptz',
  'update depletion_claim set lost_at = at where void',
  'alter table depletion_claim drop column void',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
