import { Chance, hashOf } from './chance.ts';
import type { DemandModel } from './demand-model.ts';
import { pathsOf, type DemandPaths } from './demand-paths.ts';
import { elapsedAt, shareBefore, type HourProfile } from './hour-profile.ts';
import { soundModel } from './sound-model.ts';

/** The business days from now on: starts of each and the end of the last, in ms; the first is under way. */
export interface DaysAhead {
  now: number;
  /** The number of the first day. */
  first: number;
  /** One more than there are days. */
  starts: readonly number[];
  /** What is known of each day: 0 when closed, 1 usually. */
  factors: readonly number[];
}

/** Goods on their way: when they are there, as equally likely instants in ms. */
export interface Arrival {
  id: string;
  quantity: number;
  instants: readonly number[];
  /** When it was said to be there at first, in ms. */
  promisedAt?: number;
}

export interface Outlook {
  /** The same seed gives the same, so that screens do not flicker. */
  seed: string;
  model: DemandModel;
  profile: HourProfile;
  ahead: DaysAhead;
  /** What is there and nobody has yet; below 0 is owed. */
  stock: number;
  /** What of it is too little to sell, so that it is out when only that is left. */
  rest?: number;
  arrivals: readonly Arrival[];
}

/** Ways in which it may go. */
export interface StockPaths {
  demand: DemandPaths;
  /** The instant at which each path runs out, in ms; Infinity where it does not within the days that were looked at. */
  out: Float64Array;
  /** The instant of the first arrival of each path; Infinity without one. */
  arrival: Float64Array;
}

/** Into so many equally likely parts a day's demand is thrown. */
const PARTS = 12;
/** No look ahead is longer, so that each day of each path has a number of its own. */
const MOST_DAYS = 512;
/** Odd, with its bits spread out: neighbouring numbers start far from each other. */
const SPREAD = 0x9e3779b1;

/**
 * Follows the stock along paths of demand: each path draws the demand of its days (of today, what the hour profile leaves),
 * the instants at which deliveries arrive, and where it could run out within a day, how that day's demand falls. Everything
 * drawn depends on the path alone, not on the stock: with more stock no path runs out sooner.
 */
export function stockPathsOf(outlook: Outlook, count: number): StockPaths {
  const demand = demandAhead(outlook, count);
  const arrivals = arrivalsOf(outlook, count);
  const out = new Float64Array(count).fill(Infinity);
  const arrival = new Float64Array(count).fill(Infinity);
  const scales = scalesOf(outlook);
  const parts = new DayParts(outlook);
  for (let path = 0; path < count; path++) {
    arrival[path] = arrivals[path]![0]?.at ?? Infinity;
    out[path] = outOf({ outlook, scales, parts }, demand, path, arrivals[path]!);
  }
  return { demand, out, arrival };
}

/** Paths of the demand of the days ahead, of today what is still to come. */
export function demandAhead(outlook: Outlook, count: number): DemandPaths {
  const { seed, model, ahead } = outlook;
  const left = 1 - shareNow(outlook);
  const factors = ahead.factors.map((factor, index) => (index === 0 ? factor * left : factor));
  const days = factors.length;
  return pathsOf(soundModel(model), { from: ahead.first, days, count, seed, factors });
}

/** The share of today's demand that usually has come by now. */
export function shareNow({ profile, ahead: { now, starts } }: Outlook): number {
  return shareBefore(profile, (now - starts[0]!) / (starts[1]! - starts[0]!));
}

export interface Goods {
  at: number;
  quantity: number;
}

/** When each delivery arrives on each path, the first first. */
export function arrivalsOf({ arrivals, ahead: { now } }: Outlook, count: number): Goods[][] {
  const goods = Array.from({ length: count }, (): Goods[] => []);
  for (const { id, quantity, instants } of arrivals) {
    const chance = new Chance(id);
    for (const path of goods) {
      const at = instants[Math.floor(chance.uniform() * instants.length)]!;
      path.push({ at: Math.max(now, at), quantity });
    }
  }
  for (const path of goods) path.sort((a, b) => a.at - b.at);
  return goods;
}

const NOTHING: readonly Goods[] = [];

interface Following {
  outlook: Outlook;
  scales: readonly Scale[];
  parts: DayParts;
}

