import { expect, it } from 'vitest';
import { readDemand } from '../../../server/forecasts/demand-history.service.ts';
import { aDish, anIngredient } from '../../support/builders.ts';
import { startTestApp } from '../../support/test-app.ts';
import { larder } from '../../support/larder-command.ts';

it('what is sold is in the history by itself soon after, and larder verify sees when it is not', async () => {
  const app = await startTestApp();
  const { id } = await app.createStore();
  await app.createItems([anIngredient('flour'), aDish('pizza', { flour: 200 })]);
  await app.url();
  await app.sell(id, { pizza: 2 }, { soldAt: '2026-03-20T09:10:00Z' });
  const { itemId } = (await app.stock(id))['flour']!;
  const window = { since: new Date('2026-03-20T00:00:00Z'), until: new Date('2026-03-20T11:00:00Z') };
  const sold = async (): Promise<number[]> =>
    Array.from((await readDemand(app.database.db, id, window)).get(itemId)?.sold ?? []);
  await expect.poll(sold, { timeout: 10_000 }).toEqual([400, 0]);
  await app.stop();
  const settings = { DATABASE_URL: app.database.connectionString };
  await app.database.pool.query('update demand_hour set used = 1 where item_id = $1', [itemId]);
  const broken = await larder(['verify'], settings);
  expect(broken).toMatchObject({ code: 1 });
  expect(broken.out).toContain('FAIL  the demand history is what the facts say (looked at 1)');
  expect(broken.out).toContain('flour at 2026-03-20 09:00:00');
});
