import { SLOTS, type StoreHours } from './store-hours.ts';

/** The share of a business day's demand that falls on each of its {@link SLOTS}; together 1. */
export type HourProfile = readonly number[];

/** What was asked of an item in consecutive hours (UTC, counted from 1970), and for how many minutes of each it was out. */
export interface HourlySales {
  firstHour: number;
  sold: ArrayLike<number>;
  outMinutes: ArrayLike<number>;
}

const WEEKS = 8;
const HOURS = WEEKS * 7 * 24;
/** What the store's profile counts against an item's own, in hours with sales. */
const PRIOR_HOURS = 30;

export const FLAT: HourProfile = Array<number>(SLOTS).fill(1 / SLOTS);

/** What an item says of the hours of a day: its own shares, and in how many hours it was sold. */
export interface OwnProfile {
  shares: HourProfile;
  hours: number;
}

/** The item's own profile over the last weeks; hours in which it could not be had say nothing. */
export function ownProfile({ firstHour, sold, outMinutes }: HourlySales, hours: StoreHours): OwnProfile {
  const [sums, exposure] = [new Float64Array(SLOTS), new Float64Array(SLOTS)];
  let hoursSold = 0;
  for (let index = Math.max(0, sold.length - HOURS); index < sold.length; index++) {
    const { slot } = hours.placeOf(firstHour + index);
    const here = 1 - Math.min(60, outMinutes[index]!) / 60;
    exposure[slot]! += Math.max(here, sold[index]! > 0 ? 0.25 : 0);
    if (!(sold[index]! > 0)) continue;
    sums[slot]! += sold[index]!;
    hoursSold++;
  }
  const rates = [...sums].map((sum, slot) => (exposure[slot]! > 0 ? sum / exposure[slot]! : 0));
  return { shares: normalised(rates) ?? FLAT, hours: hoursSold };
}

/** That of all items of a store together; each counts with the hours in which it was sold, whatever its unit. */
export function storeProfile(profiles: readonly OwnProfile[]): HourProfile {
  const sums = new Float64Array(SLOTS);
  for (const { shares, hours } of profiles)
    for (let slot = 0; slot < SLOTS; slot++) sums[slot]! += hours * shares[slot]!;
  return normalised([...sums]) ?? FLAT;
}

/** The item's own, shrunk toward the store's where it sold too seldom to tell. */
export function itemProfile({ shares, hours }: OwnProfile, store: HourProfile): HourProfile {
  return shares.map((own, slot) => (hours * own + PRIOR_HOURS * store[slot]!) / (hours + PRIOR_HOURS));
}

/** The share of a day's demand that comes before so much of the day is over. */
export function shareBefore(profile: HourProfile, elapsed: number): number {
  const at = Math.max(0, Math.min(1, elapsed)) * SLOTS;
  let sum = 0;
  for (let slot = 0; slot < SLOTS && slot < at; slot++) sum += profile[slot]! * Math.min(1, at - slot);
  return Math.min(1, sum);
}

/** How much of a day is over when this share of its demand has come: the inverse of {@link shareBefore}. */
export function elapsedAt(profile: HourProfile, share: number): number {
  let sum = 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    const next = sum + profile[slot]!;
    if (profile[slot]! > 0 && share <= next)
      return (slot + Math.max(0, share - sum) / profile[slot]!) / SLOTS;
    sum = next;
  }
  return 1;
}

function normalised(rates: readonly number[]): HourProfile | null {
  const sum = rates.reduce((all, rate) => all + rate, 0);
  return sum > 0 && Number.isFinite(sum) ? rates.map((rate) => rate / sum) : null;
}
