import { expect, it } from 'vitest';
import type { DemandModel } from '../../../server/forecasts/demand-model.ts';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { OrderOutlook, ReorderProposals } from '../../../shared/purchasing/reorder.schema.ts';
import { MONDAY, openBuyer, TUESDAY, type Buyer } from '../../support/buyer.ts';

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

it('says what each order risks, what comes of another one, and follows the service levels of the store', async () => {
  const buyer = await openBuyer();
  const { app, storeId, supplier } = buyer;
  await app.receive(storeId, { SALMON: 9 });
  await foresee(buyer, 6, 60);
  const path = `/stores/${storeId}/reorder-proposals`;
  const lineNow = async () =>
    (await app.expectOk<ReorderProposals>('GET', `${path}?trade=true`)).proposals[0]!.lines[0]!;
  const { itemId } = await lineNow();
  await app.expectOk('PATCH', `/items/${itemId}`, { shelfLifeDays: 5 });
  const line = await lineNow();
  // Friday noon, and nothing comes before Monday: three days of six are not met by nine.
  expect(line.trade!.runsOut).toBeGreaterThan(0.9);
  expect(line.trade!.beforeArrival).toBeGreaterThan(0.9);
  expect(line.trade!.short).toBeGreaterThan(4);
  expect(line.trade!.waste).toBeGreaterThanOrEqual(0);
  expect((await app.expectOk<ReorderProposals>('GET', path)).proposals[0]!.lines[0]).not.toHaveProperty(
    'trade',
  );

  const question = (packs: number, lateDays = 0, supplierId = supplier.id) =>
    `${path}/outlook?${new URLSearchParams({ itemId, supplierId, packs: `${packs}`, lateDays: `${lateDays}` })}`;
  const outlook = (packs: number, lateDays?: number) =>
    app.expectOk<OrderOutlook>('GET', question(packs, lateDays));
  const asProposed = await outlook(line.packs);
  // The same as on the line, and the same again: what is drawn does not change from one look to the next.
  expect(asProposed).toMatchObject({
    ...line.trade,
    quantity: line.quantity,
    cost: line.amount,
    available: 9,
  });
  expect(await outlook(line.packs)).toEqual(asProposed);
  expect(asProposed.arrivesAt).toBe(MONDAY);
  expect(asProposed.until).toBe(TUESDAY);
  expect(asProposed.deliveries).toEqual([
    { at: MONDAY, quantity: line.quantity, supplier: 'Fish Lang', late: false },
  ]);
  const { fan } = asProposed;
  expect(fan[fan.length - 1]!.at).toBe(TUESDAY);
  expect(fan.every(({ p10, p50, p90 }) => 0 <= p10 && p10 <= p50 && p50 <= p90)).toBe(true);

  const [none, more, late] = [await outlook(0), await outlook(line.packs + 4), await outlook(line.packs, 2)];
  expect(none.short).toBeGreaterThan(asProposed.short);
  expect(none).not.toHaveProperty('cost');
  expect(more.waste!).toBeGreaterThan(asProposed.waste! + 20);
  expect(more.short).toBeLessThanOrEqual(asProposed.short);
  expect(late.short).toBeGreaterThan(asProposed.short + 5);
  expect(late).toMatchObject({ arrivesAt: '2026-03-25T07:00:00.000Z', until: '2026-03-25T07:00:00.000Z' });

  for (const [asked, status, words] of [
    [question(1, 0, itemId), 422, 'nobody who delivers Salmon'],
    [question(1).replace(itemId, supplier.id), 404, 'does not exist'],
    [question(-1), 422, 'whole number of packs'],
    [question(1, 4), 422, '0 to 3'],
  ] as const) {
    const refused = await app.request('GET', asked);
    expect([refused.status, JSON.stringify(refused.body)], asked).toEqual([
      status,
      expect.stringContaining(words),
    ]);
  }

  const policy = `/stores/${storeId}/reorder-policy`;
  const usual = { serviceLevels: { A: 0.95, B: 0.9, C: 0.85, perishable: 0.7 }, version: 0 };
  expect(await app.expectOk('GET', policy)).toEqual(usual);
  const refused = await app.request('PUT', policy, { serviceLevels: { B: 1, perishable: 0.2 } });
  expect(refused).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: '/serviceLevels/B', detail: '100 % is no service level: give one from 50 % to 99.9 %' },
        { pointer: '/serviceLevels/perishable', detail: expect.stringContaining('20 %') as string },
      ],
    },
  });
  await app.expectOk('PUT', policy, { serviceLevels: { B: 0.999 } });
  const surer = (await lineNow()).because;
  expect(surer.forecast!.serviceLevel).toBe(0.999);
  expect(surer.forecast!.needed).toBeGreaterThan(line.because.forecast!.needed);
  expect(surer.words).toContain('99.9 % cover');
  const stale = await app.request('PUT', policy, { serviceLevels: { A: 0.9 } }, { 'if-match': '"0"' });
  expect(stale.status).toBe(412);
  const { items } = await app.expectOk<{ items: AuditEntry[] }>('GET', `/stores/${storeId}/audit`);
  expect(items.find(({ action }) => action === 'reorder-policy.change')).toMatchObject({
    ...{ before: { B: 0.9 }, after: { B: 0.999 } },
  });

  // Of what keeps for a day only, the level is another.
  await app.expectOk('PATCH', `/items/${itemId}`, { shelfLifeDays: 1 });
  expect((await lineNow()).because.forecast!.serviceLevel).toBe(0.7);
  // Without a forecast there is nothing to say.
  await foresee(buyer, 6, 10);
  expect((await app.request('GET', question(1))).body).toMatchObject({
    detail: 'Nothing is foretold of Salmon yet: it is ordered by its par level.',
  });
});
