import { createReadStream } from 'node:fs';
import { weekdayOf, type DemandSeries } from '../../server/forecasts/demand-series.ts';
import { readSeries } from '../../server/forecasts/series-csv.ts';
import { readCsvTable } from '../../server/integrations/csv-file.service.ts';
import { sharedData } from '../support/shared-data.ts';
import {
  replay,
  type Outcome,
  type Policy,
  type Replay,
  type Source,
  type StockedItem,
} from './reorder-replay.ts';
import { rowOf, type Row } from './report.ts';

const HISTORIES = [
  { name: 'bakery', file: 'edinburgh-bakery/daily.csv', known: 70 },
  { name: 'pizza ingredients', file: 'pizza-2015/daily-by-ingredient.csv', known: 120 },
];
/** What a manager sets once: so many times the mean demand of the time that it has to last. */
const USUAL_PAR = 1.5;
const PARS = Array.from({ length: 31 }, (_, index) => 0.5 + index * 0.1);
const SOLD_LATELY = 28;

const source = (
  id: string,
  deliveryDays: number[],
  leadTimeDays: number,
  rest: Pick<Source, 'late' | 'protection'>,
): Source => ({
  ...{ id, name: id, active: true, minimumOrder: null, closedOn: [], deliveryTime: '06:00', cutOff: '23:00' },
  ...{ deliveryDays, leadTimeDays, ...rest },
});

/** Fresh things come daily, some of the rest twice a week, some once; the longer the wait, the less punctual. */
const SOURCES: readonly Source[] = [
  source('daily', [1, 2, 3, 4, 5, 6], 1, { late: [{ days: 1, share: 0.05 }], protection: 3 }),
  source('twice a week', [2, 5], 1, { late: [{ days: 1, share: 0.1 }], protection: 5 }),
  source('weekly', [3], 2, {
    ...{
      late: [
        { days: 2, share: 0.05 },
        { days: 1, share: 0.15 },
      ],
      protection: 9,
    },
  }),
];
const SHELF_LIVES = [4, 10, 30];
/** A pack is about so many days of demand. */
const PACK_DAYS = [0.5, 1, 2];
const IMPORTANCES = ['A', 'B', 'C'] as const;

/** Months of real sales, lived through with proposals on forecasts, and with par levels that somebody set once. */
export async function simulateReordering(quick = false): Promise<{ rows: Row[]; details: string }> {
  const rows: Row[] = [];
  const details: string[] = [];
  for (const { name, file, known } of HISTORIES.slice(0, quick ? 1 : undefined)) {
    const data = sharedData(file);
    if (!data.isThere) {
      details.push(`SIM: ${data.label}`);
      continue;
    }
    const { told, outcomes } = compare(replayOf(await readHistory(data.path), known));
    details.push(`SIM, ${name}: ${told}\n${tableOf(outcomes)}`);
    const [own, usual] = [outcomes.get('forecasts')!, outcomes.get(`par × ${USUAL_PAR}`)!];
    for (const { what, unit, of } of FIGURES)
      rows.push(
        rowOf({
          ...{ id: 'SIM', what: `${name}: ${what}, on forecasts, against par × ${USUAL_PAR}`, unit },
          ...{ product: [of(own)], peer: [of(usual)] },
        }),
      );
  }
  return { rows, details: details.join('\n\n') };
}

const FIGURES: readonly { what: string; unit: string; of: (outcome: Outcome) => number }[] = [
  { what: 'asked for and there', unit: '%', of: ({ fillRate }) => 100 * fillRate },
  { what: 'thrown away', unit: '%', of: ({ wasted }) => 100 * wasted },
  { what: 'held when a day is over', unit: 'days', of: ({ heldDays }) => heldDays },
];
const LINES = {
  what: 'lines ordered of an item',
  unit: 'a week',
  of: ({ linesPerWeek }: Outcome) => linesPerWeek,
};

function compare(setting: Replay): { told: string; outcomes: Map<string, Outcome> } {
  const days = setting.items[0]!.asked.length - setting.known;
  const run = (policy: Policy): Outcome => replay(setting, policy);
  const own = run('forecasts');
  const pars = PARS.map((par) => ({ name: `par × ${Number(par.toFixed(1))}`, ...run({ par }) }));
  const asFull = pars.find(({ fillRate }) => fillRate >= own.fillRate);
  const asLean = pars.findLast(({ wasted }) => wasted <= own.wasted);
  const outcomes = new Map<string, Outcome>([
    ['forecasts', own],
    [`par × ${USUAL_PAR}`, run({ par: USUAL_PAR })],
    ...(asFull ? [[`${asFull.name}, in hindsight as full`, asFull] as const] : []),
    ...(asLean ? [[`${asLean.name}, in hindsight wastes no more`, asLean] as const] : []),
  ]);
  return { told: `${setting.items.length} items, ${days} days`, outcomes };
}

function tableOf(outcomes: ReadonlyMap<string, Outcome>): string {
  const figures = [...FIGURES, LINES];
  const rows = [
    ['', ...figures.map(({ what, unit }) => `${what}, ${unit}`)],
    ...[...outcomes].map(([name, outcome]) => [name, ...figures.map(({ of }) => of(outcome).toFixed(2))]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[0]!)))
        .join('  '),
    )
    .join('\n');
}

async function readHistory(path: string): Promise<Map<string, DemandSeries>> {
  const { header, rows } = await readCsvTable(createReadStream(path));
  return readSeries(header, rows).series;
}

/** Of what was sold all the time before the replay, and lately. */
function replayOf(series: ReadonlyMap<string, DemandSeries>, known: number): Replay {
  const all = [...series].sort(([a], [b]) => (a < b ? -1 : 1));
  const begin = all.reduce((least, [, { first }]) => Math.min(least, first), Infinity);
  const first = begin + ((7 - weekdayOf(begin)) % 7);
  const end = all.reduce((most, [, one]) => Math.max(most, one.first + one.sold.length), 0);
  const items = all.flatMap(
    ([id, one]): Omit<StockedItem, 'source' | 'importance' | 'shelfLifeDays' | 'pack'>[] => {
      const asked = Array.from({ length: end - first }, (_, day) => one.sold[first + day - one.first] ?? 0);
      const before = asked.slice(0, known);
      const mean = before.reduce((sum, each) => sum + each, 0) / known;
      return one.first <= first + 7 && before.slice(-SOLD_LATELY).some((each) => each > 0)
        ? [{ id, asked, mean }]
        : [];
    },
  );
  return { items: items.map(stocked), sources: SOURCES, first, known };
}

function stocked(item: Pick<StockedItem, 'id' | 'asked' | 'mean'>, index: number): StockedItem {
  const kind = index % SOURCES.length;
  return {
    ...item,
    ...{ source: SOURCES[kind]!, shelfLifeDays: SHELF_LIVES[kind]! },
    importance: IMPORTANCES[Math.floor(index / SOURCES.length) % IMPORTANCES.length]!,
    pack: Math.max(1, Math.round(item.mean * PACK_DAYS[kind]!)),
  };
}
