import type { AppContext } from '../../app.ts';
import { dayOf } from '../day.ts';
import { later, MINUTE_MS, type House } from '../house.ts';
import { openRestaurant, type OpenedRestaurant } from '../restaurant.service.ts';
import { STORE } from '../restaurant/restaurant.ts';
import { factsWriter } from './history.service.ts';
import { writePastOrders } from './past-orders.service.ts';
import { PastClock } from './past-clock.ts';
import { playPast } from './play-past.ts';

const DAY_MINUTES = 24 * 60;
const WEEK_MS = 7 * DAY_MINUTES * MINUTE_MS;
const OPENS_ITS_BOOKS_AT = 5;

export interface HistoryOptions {
  days: number;
  until: Date;
  signal: AbortSignal;
  /** Told how far it is. */
  say: (line: string) => void;
}

/** Opens the restaurant in an empty database and gives it its past. */
export async function writeHistory(
  ctx: AppContext,
  house: House,
  { days, until, signal, say }: HistoryOptions,
): Promise<OpenedRestaurant> {
  const first = dayOf(later(until, -days * DAY_MINUTES), STORE.timeZone, 0);
  const clock = new PastClock(first.at(OPENS_ITS_BOOKS_AT));
  // Nobody is there yet to be told of changes.
  const then = { ...ctx, clock, announce: () => {} };
  const opened = await openRestaurant(then);
  const onTime = weekTeller(until, Math.floor(days / 7), say);
  await playPast(house, clock, factsWriter(then, opened), { first, until, signal, onTime });
  await writePastOrders({ ...then, clock: new PastClock(until) }, house, opened, until);
  return opened;
}

/** Says so whenever another week of the past is through. */
function weekTeller(until: Date, weeks: number, say: (line: string) => void): (now: Date) => void {
  let told = 0;
  return (now) => {
    const past = weeks - Math.ceil((until.getTime() - now.getTime()) / WEEK_MS);
    if (past <= told) return;
    told = past;
    say(`  week ${past} of ${weeks} written`);
  };
}
