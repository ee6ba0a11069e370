import type { ImportColumn } from '../../shared/integrations/import.schema.ts';
import type { CsvTable } from './csv-table.ts';

/** Where the columns of a table are. */
export interface ColumnMap {
  positions: ReadonlyMap<string, number>;
  /** Columns of the file that nothing is known about. */
  unused: string[];
}

export type FoundColumns = ColumnMap | { mistakes: { column: string; problem: string }[] };

/** Finds the known columns of a table in its header. */
export function findColumns(columns: readonly ImportColumn[], { header, delimiter }: CsvTable): FoundColumns {
  const names = header.map(normalize);
  const positions = new Map<string, number>();
  const mistakes: { column: string; problem: string }[] = [];
  for (const { name, required, also } of columns) {
    const [at = -1, again = -1] = names.flatMap((it, index) =>
      it === name || also.includes(it) ? [index] : [],
    );
    if (at >= 0) positions.set(name, at);
    if (at >= 0 && again >= 0) {
      const problem = `stands twice in the header, as columns ${letterOf(at)} and ${letterOf(again)}; remove one`;
      mistakes.push({ column: name, problem });
    }
    if (at < 0 && required) mistakes.push({ column: name, problem: missing(header, delimiter) });
  }
  if (mistakes.length > 0) return { mistakes };
  const known = new Set(columns.flatMap(({ name, also }) => [name, ...also]));
  return { positions, unused: header.filter((name, at) => name.trim() !== '' && !known.has(names[at]!)) };
}

function missing(header: readonly string[], delimiter: CsvTable['delimiter']): string {
  if (header.length === 0) return 'is missing: the file is empty';
  const named = header.map((name) => name.trim()).join(', ');
  const parting = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' }[delimiter];
  return `is missing; the file's columns, parted by ${parting}, are: ${named}`;
}

/** "Par Level", "par-level" and "parLevel" are par_level. */
function normalize(name: string): string {
  return name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s_-]+/g, '_')
    .toLowerCase();
}

/** As a spreadsheet calls it: A … Z, AA … */
function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
