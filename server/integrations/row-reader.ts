import type { ColumnMap } from './csv-columns.ts';
import type { CsvRow, CsvTable } from './csv-table.ts';
import { readQuantity, readWholeNumber, readYesNo, type DecimalMark, type Read } from './csv-values.ts';
import type { ProblemList } from './problem-list.ts';

/** What the rows of one table have in common. */
export interface RowContext {
  columns: ColumnMap;
  decimalMark: DecimalMark;
  /** How many cells the header has. */
  width: number;
  problems: ProblemList;
}

export function rowContext(table: CsvTable, columns: ColumnMap, problems: ProblemList): RowContext {
  const decimalMark = table.delimiter === ';' ? 'point or comma' : 'point';
  return { columns, decimalMark, width: table.header.length, problems };
}

/** Reads the cells of one row. Each mistake is noted once, and what it spoils is undefined. */
export class RowReader {
  readonly row: number;
  readonly #cells: readonly string[];
  readonly #context: RowContext;

  constructor({ row, cells }: CsvRow, context: RowContext) {
    this.row = row;
    this.#cells = cells;
    this.#context = context;
    const surplus = cells.length > context.width ? (cells[context.width] ?? '').trim() : '';
    if (surplus !== '')
      this.refuse(
        '',
        `"${surplus}" is one value more than the header has columns; put texts with the delimiter in quotes`,
      );
  }

  get ok(): boolean {
    return !this.#context.problems.has(this.row);
  }

  refuse(column: string, problem: string): undefined {
    this.#context.problems.add(this.row, column, problem);
  }

  /** Undefined for an empty cell, and where there is no such column. */
  text(column: string): string | undefined {
    const text = this.#cells[this.#context.columns.positions.get(column) ?? -1]?.trim();
    if (text === undefined || text === '') return undefined;
    // No database text holds it, and no text that was exported as one has it.
    return text.includes('\0')
      ? this.refuse(column, 'has a NUL character; export the file again as UTF-8')
      : text;
  }

  required(column: string): string | undefined {
    const at = this.#context.columns.positions.get(column);
    if (at === undefined)
      return this.refuse(column, 'is needed here, but the file has no such column; add it');
    if (at >= this.#cells.length)
      return this.refuse(
        column,
        'is not there: the row ends before it; export the file again if it is cut off',
      );
    if (this.#cells[at]!.trim() === '') return this.refuse(column, 'is empty; fill it in');
    return this.text(column);
  }

  /** A required quantity of more than 0. */
  positiveQuantity(column: string): number | undefined {
    const value = this.#quantity(column, this.required(column));
    return value === undefined || value > 0
      ? value
      : this.refuse(column, `"${value}" is not more than 0; correct it, or leave the row out`);
  }

  /** A quantity of 0 or more. */
  quantity(column: string, text = this.text(column)): number | undefined {
    const value = this.#quantity(column, text);
    return value === undefined || value >= 0
      ? value
      : this.refuse(column, `"${value}" is less than 0; correct it`);
  }

  wholeNumber(column: string, least: number, most: number): number | undefined {
    return this.read(column, this.text(column), (text) => readWholeNumber(text, least, most));
  }

  yesNo(column: string): boolean | undefined {
    return this.read(column, this.text(column), readYesNo);
  }

  read<T>(column: string, text: string | undefined, how: (text: string) => Read<T>): T | undefined {
    if (text === undefined) return undefined;
    const result = how(text);
    return 'problem' in result ? this.refuse(column, result.problem) : result.value;
  }

  #quantity(column: string, text: string | undefined): number | undefined {
    return this.read(column, text, (it) => readQuantity(it, this.#context.decimalMark));
  }
}
