import { expect, it } from 'vitest';
import { Chance } from '../../../server/forecasts/chance.ts';
import { fitDemand, fitShop } from '../../../server/forecasts/demand-model.ts';
import { judge } from '../../../server/forecasts/depletion-claims.ts';
import { shopOf } from '../../../server/forecasts/demand-series.ts';
import { runoutOf } from '../../../server/forecasts/depletion-times.ts';
import {
  itemProfile,
  ownProfile,
  shareBefore,
  storeProfile,
} from '../../../server/forecasts/hour-profile.ts';
import { daysAhead } from '../../../server/forecasts/outlooks.service.ts';
import { HOUR_MS, StoreHours } from '../../../server/forecasts/store-hours.ts';

const HOURS = new StoreHours({ timeZone: 'UTC', dayStart: '04:00' });
/** A Monday. */
const FIRST = Date.parse('2026-01-05T00:00:00Z') / 86_400_000;
const WEEKS = 4;
const KNOWN_DAYS = WEEKS * 7;
const QUARTERS = 96;
/** From 04:00: breakfast, lunch and dinner. */
const BUSY_HOURS = [0, 0, 0, 2, 4, 4, 3, 3, 8, 8, 4, 2, 2, 4, 8, 11, 10, 5, 1, 0, 0, 0, 0, 0];
const BUSY_DAYS = [0.8, 0.8, 0.9, 1, 1.2, 1.4, 0.9];
const ALL = BUSY_HOURS.reduce((sum, each) => sum + each, 0);

/** What guests of a shop take of an item in each quarter of an hour; good and bad days are the same for all of its items. */
function guests(chance: Chance, daily: number, moods: readonly number[]): Float64Array {
  return Float64Array.from({ length: moods.length * QUARTERS }, (_, quarter) => {
    const day = Math.floor(quarter / QUARTERS);
    const hour = BUSY_HOURS[Math.floor((quarter % QUARTERS) / 4)]!;
    return chance.poisson((daily * BUSY_DAYS[day % 7]! * moods[day]! * hour) / ALL / 4);
  });
}

const sumOf = (sales: Float64Array, from: number, count: number): number =>
  sales.subarray(from, from + count).reduce((sum, each) => sum + each, 0);

/** The moments at which stocks of a shop run out, and what was told of them at some hour of the day. */
function eveningsOf(shop: number): { told: (string | undefined)[]; out: number }[] {
  const chance = new Chance(`evenings ${shop}`);
  const moods = Array.from({ length: KNOWN_DAYS + 3 }, () => chance.gamma(60) / 60);
  const items = [8, 15, 25, 40, 60, 90].map((daily) => guests(chance, daily, moods));
  const days = items.map((sales) => ({
    first: FIRST,
    sold: Array.from({ length: KNOWN_DAYS }, (_, day) => sumOf(sales, day * QUARTERS, QUARTERS)),
  }));
  const dayStart = HOURS.startOf(FIRST);
  const own = items.map((sales) =>
    ownProfile(
      {
        firstHour: dayStart / HOUR_MS,
        sold: Array.from({ length: KNOWN_DAYS * 24 }, (_, hour) => sumOf(sales, hour * 4, 4)),
        outMinutes: new Float64Array(KNOWN_DAYS * 24),
      },
      HOURS,
    ),
  );
  const model = fitShop(shopOf(days));
  return items.flatMap((sales, item) => {
    const fitted = fitDemand(days[item]!, model);
    const profile = itemProfile(own[item]!, storeProfile(own));
    const hour = [8, 12, 14][(shop + item) % 3]!;
    const start = dayStart + KNOWN_DAYS * 86_400_000;
    const now = start + hour * HOUR_MS;
    const ahead = { ...daysAhead(HOURS, now, 72), factors: [1, 1, 1, 1] };
    ahead.factors.length = ahead.starts.length - 1;
    const rest = fitted.level * fitted.shape[KNOWN_DAYS % 7]! * (1 - shareBefore(profile, hour / 24));
    const stock = Math.max(1, Math.round(rest * (0.3 + 0.6 * chance.uniform())));
    const told = runoutOf(
      { seed: `${shop} ${item}`, model: fitted, profile, ahead, stock, arrivals: [] },
      300,
    );
    let left = stock;
    let quarter = KNOWN_DAYS * QUARTERS + hour * 4;
    while (left > 0 && quarter < sales.length) left -= sales[quarter++]!;
    const out = dayStart + (quarter - 0.5) * (HOUR_MS / 4);
    return [{ told: [told?.p10, told?.p50, told?.p90], out }];
  });
}

it('the times of running out prove right as often as they claim', () => {
  const all = Array.from({ length: 60 }, (_, shop) => eveningsOf(shop)).flat();
  const share = (of: (evening: (typeof all)[number]) => boolean): number =>
    all.filter(of).length / all.length;
  const after = (at: string | undefined): number => (at === undefined ? Infinity : Date.parse(at));
  const slack = HOUR_MS / 8;
  const within = share(
    ({ told: [p10, , p90], out }) => out >= after(p10) - slack && out <= after(p90) + slack,
  );
  const sooner = share(({ told: [, p50], out }) => out <= after(p50));
  expect(within).toBeGreaterThan(0.75);
  expect(within).toBeLessThan(0.92);
  expect(sooner).toBeGreaterThan(0.4);
  expect(sooner).toBeLessThan(0.6);
});

it('claims are judged as far as they can be followed', () => {
  const counts = { n: 100, early: 10, lostEarly: 0, within: 80, lostWithin: 0 };
  expect(judge(counts)).toEqual({ n: 100, early: 10, within: 80, late: 10 });
  // Goods came in for half of them before anything could be seen, and for twenty of the others on the way: of 45 that went on,
  // 25 ran out within the range while 35 of them could be followed on average.
  expect(judge({ n: 100, early: 5, lostEarly: 50, within: 25, lostWithin: 20 })).toEqual({
    ...{ n: 50, early: 3, within: 34, late: 13 },
  });
  expect(judge({ n: 3, early: 1, lostEarly: 2, within: 0, lostWithin: 0 })).toMatchObject({ n: 1, early: 1 });
  expect(judge({ n: 2, early: 0, lostEarly: 2, within: 0, lostWithin: 0 })).toMatchObject({ n: 0, early: 0 });
  expect(judge({ n: 1, early: 0, lostEarly: 0, within: 0, lostWithin: 1 })).toMatchObject({ n: 0, late: 0 });
});
