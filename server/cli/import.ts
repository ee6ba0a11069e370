import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { isOfStore, type ImportKind, type ImportReport } from '../../shared/integrations/import.schema.ts';
import type { Config } from '../config.ts';
import { readCsvTable } from '../integrations/csv-file.service.ts';
import type { CsvTable } from '../integrations/csv-table.ts';
import { importTable } from '../integrations/imports.service.ts';
import type { ItemsContext } from '../items/items.service.ts';
import { SYSTEM } from '../platform/actor.ts';
import { systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { settleItems } from '../settlement/settle.ts';
import { chooseStore } from './choose-store.ts';
import { CommandError } from './command-error.ts';
import { withDatabase } from './database.ts';
import { count, Progress } from './progress.ts';

export interface ImportOptions {
  kind: ImportKind;
  file: string;
  /** Id or name. Needed where there are several stores, for the kinds that are about one. */
  store: string | undefined;
  commit: boolean;
  json: boolean;
  signal: AbortSignal;
}

const TOLD = 20;

/** Imports a file as `POST /imports` does, straight into the database. The exit code is 1 if it has mistakes. */
export async function importFile(config: Config, options: ImportOptions): Promise<number> {
  const progress = new Progress();
  try {
    const table = await readFile(options, progress);
    const report = await withDatabase(config, options, (db) => importInto(db, options, table, progress));
    progress.end();
    console.log(options.json ? JSON.stringify(report) : describe(report, options));
    return report.mistakes === 0 ? 0 : 1;
  } finally {
    progress.end();
  }
}

async function readFile({ file, signal }: ImportOptions, progress: Progress): Promise<CsvTable> {
  try {
    return await readCsvTable(createReadStream(file), {
      signal,
      onRows: (rows) => progress.show('Reading', rows),
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new CommandError(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new CommandError(`${file} is a folder; name a CSV file.`);
    if (code === 'EACCES') throw new CommandError(`${file} may not be read by this account.`);
    throw error;
  }
}

async function importInto(
  db: Database,
  { kind, store, commit, signal }: ImportOptions,
  table: CsvTable,
  progress: Progress,
): Promise<ImportReport> {
  // A server on the same database looks for changes once a second.
  const actor = { ...SYSTEM, name: 'Command line' };
  const ctx: ItemsContext = { db, clock: systemClock, actor, announce: () => {}, settleItems };
  const storeId = isOfStore(kind) ? (await chooseStore(db, store)).id : undefined;
  const onProgress = (step: string, done: number, of: number): void =>
    progress.show(step === 'checking' ? 'Checking' : 'Recording', done, of);
  return importTable(ctx, { kind, storeId, commit, by: 'Import' }, table, { signal, onProgress });
}

function describe(report: ImportReport, { file, commit }: ImportOptions): string {
  const { rows, accepted, unchanged, mistakes, rejected, notes, committed } = report;
  const untold = mistakes - Math.min(rejected.length, TOLD);
  return [
    `${basename(file)}: ${count(rows)} rows, ${count(accepted)} without a mistake, ${count(unchanged)} of them known already.`,
    ...notes,
    ...rejected
      .slice(0, TOLD)
      .map(({ row, column, problem }) => `  row ${row}${column && `, ${column}`}: ${problem}`),
    ...(untold > 0 ? [`  and ${count(untold)} more mistakes (--json tells up to 1,000)`] : []),
    verdict(committed, commit, mistakes),
  ].join('\n');
}

function verdict(committed: boolean, commit: boolean, mistakes: number): string {
  if (committed) return 'Imported.';
  if (mistakes > 0) return 'Nothing was imported. Mend the file and try again.';
  return commit ? 'Nothing was imported.' : 'A dry run: nothing was changed. Add --commit to import.';
}
