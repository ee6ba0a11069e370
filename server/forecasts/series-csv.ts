import type { DemandSeries } from './demand-series.ts';

const DAY_MS = 86_400_000;
const COLUMNS = ['unique_id', 'ds', 'y'] as const;

/** What a series file cannot be read by, with the row as a spreadsheet numbers it. */
export interface SeriesMistake {
  row: number;
  column: string;
  problem: string;
}

/** Rows `unique_id,ds,y`: an item, a day as YYYY-MM-DD, and what was asked of it; days that are left out sold nothing. */
export function readSeries(
  header: readonly string[],
  rows: readonly { row: number; cells: readonly string[] }[],
): { series: Map<string, DemandSeries>; mistakes: SeriesMistake[] } {
  const places = COLUMNS.map((column) => header.findIndex((name) => name.trim() === column));
  const missing = COLUMNS.filter((_, index) => places[index] === -1);
  if (missing.length > 0)
    return {
      series: new Map(),
      mistakes: missing.map((column) => ({
        row: 1,
        column,
        problem: 'is missing; the columns are unique_id, ds, y',
      })),
    };
  const days = new Map<string, Map<number, number>>();
  const mistakes: SeriesMistake[] = [];
  for (const { row, cells } of rows) {
    const [id = '', ds = '', y = ''] = places.map((place) => cells[place]?.trim() ?? '');
    const [day, sold] = [dayOf(ds), Number(y)];
    if (id === '') mistakes.push({ row, column: 'unique_id', problem: 'is empty' });
    else if (day === null) mistakes.push({ row, column: 'ds', problem: `"${ds}" is no day like 2026-03-20` });
    else if (y === '' || !(sold >= 0) || sold === Infinity)
      mistakes.push({ row, column: 'y', problem: `"${y}" is no number of 0 or more` });
    else {
      const known = days.get(id) ?? new Map<number, number>();
      days.set(id, known.set(day, (known.get(day) ?? 0) + sold));
    }
  }
  return { series: new Map([...days].map(([id, known]) => [id, toSeries(known)])), mistakes };
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function dayOf(text: string): number | null {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  const day = time / DAY_MS;
  return Number.isInteger(day) && dayText(day) === text ? day : null;
}

function toSeries(days: ReadonlyMap<number, number>): DemandSeries {
  const all = [...days.keys()];
  const first = all.reduce((a, b) => Math.min(a, b));
  const last = all.reduce((a, b) => Math.max(a, b));
  const sold = new Float64Array(last - first + 1);
  for (const [day, each] of days) sold[day - first] = each;
  return { first, sold };
}
