import { readHistory } from '../../server/forecasts/demand-history.service.ts';
import { aSale } from './builders.ts';
import type { TestApp } from './test-app.ts';

const DAY_MS = 86_400_000;
/** Hours of the day, UTC, at which something is sold. */
const HOURS = [10, 12, 13, 17, 18];

/** Sells the same at the same hours of each of the last days, and has it read into the demand history. */
export async function sellFor(
  app: TestApp,
  storeId: string,
  days: number,
  lines: Record<string, number>,
): Promise<void> {
  const now = app.clock.now().getTime();
  const midnight = now - (now % DAY_MS);
  const sales = Array.from({ length: days }, (_, index) =>
    HOURS.map((hour) =>
      aSale(lines, { soldAt: new Date(midnight - (days - index) * DAY_MS + hour * 3_600_000).toISOString() }),
    ),
  ).flat();
  for (let from = 0; from < sales.length; from += 100)
    await app.expectOk('POST', `/stores/${storeId}/sales`, { sales: sales.slice(from, from + 100) });
  await readHistory(app.app.ctx);
}
