import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CommandAnswer, Frame } from '../../../shared/live/socket.ts';
import type { PurchaseOrder, Receipt } from '../../../shared/purchasing/purchase-order.schema.ts';
import { aMovement, anIngredient } from '../../support/builders.ts';
import { eur, lineOf, openBuyer } from '../../support/buyer.ts';
import { csv, sendCsv } from '../../support/csv-upload.ts';
import { followStore, openScreen } from '../../support/live-screen.ts';

type Answer = CommandAnswer<PurchaseOrder>;

it('a tablet receives short, sends back and undoes by the receipt it chose, each once, as over HTTP', async () => {
  const buyer = await openBuyer();
  const { app, storeId } = buyer;
  const screen = await openScreen(await app.url());
  const [po, other] = [await buyer.sent(), await buyer.sent({ again: true })];
  const bodyFor = (order: PurchaseOrder) => ({
    lines: [
      { lineId: lineOf(order, 'SALMON').lineId, quantity: 12, rejected: 3, reason: 'warm', replaced: true },
      { lineId: lineOf(order, 'CAKE').lineId, quantity: 18 },
    ],
  });
  const receiptId = randomUUID();
  const command = { storeId, poId: po.poId, receiptId, idempotencyKey: 'delivery-one', ...bodyFor(po) };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => screen.ask<Answer>('delivery.receive', command)),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const figures = ({ state, lines }: PurchaseOrder) => [
    state,
    ...lines.map(({ sku, received, rejected, outstanding, over }) => [
      sku,
      ...[received, rejected, outstanding, over],
    ]),
  ];
  const { ok } = answers[0] as { ok: PurchaseOrder };
  const { poId: _, storeId: __, idempotencyKey, ...sameBody } = command;
  const overHttp = await app.expectOk<PurchaseOrder>('POST', buyer.path(`/${po.poId}/receive`), sameBody, {
    'idempotency-key': idempotencyKey,
  });
  expect(overHttp).toEqual(ok);
  expect(figures(await buyer.move(other, 'receive', bodyFor(other)))).toEqual(figures(ok));
  expect(await buyer.stockOf('SALMON')).toMatchObject({ onHand: 24 });
  const again = { ...command, idempotencyKey: 'delivery-two' };
  expect(await screen.ask('delivery.receive', again)).toMatchObject({ error: { code: 'conflict' } });

  const undo = { storeId, poId: po.poId, receiptId, idempotencyKey: 'undo-one' };
  const undone = await screen.ask<Answer>('delivery.undo', undo);
  expect(await screen.ask('delivery.undo', undo)).toEqual(undone);
  expect(figures((undone as { ok: PurchaseOrder }).ok)).toEqual(figures(po));
  expect(await buyer.stockOf('SALMON')).toMatchObject({ onHand: 12 });
  const { receipts } = await app.expectOk<{ receipts: Receipt[] }>('GET', buyer.path(`/${po.poId}/receipts`));
  expect(receipts).toMatchObject([{ receiptId, undone: true }]);
  await buyer.move(po, 'cancel');
  const late = { ...command, receiptId: randomUUID(), idempotencyKey: 'delivery-three' };
  expect(await screen.ask('delivery.receive', late)).toMatchObject({
    error: { code: 'conflict', detail: expect.stringContaining('#1') as string },
  });
  await buyer.expectSound();
});

it('a receipt of 200 lines that 2,000 order lines wait for is one transaction and one frame', async () => {
  const buyer = await openBuyer();
  const { app, storeId } = buyer;
  const skus = Array.from({ length: 200 }, (_, n) => `ITEM-${n}`);
  await app.createItems(skus.map((sku) => anIngredient(sku, { unit: 'each', sellable: true })));
  await app.record(storeId, ...skus.map((sku) => aMovement('count', sku, 0)));
  const items = skus.map((sku) => ({ sku, packName: 'box', packQuantity: 10, packPrice: eur(100) }));
  const { id: supplierId } = await buyer.addSupplier({ name: 'Everything', deliveryDays: [1] }, ...items);
  const ordered = Array.from({ length: 20 }, (_, n) => n).flatMap((order) =>
    skus.slice((order % 2) * 100, (order % 2) * 100 + 100).map((sku) => `W${order},Ada,${sku},1`),
  );
  const { status, body } = await sendCsv(app, {
    ...{ kind: 'orders', storeId, commit: true },
    csv: csv('external_id,customer,sku,quantity', ...ordered),
  });
  expect([status, body]).toMatchObject([200, { accepted: 2000 }]);
  const po = await buyer.sent({ supplierId, lines: skus.map((sku) => ({ sku, packs: 1 })) });
  const screen = await followStore(await app.url(), storeId);
  expect(screen.tables.backorder.size).toBe(2000);
  const before = screen.seq;
  expect((await buyer.move(po, 'receive')).state).toBe('received');
  const head = await app.head(storeId);
  await screen.reach(head);
  expect(screen.frames).toMatchObject([{ from: before + 1, to: head }]);
  const [{ changes }] = screen.frames as [Frame];
  const removed = changes.filter((change) => 'removed' in change && change.type === 'backorder');
  expect([removed.length, screen.tables.backorder.size]).toEqual([2000, 0]);
  expect(new Set(changes.map(({ type, id }) => `${type} ${id}`)).size).toBe(changes.length);
  const fresh = await followStore(await app.url(), storeId);
  expect(screen.board()).toEqual(fresh.board());
  const { rows } = await app.database.pool.query<{ count: number }>(
    'select count(distinct xmin::text)::int as count from change where store_id = $1 and seq > $2',
    [storeId, before],
  );
  expect(rows).toEqual([{ count: 1 }]);
  await buyer.expectSound();
});