function outOf(
  { outlook: { ahead, stock: there, rest = 0 }, scales, parts }: Following,
  { days, demand }: DemandPaths,
  path: number,
  goods: readonly Goods[],
): number {
  let stock = there - rest;
  if (stock <= 0) return ahead.now;
  let next = 0;
  for (let day = 0; day < days; day++) {
    const asked = demand[path * days + day]!;
    const end = ahead.starts[day + 1]!;
    const from = next;
    while (next < goods.length && goods[next]!.at < end) next++;
    const today = next > from ? goods.slice(from, next) : NOTHING;
    // Only where it could run out before the day is over does it matter how its demand falls.
    if (asked > 0 && stock <= asked) {
      const at = crossing(scales[day]!, { stock, parts: parts.of(path, day, asked), goods: today });
      if (at !== null) return at;
    }
    for (const { quantity } of today) stock += quantity;
    stock -= asked;
  }
  return Infinity;
}

/**
 * How the demand of days falls into parts of equal chance: each unit by itself, or, of what is weighed and of many units, as
 * gamma shares that vary as those would. The same for the same day of the same path.
 */
export class DayParts {
  readonly #seed: number;
  readonly #isCounted: boolean;
  readonly #grain: number;
  readonly #parts = new Float64Array(PARTS);

  constructor({ seed, model }: Pick<Outlook, 'seed' | 'model'>) {
    this.#seed = hashOf(seed);
    this.#isCounted = model.isCounted;
    this.#grain = model.isCounted ? 1 : Math.max(model.dispersion, 1e-6);
  }

  /** Together `asked`. What is returned is good until the next call. */
  of(path: number, day: number, asked: number): Float64Array {
    const chance = new Chance(this.#seed ^ Math.imul(path * MOST_DAYS + day + 1, SPREAD));
    if (this.#isCounted && asked <= 30) return this.#unitByUnit(chance, asked);
    const parts = this.#parts;
    const shape = Math.max(0.05, asked / this.#grain / PARTS);
    let sum = 0;
    for (let part = 0; part < PARTS; part++) sum += parts[part] = chance.gamma(shape) + 1e-9;
    for (let part = 0; part < PARTS; part++) parts[part]! *= asked / sum;
    return parts;
  }

  #unitByUnit(chance: Chance, asked: number): Float64Array {
    const parts = this.#parts.fill(0);
    for (let unit = 0; unit < asked; unit++) parts[Math.floor(chance.uniform() * PARTS)]!++;
    return parts;
  }
}

/** The instant of a day at which the stock is used up, what arrives until then included; null if it is not. */
function crossing(
  scale: Scale,
  { stock, parts, goods }: { stock: number; parts: Float64Array; goods: readonly Goods[] },
): number | null {
  let next = 0;
  let left = stock;
  for (let part = 0; part < PARTS; part++) {
    let from = part / PARTS;
    const to = (part + 1) / PARTS;
    const rate = parts[part]! * PARTS;
    for (; next < goods.length && scale.shareAt(goods[next]!.at) < to; next++) {
      const until = Math.max(from, scale.shareAt(goods[next]!.at));
      if (rate > 0 && left <= rate * (until - from)) return scale.instantAt(from + left / rate);
      left += goods[next]!.quantity - rate * (until - from);
      from = until;
    }
    if (rate > 0 && left <= rate * (to - from) + 1e-9 * stock)
      return scale.instantAt(Math.min(to, from + left / rate));
    left -= rate * (to - from);
  }
  return null;
}

export interface Scale {
  /** The share of the day's demand that is still to come. */
  left: number;
  /** The share of the demand that is still to come on a day that has come by an instant. */
  shareAt: (instant: number) => number;
  instantAt: (share: number) => number;
}

/** Those of all days ahead. */
export function scalesOf({ ahead, profile }: Pick<Outlook, 'ahead' | 'profile'>): Scale[] {
  return ahead.factors.map((_, day) => scaleOf(ahead, day, profile));
}

/** Between instants of a day, from now on, and shares of its demand. */
export function scaleOf({ now, starts }: DaysAhead, day: number, profile: HourProfile): Scale {
  const start = starts[day]!;
  const length = starts[day + 1]! - start;
  const over = day === 0 ? shareBefore(profile, (now - start) / length) : 0;
  const left = Math.max(1e-9, 1 - over);
  return {
    left,
    shareAt: (instant) => {
      const share = shareBefore(profile, (instant - start) / length);
      return Math.min(1, Math.max(0, (share - over) / left));
    },
    instantAt: (share) => {
      const instant = start + elapsedAt(profile, over + share * left) * length;
      return day === 0 ? Math.max(now, instant) : instant;
    },
  };
}
