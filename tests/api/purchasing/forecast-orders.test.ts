import { expect, it } from 'vitest';
import type { DemandModel } from '../../../server/forecasts/demand-model.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { ReorderProposals } from '../../../shared/purchasing/reorder.schema.ts';
import { openBuyer, type Buyer } from '../../support/buyer.ts';

/** Of salmon so much is used every day, as was learnt from so many days. */
async function foresee(buyer: Buyer, level: number, days: number): Promise<void> {
  const model: DemandModel = {
    shape: [1, 1, 1, 1, 1, 1, 1],
    ...{ level, dispersion: 0.5, shock: 0.02, isCounted: false, days },
  };
  await buyer.app.database.pool.query(
    `insert into item_forecast (store_id, item_id, fitted_at, model, hours, days)
     select $1, id, $2, $3, $4, $5 from item where sku = 'SALMON'
     on conflict (store_id, item_id) do update set model = excluded.model, days = excluded.days`,
    [
      ...[buyer.storeId, buyer.clock.now(), JSON.stringify(model)],
      ...[JSON.stringify(Array<number>(24).fill(1 / 24)), days],
    ],
  );
}

it('what is known of demand says when to order and how much, and why; before that the par level does', async () => {
  const buyer = await openBuyer();
  const proposals = async () => {
    const path = `/stores/${buyer.storeId}/reorder-proposals`;
    return (await buyer.app.expectOk<ReorderProposals>('GET', path)).proposals;
  };
  // Above its reorder point of 5 kg: by that there is no need.
  await buyer.app.receive(buyer.storeId, { SALMON: 9 });
  expect(await proposals()).toEqual([]);
  await foresee(buyer, 6, 10);
  expect(await proposals()).toEqual([]);

  await foresee(buyer, 6, 60);
  const [proposal] = await proposals();
  const [line] = proposal!.lines;
  // Friday noon: an order comes on Monday; the next chance, until the end of Sunday or of Monday, delivers on Tuesday at the latest.
  expect(line).toMatchObject({ sku: 'SALMON', packs: expect.any(Number) as number });
  const { because } = line!;
  expect(because.forecast).toMatchObject({ perDay: 6, serviceLevel: 0.9 });
  expect(because.forecast!.needed).toBeGreaterThan(18);
  expect(because.forecast!.needed).toBeLessThan(40);
  expect(because.orderUpTo).toBeGreaterThan(because.forecast!.needed);
  expect(line!.quantity + 9).toBeGreaterThanOrEqual(because.orderUpTo);
  expect(because.words).toMatch(
    /^9 kg on hand, none coming, uses 6 kg a day, 90 % cover to \w+ \d+ Mar needs [\d.]+ kg/,
  );

  const { supplierId, emergency } = proposal!;
  const wanted = [{ itemId: line!.itemId, packs: line!.packs, basis: line!.basis }];
  const { orders } = await buyer.app.expectOk<{ orders: PurchaseOrder[] }>(
    'POST',
    `/stores/${buyer.storeId}/reorder-proposals/accept`,
    { proposals: [{ supplierId, emergency, lines: wanted }], send: true },
  );
  expect(orders[0]!.lines[0]!.because).toBe(because.words);
  expect(await proposals()).toEqual([]);

  // Twice as much is used: what is on order does not last.
  await foresee(buyer, 12, 60);
  expect((await proposals())[0]!.lines[0]!.because.forecast!.perDay).toBe(12);
  await buyer.expectSound();
});
