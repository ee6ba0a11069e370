import { sql } from 'kysely';
import { expect, it } from 'vitest';
import {
  dropScoresBefore,
  listScoresByWeek,
  listWorstItems,
  readScore,
} from '../../../server/forecasts/scores.store.ts';
import { inStoreTransaction } from '../../../server/platform/store-transaction.ts';
import { anIngredient } from '../../support/builders.ts';
import { startTestApp } from '../../support/test-app.ts';

it('the bias of forecasts is what was foretold too much over what was asked, each item in its own days', async () => {
  const app = await startTestApp();
  const { id: storeId } = await app.createStore();
  for (const sku of ['FLOUR', 'EGGS', 'DUST']) await app.createItem(anIngredient(sku));
  const stock = await app.stock(storeId);
  const { db } = app.database;
  const keep = (sku: string, day: string, mean: number, actual: number, inStock = 1) =>
    sql`insert into forecast_score (store_id, item_id, day, made_at, mean, p10, p50, p90, actual, in_stock, scored_at)
      values (${storeId}, ${stock[sku]!.itemId}, ${day}, now(), ${mean}, ${mean / 2}, ${mean}, ${mean * 2}, ${actual}, ${inStock}, now())`.execute(
      db,
    );
  await keep('FLOUR', '2026-03-16', 3_000, 1_000);
  await keep('FLOUR', '2026-03-23', 1_000, 1_000);
  await keep('FLOUR', '2026-03-24', 9_000, 1, 0.5);
  await keep('EGGS', '2026-03-16', 1, 3);
  await keep('EGGS', '2026-03-23', 3, 3);
  await keep('DUST', '2026-03-16', 0, 0);
  const since = '2026-03-01';
  const biasOf = async (sku: string) =>
    (await readScore(db, storeId, { since, itemId: stock[sku]!.itemId })).bias;
  expect(await biasOf('FLOUR')).toBeCloseTo(2_000 / 2_000);
  expect(await biasOf('EGGS')).toBeCloseTo(-2 / 6);
  expect(await biasOf('DUST')).toBeNull();
  // Of flour 1,500 a day is usual, by forecasts and by what came, and of eggs 2.5.
  const all = await readScore(db, storeId, { since });
  expect(all).toMatchObject({ n: 5 });
  expect(all.bias).toBeCloseTo((2_000 / 1_500 - 2 / 2.5) / (2_000 / 1_500 + 6 / 2.5));
  const weeks = await listScoresByWeek(db, storeId, since);
  expect(weeks.map(({ week, n }) => [week, n])).toEqual([
    ['2026-03-16', 3],
    ['2026-03-23', 2],
  ]);
  expect(weeks[1]!.bias).toBeCloseTo(0);
  const worst = await listWorstItems(db, storeId, { since, fewest: 2, limit: 5 });
  expect(worst.map(({ sku }) => sku)).toEqual(['FLOUR', 'EGGS']);
});

it('what was foretold more than a year ago is forgotten', async () => {
  const app = await startTestApp();
  const { id: storeId } = await app.createStore();
  await app.createItem(anIngredient('FLOUR'));
  const { itemId } = (await app.stock(storeId))['FLOUR']!;
  const { db } = app.database;
  for (const day of ['2024-12-01', '2026-03-01']) {
    await sql`insert into forecast_score (store_id, item_id, day, made_at, mean, p10, p50, p90)
      values (${storeId}, ${itemId}, ${day}, now(), 1, 1, 1, 1)`.execute(db);
    await sql`insert into stock_out (store_id, item_id, at) values (${storeId}, ${itemId}, ${day})`.execute(
      db,
    );
    await sql`insert into depletion_claim (store_id, item_id, at, p10, p50, closed_at)
      values (${storeId}, ${itemId}, ${day}, ${day}, ${day}, ${day})`.execute(db);
  }

  await inStoreTransaction(app.app.ctx, storeId, (trx) =>
    dropScoresBefore(trx, storeId, new Date('2025-03-01')),
  );

  for (const table of ['forecast_score', 'stock_out', 'depletion_claim'])
    expect((await sql`select from ${sql.table(table)}`.execute(db)).rows, table).toHaveLength(1);
});
