import type { ForecastPoint } from '../../shared/forecasts/forecast.schema.ts';
import { meanOf } from './demand-model.ts';
import { quantileOf } from './demand-paths.ts';
import { arrivalsOf, DayParts, demandAhead, scaleOf, scalesOf, type Outlook } from './depletion.ts';
import { dateOf, HOUR_MS } from './store-hours.ts';

const SHARES = [0.1, 0.5, 0.9] as const;

export interface Band {
  p10: number;
  p50: number;
  p90: number;
}

export interface Fan {
  /** Demand from now until each instant. */
  points: ForecastPoint[];
  /** What is left then, not below 0. */
  stock: ForecastPoint[];
  days: (Band & { day: string; mean: number })[];
}

/** Hours between the points of a horizon. */
export function stepOf(horizon: number): number {
  return horizon <= 48 ? 1 : horizon <= 168 ? 3 : 12;
}

/** How demand and stock may go on over so many hours, point by point. */
export function fanOf(outlook: Outlook, horizon: number, count: number): Fan {
  const instants = instantsOf(outlook.ahead.now, horizon);
  const { asked, left, demand } = follow(outlook, instants, count);
  const bands = (columns: Float64Array): ForecastPoint[] => bandsOf(instants, columns, count);
  return { points: bands(asked), stock: bands(left), days: daysOf(outlook, demand, count) };
}

/** The points of so many hours from now on: at whole steps of the clock, so that they stay where they are while time goes on. */
export function instantsOf(now: number, horizon: number): number[] {
  const step = stepOf(horizon) * HOUR_MS;
  const end = now + horizon * HOUR_MS;
  const instants: number[] = [];
  for (let at = Math.floor(now / step) * step + step; at < end; at += step) instants.push(at);
  return [...instants, end];
}

/** @param columns of the i-th instant on path p at `i * count + p` */
export function bandsOf(instants: readonly number[], columns: Float64Array, count: number): ForecastPoint[] {
  return instants.map((at, index) => ({
    at: new Date(at).toISOString(),
    ...bandOf(columns.subarray(index * count, (index + 1) * count)),
  }));
}

/** Of each instant, what was asked for until then and what is left, path by path. */
function follow(
  outlook: Outlook,
  instants: readonly number[],
  count: number,
): { asked: Float64Array; left: Float64Array; demand: Float64Array } {
  const { ahead } = outlook;
  const days = ahead.factors.length;
  const { demand } = demandAhead(outlook, count);
  const arrivals = arrivalsOf(outlook, count);
  const scales = scalesOf(outlook);
  const dayParts = new DayParts(outlook);
  const places = instants.map((at) => {
    const day = Math.max(
      0,
      ahead.starts.findLastIndex((start) => start <= at),
    );
    return day < days ? { day, share: scales[day]!.shareAt(at) } : { day: days - 1, share: 1 };
  });
  const asked = new Float64Array(instants.length * count);
  const left = new Float64Array(instants.length * count);
  for (let path = 0; path < count; path++) {
    const goods = arrivals[path]!;
    let [before, stock, told, next, at] = [0, outlook.stock, 0, 0, 0];
    for (let day = 0; day < days && at < instants.length; day++) {
      const today = demand[path * days + day]!;
      const parts = today > 0 ? dayParts.of(path, day, today) : null;
      for (; at < instants.length && places[at]!.day === day; at++) {
        const sum = before + (parts ? upTo(parts, places[at]!.share) : 0);
        stock = Math.max(Math.min(0, stock), stock - (sum - told));
        told = sum;
        for (; next < goods.length && goods[next]!.at <= instants[at]!; next++)
          stock += goods[next]!.quantity;
        asked[at * count + path] = sum;
        left[at * count + path] = Math.max(0, stock);
      }
      before += today;
    }
  }
  return { asked, left, demand };
}

/** What has come when so much of the day's chance is over. */
function upTo(parts: Float64Array, share: number): number {
  const at = share * parts.length;
  let sum = 0;
  for (let part = 0; part < parts.length && part < at; part++) sum += parts[part]! * Math.min(1, at - part);
  return sum;
}

function bandOf(values: Float64Array): Band {
  const sorted = values.slice().sort();
  const [p10, p50, p90] = SHARES.map((share) => round(quantileOf(sorted, share)));
  return { p10: p10!, p50: p50!, p90: p90! };
}

function daysOf({ ahead, model, profile }: Outlook, demand: Float64Array, count: number): Fan['days'] {
  const days = ahead.factors.length;
  const over = 1 - scaleOf(ahead, 0, profile).left;
  return ahead.factors.map((factor, day) => {
    const column = Float64Array.from({ length: count }, (_, path) => demand[path * days + day]!);
    const mean = meanOf(model, ahead.first + day, factor) * (day === 0 ? 1 - over : 1);
    return { day: dateOf(ahead.first + day), mean: round(mean), ...bandOf(column) };
  });
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
