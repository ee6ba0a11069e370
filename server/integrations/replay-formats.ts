import type { ImportKind } from '../../shared/integrations/import.schema.ts';
import { bakery, BAKERY_FILES } from './bakery.ts';
import type { CsvTable } from './csv-table.ts';
import { COMPANIONS, ownSales, SALES_FILE } from './own-sales.ts';
import { PIZZA_FILES, pizzaPlace } from './pizza-place.ts';
import { ReplayError, type ReplaySource, type Tables } from './replay-source.ts';

/** How the sales in a folder are written down. */
export interface ReplayFormat {
  name: string;
  /** What the folder has to have. */
  files: readonly string[];
  open: (tables: Tables<string>, companions: ImportKind[]) => ReplaySource;
}

function format<F extends string>(
  name: string,
  files: readonly F[],
  open: (tables: Tables<F>, companions: ImportKind[]) => ReplaySource,
): ReplayFormat {
  return { name, files, open: (tables, companions) => open(tables, companions) };
}

export const REPLAY_FORMATS: readonly ReplayFormat[] = [
  format('pizza-2015', PIZZA_FILES, pizzaPlace),
  format('edinburgh-bakery', BAKERY_FILES, bakery),
  format(
    'sales as an import takes them',
    [SALES_FILE],
    (tables: Record<typeof SALES_FILE, CsvTable>, companions) => ownSales(tables[SALES_FILE], companions),
  ),
];

/** @throws ReplayError that lists what was expected */
export function detectFormat(folder: string, names: readonly string[]): ReplayFormat {
  const found = REPLAY_FORMATS.find(({ files }) => files.every((file) => names.includes(file)));
  if (found) return found;
  const expected = REPLAY_FORMATS.map(({ name, files }) => `${files.join(', ')} (${name})`).join('; or ');
  throw new ReplayError(`${folder} has no sales that can be replayed. Expected: ${expected}.`);
}

export function companionsIn(names: readonly string[]): ImportKind[] {
  return COMPANIONS.filter((kind) => names.includes(`${kind}.csv`));
}
