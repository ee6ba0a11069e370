import type { BacktestTask } from '../forecasts/backtest.ts';
import { DEMAND_CLASSES, type DemandClass } from '../forecasts/demand-class.ts';
import { scoresOf, type Scores } from '../forecasts/forecast-scores.ts';

/** Of each class of items that has any: its scores. */
export type ClassScores = Partial<Record<DemandClass, Scores>>;

export function byClass(tasks: readonly BacktestTask[]): ClassScores {
  const groups = Map.groupBy(tasks, (task) => task.class);
  return Object.fromEntries([...groups].map(([name, group]) => [name, scoresOf(group)]));
}

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

export function scoreTable(scores: Readonly<Record<string, Scores>>): string {
  const rows = Object.entries(scores).map(([name, each]) => [name, ...COLUMNS.map(({ of }) => of(each))]);
  return aligned([['method', ...COLUMNS.map(({ title }) => title)], ...rows]);
}

/** The loss (SPL) of each method by class of item, with how many were foretold. */
export function classTable(scores: Readonly<Record<string, ClassScores>>): string {
  const methods = Object.entries(scores);
  const classes = DEMAND_CLASSES.filter((name) => methods.some(([, each]) => each[name]));
  const count = (name: DemandClass): number => methods[0]![1][name]?.tasks ?? 0;
  const heads = classes.map((name) => `${name} (${count(name)})`);
  const rows = methods.map(([method, each]) => [
    method,
    ...classes.map((name) => each[name]?.spl.toFixed(4) ?? ''),
  ]);
  return aligned([['SPL by class', ...heads], ...rows]);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
