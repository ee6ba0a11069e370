import { createReadStream } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { backtest, PROTOCOL, type BacktestMethod, type BacktestTask } from '../forecasts/backtest.ts';
import type { DemandSeries } from '../forecasts/demand-series.ts';
import { scoresOf, type Scores } from '../forecasts/forecast-scores.ts';
import { PEER_METHODS, type PeerMethod } from '../forecasts/peer-methods.ts';
import { dayText, readSeries } from '../forecasts/series-csv.ts';
import { readCsvTable } from '../integrations/csv-file.service.ts';
import { CommandError } from './command-error.ts';

export const BACKTEST_METHODS: readonly BacktestMethod[] = [
  'larder',
  ...(Object.keys(PEER_METHODS) as PeerMethod[]),
];

export interface BacktestRequest {
  series: string;
  out?: string | undefined;
  depletion?: string | undefined;
  method: BacktestMethod;
  compare: boolean;
  origins: number;
  json: boolean;
  signal: AbortSignal;
}

const MISTAKES_TOLD = 5;

/** Foretells a file of series as if it were then, scores it, and writes what was foretold. */
export async function runBacktest(request: BacktestRequest): Promise<number> {
  const { out, depletion, method, compare, json } = request;
  const series = await readSeriesFile(request);
  const options = { ...PROTOCOL, origins: request.origins };
  const scores: Partial<Record<BacktestMethod, Scores>> = {};
  for (const each of compare ? BACKTEST_METHODS : [method]) {
    const tasks = backtest(series, each, options);
    if (tasks.length === 0)
      throw new CommandError(
        `No item of ${request.series} can be scored: each needs ${options.leastHistory} days before the last ${options.horizon}, and sales in the ${options.activeWindow} before them.`,
      );
    scores[each] = scoresOf(tasks);
    if (each !== method) continue;
    if (out !== undefined) await writeFile(out, forecastsCsv(tasks));
    if (depletion !== undefined) await writeFile(depletion, depletionCsv(tasks));
  }
  console.log(json ? JSON.stringify(scores) : tableOf(scores));
  return 0;
}

async function readSeriesFile({ series: path, signal }: BacktestRequest): Promise<Map<string, DemandSeries>> {
  await access(path).catch(() => {
    throw new CommandError(`There is no file ${path}.`);
  });
  const table = await readCsvTable(createReadStream(path), { signal });
  const broken = table.broken ? [table.broken] : [];
  const { series, mistakes } = readSeries(table.header, table.rows);
  const all = [...mistakes, ...broken];
  if (all.length === 0 && series.size > 0) return series;
  if (all.length === 0) throw new CommandError(`${path} has no rows below its header.`);
  const told = all
    .slice(0, MISTAKES_TOLD)
    .map(({ row, column, problem }) => `row ${row}, ${column}: ${problem}`);
  const more = all.length > told.length ? `; and ${all.length - told.length} more` : '';
  throw new CommandError(`${path}: ${told.join('; ')}${more}.`);
}

function forecastsCsv(tasks: readonly BacktestTask[]): string {
  const rows = tasks.flatMap(({ id, cutOff, days, sum }) => {
    const row = (kind: string, horizon: number, { mean, quantiles }: BacktestTask['sum']): string =>
      [quoted(id), dayText(cutOff), kind, horizon, rounded(mean), ...quantiles.map(rounded)].join();
    return [...days.map((day, index) => row('day', index + 1, day)), row('cum', days.length, sum)];
  });
  return ['unique_id,cutoff,kind,h,mean,q10,q50,q90', ...rows, ''].join('\n');
}

function depletionCsv(tasks: readonly BacktestTask[]): string {
  const rows = tasks.flatMap(({ id, cutOff, depletion }) =>
    depletion.map(({ stock, usedUp }) => [quoted(id), dayText(cutOff), stock, ...usedUp.map(rounded)].join()),
  );
  const days = tasks[0]!.actual.map((_, day) => `p${day + 1}`);
  return [['unique_id', 'cutoff', 'stock', ...days].join(), ...rows, ''].join('\n');
}

const rounded = (value: number): string => `${Number(value.toFixed(4))}`;
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const COLUMNS: readonly { title: string; of: (scores: Scores) => string }[] = [
  { title: 'tasks', of: ({ tasks }) => `${tasks}` },
  { title: 'SPL', of: ({ spl }) => spl.toFixed(4) },
  { title: 'RMSSE', of: ({ rmsse }) => rmsse.toFixed(4) },
  { title: 'in 80 %', of: ({ coverage80 }) => coverage80.toFixed(3) },
  { title: 'bias', of: ({ bias }) => `${(100 * bias).toFixed(1)} %` },
  { title: 'week SPL', of: ({ sumSpl }) => sumSpl.toFixed(4) },
  { title: 'week in 80 %', of: ({ sumCoverage80 }) => sumCoverage80.toFixed(3) },
  { title: 'depletion CRPS', of: ({ depletionCrps }) => depletionCrps.toFixed(4) },
];

function tableOf(scores: Partial<Record<BacktestMethod, Scores>>): string {
  const rows = Object.entries(scores).map(([method, each]) => [method, ...COLUMNS.map(({ of }) => of(each))]);
  const all = [['method', ...COLUMNS.map(({ title }) => title)], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
