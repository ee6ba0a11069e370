import type { ImportKind, ImportReport } from '../../shared/integrations/import.schema.ts';
import type { TestAnswer, TestApp } from './test-app.ts';

export interface CsvUpload {
  kind: ImportKind;
  csv: string | Uint8Array<ArrayBuffer>;
  storeId?: string;
  commit?: boolean;
  idempotencyKey?: string;
}

/** A form as a browser sends it; its fields are in the order given. */
export async function sendForm<T>(
  app: TestApp,
  fields: Record<string, string | Blob>,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
): Promise<TestAnswer<T>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, 'file.csv');
  }
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type')!;
  const payload = Buffer.from(await encoded.arrayBuffer());
  return app.request<T>('POST', `/imports${query}`, payload, { 'content-type': contentType, ...headers });
}

export function sendCsv(
  app: TestApp,
  { kind, csv, storeId, commit = false, idempotencyKey }: CsvUpload,
): Promise<TestAnswer<ImportReport>> {
  return sendForm<ImportReport>(
    app,
    { kind, ...(storeId && { storeId }), file: new Blob([csv]) },
    {
      query: commit ? '?commit=true' : '',
      headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
    },
  );
}

/** Lines of a CSV file. */
export function csv(...lines: string[]): string {
  return lines.join('\n') + '\n';
}
