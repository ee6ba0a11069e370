import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CsvRow } from './csv-table.ts';
import type { ImportJob, ImportStep } from './import-job.ts';

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
