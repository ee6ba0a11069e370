import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { inStoreTransaction, type LockedStore } from '../platform/store-transaction.ts';
import type { CsvRow } from './csv-table.ts';
import type { ImportJob, ImportOutcome, ImportStep } from './import-job.ts';

/** So many at once: other requests get their turn in between. */
const SLICE = 1_000;

/** Does something with all of many things, slice by slice. */
export async function inSlices<T>(
  all: readonly T[],
  step: ImportStep,
  { signal, onProgress }: ImportJob,
  work: (slice: T[]) => Promise<void> | void,
): Promise<void> {
  for (let from = 0; from < all.length; from += SLICE) {
    signal?.throwIfAborted();
    await work(all.slice(from, from + SLICE));
    onProgress?.(step, Math.min(from + SLICE, all.length), all.length);
    await nextTurn();
  }
}

/** What `read` makes of the rows of the job's file, less those with mistakes. */
export async function readRows<T>(job: ImportJob, read: (row: CsvRow) => T | undefined): Promise<T[]> {
  const found: T[] = [];
  await inSlices(job.table.rows, 'checking', job, (rows) => {
    for (const row of rows) {
      const value = read(row);
      if (value !== undefined) found.push(value);
    }
  });
  return found;
}

/** One transaction; a repetition under the same key finds its answer. */
export function writeOnce(
  ctx: Context,
  { request, table, signal }: ImportJob,
  storeId: string,
  write: (trx: Transaction, store: LockedStore, now: Date) => Promise<ImportOutcome>,
): Promise<ImportOutcome> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    const content = { import: request.kind, digest: table.digest };
    return answerOnce(trx, storeId, request.idempotencyKey, content, now, async () => {
      const outcome = await write(trx, store, now);
      signal?.throwIfAborted();
      return outcome;
    });
  });
}
