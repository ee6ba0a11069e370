import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCsvTable } from '../integrations/csv-file.service.ts';
import type { CsvTable } from '../integrations/csv-table.ts';
import { companionsIn, detectFormat } from '../integrations/replay-formats.ts';
import { ReplayError, type ReplaySource } from '../integrations/replay-source.ts';
import { CommandError } from './command-error.ts';

/** Reads a folder of sales in whichever format its files show. @throws CommandError */
export async function readReplayFolder(folder: string, signal: AbortSignal): Promise<ReplaySource> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(
      error.code === 'ENOTDIR' ? `${folder} is a file; name its folder.` : `There is no folder ${folder}.`,
    );
  });
  return inOneLine(async () => {
    const format = detectFormat(folder, names);
    const tables: Record<string, CsvTable> = {};
    for (const file of format.files)
      tables[file] = await readCsvTable(createReadStream(join(folder, file)), { signal });
    return format.open(tables, companionsIn(names));
  });
}

/** What is wrong with the data is told as what is wrong with the command. */
export async function inOneLine<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ReplayError ? new CommandError(error.message) : error;
  }
}
