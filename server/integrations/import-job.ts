import type { ImportKind } from '../../shared/integrations/import.schema.ts';
import type { CsvTable } from './csv-table.ts';
import type { RowContext } from './row-reader.ts';

export interface ImportRequest {
  kind: ImportKind;
  /** The store that the file is about, for the kinds that are about one. */
  storeId?: string | undefined;
  /** Otherwise nothing is changed, and the report says what would be. */
  commit: boolean;
  by: string;
  idempotencyKey?: string | undefined;
}

export type ImportStep = 'checking' | 'recording';

export interface ImportRun {
  /** Gives up: what was written goes with the transaction. */
  signal?: AbortSignal | undefined;
  onProgress?: ((step: ImportStep, done: number, of: number) => void) | undefined;
}

/** One file on its way into the database. */
export interface ImportJob extends RowContext, ImportRun {
  table: CsvTable;
  request: ImportRequest;
}

/** What a file means for the database, apart from its mistakes. */
export interface ImportOutcome {
  /** Rows that say what is there already. */
  unchanged: number;
  notes: string[];
}

export function mayWrite({ request, problems }: ImportJob): boolean {
  return request.commit && problems.count === 0;
}
