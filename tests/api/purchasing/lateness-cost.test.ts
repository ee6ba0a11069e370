import { expect, it } from 'vitest';
import { readHistory } from '../../../server/forecasts/demand-history.service.ts';
import type { LatenessCost } from '../../../shared/purchasing/scorecard.schema.ts';
import { aDish, aSale } from '../../support/builders.ts';
import { eur, MONDAY, openBuyer } from '../../support/buyer.ts';

it('lateness is told in the servings that could not be sold for want of what was late, at what guests pay', async () => {
  const buyer = await openBuyer();
  const { app, storeId, clock } = buyer;
  await app.createItems([aDish('TARTARE', { SALMON: 0.1 }), aDish('BURGER', { SALT: 0.1 })]);
  await app.expectOk('PUT', `/stores/${storeId}/sale-prices`, {
    prices: [{ sku: 'TARTARE', price: eur(1250) }],
  });
  await app.receive(storeId, { SALMON: 1 });
  const order = await buyer.sent();
  expect(order.lines[0]).toMatchObject({ expectedAt: MONDAY });
  // Sold out an hour before the truck was due, which came in the evening.
  clock.set('2026-03-23T06:00:00Z');
  await app.expectOk('POST', `/stores/${storeId}/sales`, { sales: [aSale({ TARTARE: 10 })] });
  clock.set('2026-03-23T17:00:00Z');
  const [salmon] = order.lines;
  await buyer.move(order, 'receive', { lines: [{ lineId: salmon!.lineId, quantity: 20 }] });
  clock.set('2026-03-24T11:00:00Z');
  await readHistory(app.app.ctx);
  const foretell = (sku: string, inStock: number) =>
    app.database.pool.query(
      `with item as (select id from item where sku = $2), model as (
         insert into item_forecast (store_id, item_id, fitted_at, model, hours, days)
         select $1, id, now(), '{}', (select jsonb_agg(1 / 24.0) from generate_series(1, 24)), 1 from item)
       insert into forecast_score (store_id, item_id, day, made_at, mean, p10, p50, p90, actual, in_stock, scored_at)
       select $1, id, '2026-03-23', now(), 24, 0, 0, 0, 0, $3, now() from item`,
      [storeId, sku, inStock],
    );
  await foretell('TARTARE', 0.5);
  await foretell('BURGER', 0.2);
  const cost = () => app.expectOk<LatenessCost>('GET', `/suppliers/${buyer.supplier.id}/scorecard/cost`);
  // One an hour, from when it was due until it came.
  expect(await cost()).toMatchObject({ lostDishes: 1, lostServings: 10, lostValue: [eur(12_500)] });
  // Never more than was missed that day for whatever reason.
  await app.database.pool.query('update forecast_score set in_stock = 0.75');
  expect(await cost()).toMatchObject({ lostServings: 6, lostValue: [eur(7_500)] });
});
