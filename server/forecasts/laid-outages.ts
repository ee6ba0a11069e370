import { Chance } from './chance.ts';
import type { DemandSeries } from './demand-series.ts';

/** Of all days, on so many too little is there; of the usual demand, this much and up to so much more. */
const SCARCE_DAYS = 0.6;
const LEAST_STOCK = 0.3;
const STOCK_SPREAD = 0.8;

/** A history with outages that were laid over it, and how many of its days, and of its units, they took. */
export interface LaidOutages {
  series: Map<string, DemandSeries>;
  daysCut: number;
  unitsLost: number;
}

/**
 * Lays outages over a history in which nothing ran out, so that what is made of them can be judged by what was asked. On scarce
 * days a stock is there that does not depend on the day: what is sold ends with it, and so does the time in which the item was
 * there. Units are asked for at instants of their own, spread as the hours of a day are busy; so the share of the day's usual
 * demand that was over when the last one went is the order statistic of as many uniform instants.
 */
export function layOutages(series: ReadonlyMap<string, DemandSeries>, seed: string): LaidOutages {
  let [days, daysCut, units, unitsLost] = [0, 0, 0, 0];
  const laid = [...series].map(([id, { first, sold }]): [string, DemandSeries] => {
    const chance = new Chance(`${seed} ${id}`);
    const cut = Float64Array.from(sold);
    const usual = cut.reduce((sum, each) => sum + each, 0);
    const inStock = new Float64Array(sold.length).fill(1);
    for (let day = 0; day < sold.length; day++) {
      const stock = Math.ceil((usual / sold.length) * (LEAST_STOCK + STOCK_SPREAD * chance.uniform()));
      const isScarce = chance.uniform() < SCARCE_DAYS;
      days++;
      units += sold[day]!;
      if (!isScarce || sold[day]! <= stock) continue;
      daysCut++;
      unitsLost += sold[day]! - stock;
      cut[day] = stock;
      inStock[day] = shareInStock(stock, sold[day]!, chance);
    }
    return [id, { first, sold: cut, inStock }];
  });
  return { series: new Map(laid), daysCut: daysCut / days, unitsLost: unitsLost / units };
}

/** How much of a day's usual demand was over when the last of so many units went of all that were asked for: beta distributed. */
export function shareInStock(stock: number, asked: number, chance: Chance): number {
  if (stock <= 0) return 0;
  const before = chance.gamma(stock);
  return before / (before + chance.gamma(asked - stock + 1));
}

/** What a history is taken for that does not know of outages, and one from which the days with outages are left out. */
export function withoutKnowledge({ first, sold }: DemandSeries): DemandSeries {
  return { first, sold };
}

export function withoutCutDays({ first, sold, inStock }: DemandSeries): DemandSeries {
  return { first, sold, inStock: Float64Array.from(inStock!, (share) => (share < 1 ? 0 : 1)) };
}
