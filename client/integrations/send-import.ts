import { isOfStore, type ImportKind, type ImportReport } from '../../shared/integrations/import.schema.ts';
import type { Session } from '../identity/session.svelte.ts';

export interface ImportFile {
  kind: ImportKind;
  file: File;
  /** For good, in one transaction; otherwise it is only tried. */
  commit: boolean;
}

/** One file into the store that is being looked at. @throws ApiProblem */
export function sendImport(
  { api, store }: Session,
  { kind, file, commit }: ImportFile,
  signal?: AbortSignal,
): Promise<ImportReport> {
  const form = new FormData();
  form.append('kind', kind);
  if (isOfStore(kind) && store) form.append('storeId', store.id);
  // Last: what it is has to be known before it is read.
  form.append('file', file);
  return api.post<ImportReport>(`/imports${commit ? '?commit=true' : ''}`, form, signal);
}
