import type { OrderOutlook, OrderTrade } from '../../shared/purchasing/reorder.schema.ts';
import { stockFan } from '../forecasts/forecast-series.ts';
import { roughQuantity } from '../forecasts/forecast-words.ts';
import type { StoreTimes } from '../stock/store-times.ts';
import type { TimeSeries } from '../ui/chart-series.ts';

const HOUR = 3_600_000;
/** Of what is ordered, less than that is next to nothing. */
const LITTLE = 0.005;
/** A chance that is not worth a word below this. */
const WORTH_A_WORD = 0.05;

export interface TradeWords {
  /** "8 %" */
  runsOut: string;
  /** "about 0.4 kg short", "before this comes": what there is to say of it. */
  short: readonly string[];
  /** "about 1.2 kg"; undefined for what keeps. */
  waste: string | undefined;
}

/** Both sides of an order, in words. `quantity`: what is ordered, in the unit. */
export function tradeWords(
  { runsOut, beforeArrival, short, waste }: OrderTrade,
  { quantity, unit }: { quantity: number; unit: string },
): TradeWords {
  const least = LITTLE * quantity;
  const about = (value: number): string => `about ${roughQuantity(value, unit)}`;
  return {
    runsOut: chancePercent(runsOut),
    short: [
      ...(short > least ? [`${about(short)} short`] : []),
      ...(beforeArrival >= WORTH_A_WORD && beforeArrival > runsOut / 2 ? ['mostly before this comes'] : []),
    ],
    waste: waste === undefined ? undefined : waste > least ? about(waste) : 'next to nothing',
  };
}

/** "8 %"; nobody is surer than 99 of 100. */
export function chancePercent(chance: number): string {
  const percent = Math.round(chance * 100);
  if (percent < 1) return 'below 1 %';
  return percent > 99 ? 'over 99 %' : `${percent} %`;
}

/** What is left with so much on order, until the delivery after it; null where there is nothing to draw. */
export function outlookSeries(outlook: OrderOutlook, times: StoreTimes): TimeSeries | null {
  const { at, until, fan, runsOut } = outlook;
  const [now, end] = [Date.parse(at), Date.parse(until)];
  const when = times.when(end, now);
  const title =
    runsOut > 0.5
      ? `Runs out before ${when}: ${chancePercent(runsOut)} sure`
      : `Lasts to ${when}: ${chancePercent(1 - runsOut)} sure`;
  return stockFan({ ...outlook, title, stock: fan, depletion: {} }, [], {
    ...{ back: 0, ahead: (end - now) / HOUR, times },
  });
}

/** "on time", "1 day late" */
export function lateWords(days: number): string {
  if (days === 0) return 'on time';
  return days === 1 ? '1 day late' : `${days} days late`;
}
