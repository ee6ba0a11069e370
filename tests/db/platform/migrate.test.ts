import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { migrateToLatest } from '../../../server/platform/migrate.ts';
import { createTestDatabase, openAnotherPool, type TestDatabase } from '../../support/test-database.ts';

const EMPTY = 'template1';
const NAMES = Object.keys(migrations);

/** Every table with its columns, constraints and triggers, as text. */
async function schemaOf({ pool }: TestDatabase): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
       where table_schema = 'public' and table_name !~ '^kysely'
     union all
     select conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' from pg_constraint
       where connamespace = 'public'::regnamespace and conrelid::regclass::text !~ '^kysely'
     union all
     select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '' from pg_trigger where not tgisinternal
     order by 1, 2, 3`,
  );
  return rows as unknown[];
}

describe('migrations', () => {
  it('bring an empty database up to date once, and are no news afterwards', async () => {
    const database = await createTestDatabase(EMPTY);
    expect(await migrateToLatest(database.db)).toEqual(NAMES);
    const schema = await schemaOf(database);
    expect(await migrateToLatest(database.db)).toEqual([]);
    expect(await schemaOf(database)).toEqual(schema);
    expect(schema).toEqual(await schemaOf(await createTestDatabase()));
  });

  it('run once when several servers start together', async () => {
    const database = await createTestDatabase(EMPTY);
    const starters = [database, ...Array.from({ length: 5 }, () => openAnotherPool(database))];
    const applied = await Promise.all(starters.map(({ db }) => migrateToLatest(db)));
    expect(applied.flat()).toEqual(NAMES);
    expect((await database.pool.query('select count(*) as count from deployment')).rows).toEqual([
      { count: 1 },
    ]);
  });

  it('that fail half-way leave nothing behind, and are done by the next start', async () => {
    const database = await createTestDatabase(EMPTY);
    const failing = async (db: Kysely<unknown>): Promise<void> => {
      await sql`create table half_way (id int)`.execute(db);
      await sql`select no_such_function()`.execute(db);
    };
    const provider = {
      getMigrations: async () => ({ ...migrations, '99999999T0000-failing': { up: failing } }),
    };
    const { error } = await new Migrator({ db: database.db, provider }).migrateToLatest();
    expect(error).toMatchObject({ message: expect.stringContaining('no_such_function') as string });
    expect(await schemaOf(database)).toEqual([]);
    expect(await migrateToLatest(database.db)).toEqual(NAMES);
  });

  it('are in the order of their names, so that a later one never runs first', () => {
    expect(NAMES).toEqual([...NAMES].sort());
  });

  it('give every database a life of its own', async () => {
    const epochs = await Promise.all(
      [1, 2].map(async () => {
        const database = await createTestDatabase(EMPTY);
        await migrateToLatest(database.db);
        return (await database.pool.query<{ epoch: string }>('select epoch from deployment')).rows[0]!.epoch;
      }),
    );
    expect(epochs[0]).not.toBe(epochs[1]);
  });
});
