import { expect, it } from 'vitest';
import { meanOf } from '../../../server/forecasts/demand-model.ts';
import { StoreFit, type ItemFit, type ItemHistory } from '../../../server/forecasts/fit-store.ts';

const HOUR = 3_600_000;
const FIRST = 20_000;
const DAYS = 70;
const CALENDAR = { timeZone: 'UTC', dayStart: '00:00' };

/** Twenty a day at noon; of a promotion on every tenth day twice as much. */
function aHistory(past?: ItemHistory['past']): ItemHistory {
  const sold = new Float64Array(DAYS * 24);
  for (let day = 0; day < DAYS; day++) sold[day * 24 + 12] = day % 10 === 0 ? 40 : 20;
  const hourly = { firstHour: FIRST * 24, sold, outMinutes: new Float64Array(DAYS * 24) };
  const head = { itemId: 'cake', category: 'Cakes', unit: 'each', since: FIRST, factor: 1 };
  return { ...head, hourly, ...(past && { past }) };
}

function fitted(history: ItemHistory): ItemFit {
  const fit = new StoreFit(CALENDAR, (FIRST + DAYS) * 24 * HOUR + 6 * HOUR);
  fit.add(history);
  return [...fit.fit()].find((each) => each !== null)!;
}

it('what a promotion brought is not what to expect of usual days, though it is what came', () => {
  const factors = Array.from({ length: DAYS }, (_, day) => (day % 10 === 0 ? 2 : 1));
  const week = ({ model }: ItemFit) =>
    Array.from({ length: 7 }, (_, day) => meanOf(model, FIRST + DAYS + day)).reduce((a, b) => a + b, 0) / 7;
  const known = fitted(aHistory({ first: FIRST, factors }));
  expect(week(known)).toBeCloseTo(20, 1);
  expect(week(fitted(aHistory()))).toBeGreaterThan(21);
  expect(known.model.dispersion).toBeLessThan(0.1);
  const last = known.lately.find(({ day }) => (day - FIRST) % 10 === 0 || day === FIRST + DAYS - 1);
  expect(last!.sold).toBe((last!.day - FIRST) % 10 === 0 ? 40 : 20);
});
