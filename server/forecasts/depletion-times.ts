import { DEPLETION_DAYS, type Depletion } from '../../shared/forecasts/forecast.schema.ts';
import { stockPathsOf, type Outlook, type StockPaths } from './depletion.ts';
import { DAY_MS } from './store-hours.ts';

/** Enough for a tenth to be told to a few percent; few enough for thousands of items. */
export const PATHS = 500;
const GRAIN_MS = 60_000;

/** When an item runs out; null where it surely does not within the days that are looked at. */
export type Runout = Omit<Depletion, 'itemId' | 'at'> | null;

/** From the paths of an item: the instants before which 10, 50 and 90 of 100 run out, and how many do so before goods come. */
export function runoutOf(outlook: Outlook, count = PATHS): Runout {
  // Of what nobody asks for it does not matter that there is none.
  return outlook.model.level > 0 ? runoutAlong(outlook, stockPathsOf(outlook, count)) : null;
}

/** {@link runoutOf}, of paths that were drawn of the outlook. */
export function runoutAlong(outlook: Outlook, { out, arrival }: StockPaths): Runout {
  const { now } = outlook.ahead;
  const count = out.length;
  const horizon = now + DEPLETION_DAYS * DAY_MS;
  const sorted = out.slice().sort();
  const probability = sorted.filter((at) => at <= horizon).length / count;
  if (probability === 0) return null;
  const instant = (share: number): string | undefined => {
    const at = sorted[Math.floor(share * count)]!;
    return at <= horizon ? new Date(Math.round(at / GRAIN_MS) * GRAIN_MS).toISOString() : undefined;
  };
  const [p10, p50, p90] = [instant(0.1), instant(0.5), instant(0.9)];
  const first = firstArrival(outlook);
  const before = out.filter((at, path) => at <= horizon && at < arrival[path]!).length / count;
  return {
    ...(p10 !== undefined && { p10 }),
    ...(p50 !== undefined && { p50 }),
    ...(p90 !== undefined && { p90 }),
    probability,
    ...(first !== null && { beforeDelivery: before, nextDeliveryAt: new Date(first).toISOString() }),
  };
}

/** The next delivery, where it is likely to be there. */
function firstArrival({ arrivals, ahead: { now } }: Outlook): number | null {
  if (arrivals.length === 0) return null;
  const middles = arrivals.map(({ instants }) => [...instants].sort((a, b) => a - b)[instants.length >> 1]!);
  return Math.max(now, Math.min(...middles));
}

/**
 * When a dish runs out: with the first of what it takes. Those have the same guests, so that they are taken to run short on
 * the same days, and not each on its own.
 */
export function firstToRunOut(components: readonly Runout[]): Runout {
  const known = components.filter((each) => each !== null);
  if (known.length === 0) return null;
  const least = (times: readonly (string | undefined)[]): string | undefined =>
    times.filter((time) => time !== undefined).sort()[0];
  const p10 = least(known.map((each) => each.p10));
  const p50 = least(known.map((each) => each.p50));
  const p90 = least(known.map((each) => each.p90));
  const { beforeDelivery, nextDeliveryAt } = scarcestOf(known);
  return {
    ...(p10 !== undefined && { p10 }),
    ...(p50 !== undefined && { p50 }),
    ...(p90 !== undefined && { p90 }),
    probability: Math.max(...known.map(({ probability }) => probability)),
    ...(beforeDelivery !== undefined && { beforeDelivery }),
    ...(nextDeliveryAt !== undefined && { nextDeliveryAt }),
  };
}

function scarcestOf(known: readonly NonNullable<Runout>[]): NonNullable<Runout> {
  const key = ({ p50, p10, probability }: NonNullable<Runout>): string =>
    `${p50 ?? '~'} ${p10 ?? '~'} ${(1 - probability).toFixed(6)}`;
  return known.reduce((first, each) => (key(each) < key(first) ? each : first));
}
