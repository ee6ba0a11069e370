import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // A scorecard that its supplier may see by a link, for a time. store_ids: those whose orders it counts; null for all.
  await sql
    .raw(
      `create table scorecard_share (
        id uuid primary key,
        supplier_id uuid not null references supplier,
        store_ids uuid[],
        from_at timestamptz not null,
        to_at timestamptz not null,
        created_at timestamptz not null,
        created_by text not null,
        expires_at timestamptz not null
      )`,
    )
    .execute(db);
}
