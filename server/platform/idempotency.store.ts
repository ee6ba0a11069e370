import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Transaction } from './database.ts';
import { AppError } from './errors.ts';

/** Far deeper than any request is; without a bound, a hostile one would exhaust the stack. */
const MAX_DEPTH = 100;

/**
 * A digest of a JSON value that does not depend on the order of its keys.
 * @throws AppError `malformed` for one that is nested without end
 */
export function fingerprintOf(value: unknown): Buffer {
  return createHash('sha256').update(canonical(value, 0)).digest();
}

function canonical(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH)
    throw new AppError('malformed', `The request is nested more than ${MAX_DEPTH} levels deep; flatten it.`);
  const spell = (part: unknown): string => canonical(part, depth + 1);
  if (Array.isArray(value)) return `[${value.map(spell).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${spell(entry)}`).join()}}`;
}

/**
 * Does something once per key: a repetition gets the stored answer, and the same key with another request is refused.
 * The answer commits with the effect, so there is never one without the other. The caller holds the store's row, which
 * makes simultaneous repetitions wait for the first. Without a key the work is simply done.
 * @throws AppError `idempotency-key-reused`
 */
export async function answerOnce<T extends object>(
  trx: Transaction,
  storeId: string,
  key: string | undefined,
  request: unknown,
  now: Date,
  work: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return work();
  const fingerprint = fingerprintOf(request);
  const stored = await trx
    .selectFrom('idempotent_answer')
    .select(['fingerprint', 'answer'])
    .where('store_id', '=', storeId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (stored && !fingerprint.equals(stored.fingerprint)) {
    throw new AppError(
      'idempotency-key-reused',
      `Key ${key} came with another request before; use a new key for a new request.`,
    );
  }
  if (stored) return stored.answer as T;
  const answer = await work();
  await sql`insert into idempotent_answer (store_id, key, fingerprint, answer, created_at)
    values (${storeId}, ${key}, ${fingerprint}, ${JSON.stringify(answer)}, ${now})`.execute(trx);
  return answer;
}

export async function deleteAnswersBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('idempotent_answer').where('created_at', '<', before).execute();
}
