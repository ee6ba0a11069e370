import { createReadStream } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import {
  backtest,
  NEW_ITEMS,
  PROTOCOL,
  type BacktestMethod,
  type BacktestOptions,
  type BacktestTask,
} from '../forecasts/backtest.ts';
import type { DemandSeries } from '../forecasts/demand-series.ts';
import { scoresOf, type Scores } from '../forecasts/forecast-scores.ts';
import { layOutages, withoutCutDays, withoutKnowledge } from '../forecasts/laid-outages.ts';
import { PEER_METHODS, type PeerMethod } from '../forecasts/peer-methods.ts';
import { dayText, readSeries } from '../forecasts/series-csv.ts';
import { readCsvTable } from '../integrations/csv-file.service.ts';
import { CommandError } from './command-error.ts';
import { byClass, classTable, scoreTable, type ClassScores } from './score-table.ts';

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
  /** Lays outages over the series, by this seed. */
  censor?: string | undefined;
  origins: number;
  skip: number;
  json: boolean;
  signal: AbortSignal;
}

const MISTAKES_TOLD = 5;

/** Foretells a file of series as if it were then, scores it, and writes what was foretold. */
export async function runBacktest(request: BacktestRequest): Promise<number> {
  const { out, depletion, method, compare, censor, json } = request;
  const series = await readSeriesFile(request);
  const options = { ...PROTOCOL, origins: request.origins, skip: request.skip };
  if (censor !== undefined) return tellOfOutages(series, censor, { options, request });
  const scores: Record<string, Scores> = {};
  const classes: Record<string, ClassScores> = {};
  for (const each of compare ? BACKTEST_METHODS : [method]) {
    const tasks = someTasks(backtest(series, each, options), request);
    scores[each] = scoresOf(tasks);
    if (compare) classes[each] = byClass([...tasks, ...backtest(series, each, newItems(request))]);
    if (each !== method) continue;
    if (out !== undefined) await writeFile(out, forecastsCsv(tasks));
    if (depletion !== undefined) await writeFile(depletion, depletionCsv(tasks));
  }
  if (json) console.log(JSON.stringify(scores));
  else console.log([scoreTable(scores), ...(compare ? [classTable(classes)] : [])].join('\n\n'));
  return 0;
}

function newItems({ origins, skip }: BacktestRequest): BacktestOptions {
  return { ...NEW_ITEMS, origins, skip };
}

/** What is made of days that were cut short, each way judged by what was asked before they were cut. */
function tellOfOutages(
  series: ReadonlyMap<string, DemandSeries>,
  seed: string,
  { options, request }: { options: BacktestOptions; request: BacktestRequest },
): number {
  const laid = layOutages(series, seed);
  const told = (as: (one: DemandSeries) => DemandSeries): Map<string, DemandSeries> =>
    new Map([...laid.series].map(([id, one]) => [id, as(one)]));
  const ways: Record<string, ReadonlyMap<string, DemandSeries>> = {
    'nothing ran out': series,
    'larder, outages known': laid.series,
    'sales taken as demand': told(withoutKnowledge),
    'cut days left out': told(withoutCutDays),
  };
  const scores = Object.fromEntries(
    Object.entries(ways).map(([way, known]): [string, Scores] => [
      way,
      scoresOf(someTasks(backtest(series, 'larder', options, known), request)),
    ]),
  );
  const { daysCut, unitsLost } = laid;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  if (request.json) console.log(JSON.stringify({ ...scores, daysCut, unitsLost }));
  else
    console.log(
      `${percent(daysCut)} of days sold out, which lost ${percent(unitsLost)} of what was asked; scored by all that was asked.\n\n${scoreTable(scores)}`,
    );
  return 0;
}

/** @throws CommandError without any */
function someTasks(tasks: BacktestTask[], { series }: BacktestRequest): BacktestTask[] {
  const { leastHistory, horizon, activeWindow } = PROTOCOL;
  if (tasks.length > 0) return tasks;
  throw new CommandError(
    `No item of ${series} can be scored: each needs ${leastHistory} days before the last ${horizon}, and sales in the ${activeWindow} before them.`,
  );
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
