import { CsvError, parse, type Parser } from 'csv-parse';
import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MAX_IMPORT_ROWS } from '../../shared/integrations/import.schema.ts';
import { AppError } from '../platform/errors.ts';
import { CsvDecoder, CsvFileError } from './csv-decoder.ts';
import { CsvTableBuilder, detectDelimiter, findHeaderLine, type CsvTable } from './csv-table.ts';

export interface CsvReading {
  signal?: AbortSignal | undefined;
  /** Told now and then how many rows have been read. */
  onRows?: ((rows: number) => void) | undefined;
}

/** A cell that takes more than this much was begun by a quotation mark that nothing closes. */
const MAX_RECORD_SIZE = 100_000;
const TELL_EVERY = 1_000;

/**
 * Reads a CSV file as it comes in, whatever its delimiter and encoding. What breaks off the reading is told in the
 * table, with all that was read before.
 * @throws AppError `too-large` for too many rows; the signal's reason
 */
export async function readCsvTable(
  bytes: AsyncIterable<Uint8Array>,
  { signal, onRows }: CsvReading = {},
): Promise<CsvTable> {
  const decoder = new CsvDecoder();
  const hash = createHash('sha256');
  const builder = new CsvTableBuilder();
  const text = new HeadFirst(decode(bytes, decoder, hash));
  let delimiter: CsvTable['delimiter'] = ',';
  let broken: ReturnType<typeof whyBroken> | undefined;
  try {
    delimiter = detectDelimiter(await text.headerLine());
    const parser = parserInto(builder, delimiter, onRows).resume();
    await pipeline(Readable.from(text), parser, { ...(signal && { signal }) });
  } catch (error) {
    signal?.throwIfAborted();
    broken = whyBroken(error);
  }
  return builder.build({ delimiter, encoding: decoder.encoding, digest: hash.digest('hex') }, broken);
}

/** Records go to the builder one by one as they are read, so those before a mistake are not lost with the stream. */
function parserInto(
  builder: CsvTableBuilder,
  delimiter: CsvTable['delimiter'],
  onRows: CsvReading['onRows'],
): Parser {
  const take = (record: string[]): null => {
    builder.add(record);
    if (builder.rowCount > MAX_IMPORT_ROWS)
      throw new AppError('too-large', `The file has more than ${MAX_IMPORT_ROWS} rows; import it in parts.`);
    if (builder.rowCount > 0 && builder.rowCount % TELL_EVERY === 0) onRows?.(builder.rowCount);
    return null;
  };
  return parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_RECORD_SIZE,
    on_record: take,
  });
}

function whyBroken(error: unknown): { cell: number; problem: string } {
  if (error instanceof CsvFileError) return { cell: 0, problem: `the file ${error.message}` };
  if (!(error instanceof CsvError)) throw error;
  const cell = Number((error as { column?: unknown }).column ?? 0);
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    const problem =
      'begins with a quotation mark that is never closed; close it, or export the file again if it is cut off';
    return { cell, problem };
  }
  return { cell, problem: `cannot be read as CSV (${error.message})` };
}

async function* decode(
  bytes: AsyncIterable<Uint8Array>,
  decoder: CsvDecoder,
  hash: Hash,
): AsyncGenerator<string> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield decoder.decode(chunk);
  }
  yield decoder.end();
}

/** Text whose header line can be looked at before it is read from the start. */
class HeadFirst implements AsyncIterable<string> {
  readonly #text: AsyncIterator<string>;
  #head = '';

  constructor(text: AsyncIterable<string>) {
    this.#text = text[Symbol.asyncIterator]();
  }

  async headerLine(): Promise<string> {
    for (;;) {
      const line = findHeaderLine(this.#head);
      if (line !== undefined || this.#head.length > MAX_RECORD_SIZE) return line ?? '';
      const next = await this.#text.next();
      if (next.done) return this.#head;
      this.#head += next.value;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    try {
      yield this.#head;
      for (let next = await this.#text.next(); !next.done; next = await this.#text.next()) yield next.value;
    } finally {
      // Whoever sends the file learns that no more of it is wanted.
      await this.#text.return?.();
    }
  }
}
