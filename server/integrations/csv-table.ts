/** A CSV file as a person sees it in a spreadsheet. */
export interface CsvTable {
  delimiter: Delimiter;
  encoding: string;
  /** Of the file's bytes: the same file has the same one. */
  digest: string;
  /** The cells of the first row that is not empty. */
  header: readonly string[];
  headerRow: number;
  rows: readonly CsvRow[];
  /** Where reading had to stop, if it did not reach the end. */
  broken?: { row: number; column: string; problem: string };
}

export interface CsvRow {
  /** As a spreadsheet numbers it: the first line of the file is row 1, empty rows count, a cell's line breaks do not. */
  row: number;
  cells: readonly string[];
}

export type Delimiter = ',' | ';' | '\t';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** What parts the cells of a header: whatever it has most of outside of quotes, or commas. */
export function detectDelimiter(header: string): Delimiter {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The first line of a text that has something in it; undefined when more text may still change it. */
export function findHeaderLine(text: string): string | undefined {
  return /^((?:"[^"]*"|[^"\r\n])*)[\r\n]/.exec(text.trimStart())?.[1];
}

/** Collects records, keeping a count of their rows. Neither more cells than `maxCells` a row nor empty rows are kept. */
export class CsvTableBuilder {
  readonly #rows: CsvRow[] = [];
  #header: readonly string[] | undefined;
  #headerRow = 1;
  #row = 0;

  get rowCount(): number {
    return this.#rows.length;
  }

  add(cells: readonly string[]): void {
    this.#row += 1;
    if (cells.every((cell) => cell.trim() === '')) return;
    if (!this.#header) {
      this.#header = cells;
      this.#headerRow = this.#row;
    }
    // One cell more than the header names is enough to see that there are too many.
    else this.#rows.push({ row: this.#row, cells: cells.slice(0, this.#header.length + 1) });
  }

  build(
    read: Pick<CsvTable, 'delimiter' | 'encoding' | 'digest'>,
    broken?: { cell: number; problem: string },
  ): CsvTable {
    const table = { ...read, header: this.#header ?? [], headerRow: this.#headerRow, rows: this.#rows };
    if (!broken) return table;
    const column = this.#header?.[broken.cell] ?? '';
    return { ...table, broken: { row: this.#row + 1, column, problem: broken.problem } };
  }
}
