import { readCsvTable } from '../../server/integrations/csv-file.service.ts';
import type { CsvTable } from '../../server/integrations/csv-table.ts';

/** A file as it comes in, in pieces of so many bytes. */
export async function* inChunks(bytes: Uint8Array, size = 5): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A table from the lines of a CSV file. */
export function tableOf(...lines: string[]): Promise<CsvTable> {
  return readCsvTable(inChunks(Buffer.from(lines.join('\n') + '\n')));
}
