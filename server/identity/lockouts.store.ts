import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';

export async function findLockedUntil(db: Queryable, subject: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('lockout')
    .select('locked_until')
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.locked_until;
}

/**
 * Counts one more try and returns how many there were since the last success, this one included; null when the subject is
 * locked. The row stays locked until the commit, so that tries made at the same time are counted one after the other.
 */
export async function countTry(
  trx: Transaction,
  subject: string,
  now: Date,
  forgetBefore: Date,
): Promise<number | null> {
  const { rows } = await sql<{ failures: number }>`
    insert into lockout as l (subject, failures, last_failed_at, locked_until) values (${subject}, 1, ${now}, ${now})
    on conflict (subject) do update set last_failed_at = ${now},
      failures = case when l.last_failed_at < ${forgetBefore} then 1 else l.failures + 1 end
    where l.locked_until <= ${now}
    returning failures`.execute(trx);
  return rows[0]?.failures ?? null;
}

export async function setLockedUntil(trx: Transaction, subject: string, until: Date): Promise<void> {
  await trx.updateTable('lockout').set({ locked_until: until }).where('subject', '=', subject).execute();
}

/** Takes back the try that succeeded. */
export async function forgiveTry(db: Queryable, subject: string, now: Date): Promise<void> {
  await sql`update lockout set failures = greatest(failures - 1, 0), locked_until = ${now} where subject = ${subject}`.execute(
    db,
  );
}

export async function deleteLockout(db: Queryable, subject: string): Promise<void> {
  await db.deleteFrom('lockout').where('subject', '=', subject).execute();
}
