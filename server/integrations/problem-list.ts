import { MAX_PROBLEMS_TOLD, type ImportProblem } from '../../shared/integrations/import.schema.ts';
import { asStorable } from '../platform/validation.ts';

const MAX_LENGTH = 1_000;

/** The mistakes found in one file: all are counted, and the first ones kept. */
export class ProblemList {
  readonly #told: ImportProblem[] = [];
  readonly #rows = new Set<number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** How many rows have a mistake. */
  get rowCount(): number {
    return this.#rows.size;
  }

  /** In the order of rows. */
  get told(): ImportProblem[] {
    return this.#told.toSorted((a, b) => a.row - b.row);
  }

  has(row: number): boolean {
    return this.#rows.has(row);
  }

  add(row: number, column: string, problem: string): void {
    this.#count += 1;
    this.#rows.add(row);
    if (this.#told.length >= MAX_PROBLEMS_TOLD) return;
    // A file may have anything in it, and any amount of it.
    this.#told.push({ row, column, problem: asStorable(problem.slice(0, MAX_LENGTH)) });
  }
}
