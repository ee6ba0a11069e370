import type { StoreCalendar } from '../platform/business-day.ts';
import { withoutEvents } from './demand-events.ts';
import { businessHours, toDailySeries, type BusinessHours } from './daily-demand.ts';
import { fitDemand, fitShop, type DemandModel } from './demand-model.ts';
import { shopOf, type DemandSeries, type ShopHistory } from './demand-series.ts';
import { foretellDay, type DayForecast } from './foretell-day.ts';
import {
  FLAT,
  itemProfile,
  ownProfile,
  storeProfile,
  type HourlySales,
  type HourProfile,
  type OwnProfile,
} from './hour-profile.ts';
import type { HourlyDemand } from './hourly-demand.ts';
import { borrow, type Lender } from './new-item.ts';
import { soundModel } from './sound-model.ts';
import { HOUR_MS, StoreHours } from './store-hours.ts';

/** What is to be fitted: an item, and what was asked of it so far. */
export interface ItemHistory {
  itemId: string;
  category: string;
  unit: string;
  /** The business day since which it has been there. */
  since: number;
  /** What is known of the business day under way: 0 when closed, 1 usually. */
  factor: number;
  /** What was known of the days before, from business day `first` on; absent where none was special. */
  past?: { first: number; factors: readonly number[] };
  /** Absent when it was never asked for. */
  hourly?: Pick<HourlyDemand, 'firstHour' | 'sold' | 'outMinutes'>;
}

export interface ItemFit {
  itemId: string;
  model: DemandModel & { borrowed?: string };
  profile: HourProfile;
  /** What was sold on the last business days, to judge by what was foretold of them. */
  lately: { day: number; sold: number; inStock: number }[];
  /** What is to be expected of the business day that `now` is in, by what was known before it. */
  today: DayForecast;
}

const RECENT_DAYS = 8;

/** Fits the items of one store: first what they have in common, then each. */
export class StoreFit {
  readonly #hours: StoreHours;
  readonly #now: number;
  readonly #items: (ItemHistory & { own: OwnProfile })[] = [];
  #firstHour: number;

  constructor(calendar: StoreCalendar, now: number) {
    this.#hours = new StoreHours(calendar);
    this.#now = now;
    this.#firstHour = Math.floor(now / HOUR_MS);
  }

  add(item: ItemHistory): void {
    const { hourly } = item;
    const own = hourly ? ownProfile(hourly satisfies HourlySales, this.#hours) : { shares: FLAT, hours: 0 };
    if (hourly) this.#firstHour = Math.min(this.#firstHour, hourly.firstHour);
    this.#items.push({ ...item, own });
  }

  get size(): number {
    return this.#items.length;
  }

  /** In small steps, so that whoever runs this may do something else in between. */
  *fit(): Generator<ItemFit | null> {
    const store = storeProfile(this.#items.map(({ own }) => own));
    const calendar = businessHours(this.#hours, this.#firstHour, Math.ceil(this.#now / HOUR_MS) + 1);
    const today = this.#hours.dayOf(this.#now);
    const known: (ItemHistory & { profile: HourProfile; sold: DemandSeries; series: DemandSeries })[] = [];
    for (const item of this.#items) {
      const profile = itemProfile(item.own, store);
      const sold = seriesOf(item, profile, calendar, today);
      known.push({ ...item, profile, sold, series: usualOf(sold, item.past) });
      yield null;
    }
    const shop = fitShop(shopHistory(known.map(({ series }) => series)));
    const lenders: Lender[] = [];
    for (const { category, unit, series } of known) {
      lenders.push({ category, unit, model: fitDemand(series, shop) });
      yield null;
    }
    for (const [index, { itemId, profile, sold, factor }] of known.entries()) {
      const model = soundModel(borrow(lenders[index]!, lenders));
      const foretold = foretellDay(model, itemId, today, factor);
      yield { itemId, model, profile, lately: latelyOf(sold), today: foretold };
    }
  }
}

/** Longer ago than this it does not matter that an item was there and nobody asked for it. */
const LONGEST_ZEROS = 56;

/** Up to the last day that is over. */
function seriesOf(
  { hourly, since }: ItemHistory,
  profile: HourProfile,
  calendar: BusinessHours,
  today: number,
): DemandSeries {
  if (!hourly) {
    const first = Math.max(since, today - LONGEST_ZEROS);
    return { first, sold: new Float64Array(Math.max(0, today - first)) };
  }
  const series = toDailySeries({ ...hourly, oneOff: [] }, profile, calendar);
  const missing = today - series.first - series.sold.length;
  if (missing <= 0 || missing > 400) return series;
  return {
    first: series.first,
    sold: [...Array.from(series.sold), ...Array<number>(missing).fill(0)],
    inStock: [...Array.from(series.inStock!), ...Array<number>(missing).fill(1)],
  };
}

/** What would have been sold without what was special about some days. */
function usualOf(series: DemandSeries, past: ItemHistory['past']): DemandSeries {
  if (!past) return series;
  const factors = Array.from(series.sold, (_, index) => past.factors[series.first + index - past.first] ?? 1);
  return withoutEvents(series, factors);
}

/** Items of all units count with what they sell on their average day, so that grams do not drown portions. */
function shopHistory(series: readonly DemandSeries[]): ShopHistory {
  const sold = series.filter(({ sold }) => sold.length > 0).map(shareOfItsMean);
  return sold.length > 0 ? shopOf(sold) : { first: 0, total: [] };
}

function shareOfItsMean({ first, sold }: DemandSeries): DemandSeries {
  let sum = 0;
  for (let day = 0; day < sold.length; day++) sum += sold[day]!;
  // The root of how often it is sold: what sells every day tells more of the shop's days than what seldom does.
  let days = 0;
  for (let day = 0; day < sold.length; day++) if (sold[day]! > 0) days++;
  const scale = sum > 0 ? days / sum : 0;
  return { first, sold: Float64Array.from(sold, (each) => each * scale) };
}

function latelyOf({ first, sold, inStock }: DemandSeries): ItemFit['lately'] {
  const lately: ItemFit['lately'] = [];
  for (let index = Math.max(0, sold.length - RECENT_DAYS); index < sold.length; index++)
    lately.push({ day: first + index, sold: sold[index]!, inStock: inStock?.[index] ?? 1 });
  return lately;
}
