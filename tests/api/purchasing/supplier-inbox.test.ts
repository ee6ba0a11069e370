import { describe, expect, it } from 'vitest';
import { orderReference } from '../../../server/purchasing/order-reference.ts';
import { findInboxPage, takeSupplierMessage } from '../../../server/purchasing/supplier-messages.service.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { SupplierItem } from '../../../shared/suppliers/supplier.schema.ts';
import { eur, lineOf, MONDAY, openBuyer, TUESDAY, type Buyer } from '../../support/buyer.ts';

/** What the supplier of a buyer says; its messages are numbered unless they have an id. */
function mouthOf(buyer: Buyer): (message: object, id?: string) => Promise<unknown> {
  let said = 0;
  return (message, id = `m${++said}`) =>
    takeSupplierMessage(buyer.app.app.ctx, buyer.supplier.id, { id, via: 'api', message });
}

const refOf = (buyer: Buyer, { number }: PurchaseOrder) => orderReference(buyer.storeId, number);
const read = (buyer: Buyer, { poId }: PurchaseOrder) =>
  buyer.app.expectOk<PurchaseOrder>('GET', buyer.path(`/${poId}`));

describe('what a program or a file of a supplier says', () => {
  it('is done once, as if the supplier had said it by the portal, and stands in the story and the inbox', async () => {
    const buyer = await openBuyer();
    const say = mouthOf(buyer);
    const po = await buyer.sent();
    const order = refOf(buyer, po);
    const confirmation = {
      type: 'order.acknowledged',
      order,
      lines: [
        { supplierSku: 'S-1', packs: 1, expectedAt: MONDAY },
        { supplierSku: 'S-1', packs: 1, expectedAt: TUESDAY },
        { supplierSku: 'CAKE', quantity: 12 },
      ],
      note: 'as discussed',
    };
    await Promise.all([say(confirmation, 'c1'), say(confirmation, 'c1')]);
    await say(confirmation, 'c1');
    await say({ type: 'order.delayed', order, expectedAt: '2026-03-25T07:00:00Z', supplierSkus: ['CAKE'] });
    await say({
      type: 'order.shipped',
      order,
      expectedAt: '2026-03-23T05:00:00Z',
      lines: [{ supplierSku: 'S-1', quantity: 4 }],
    });

    const after = await read(buyer, po);
    expect(after).toMatchObject({ state: 'acknowledged', acknowledgedAt: '2026-03-20T11:00:00.000Z' });
    const schedule = (sku: string) =>
      lineOf(after, sku)
        .deliveries.filter(({ state }) => state !== 'cancelled')
        .map(({ quantity, expectedAt }) => [quantity, expectedAt]);
    expect(schedule('SALMON')).toEqual([
      [4, '2026-03-23T05:00:00.000Z'],
      [6, MONDAY],
      [10, TUESDAY],
    ]);
    expect(schedule('CAKE')).toEqual([[12, '2026-03-25T07:00:00.000Z']]);
    const story = after.events.filter(({ by }) => by === 'Fish Lang');
    expect(story.map(({ kind, via }) => [kind, via])).toEqual([
      ['acknowledged', 'api'],
      ['delayed', 'api'],
      ['shipped', 'api'],
    ]);
    const inbox = await findInboxPage(buyer.app.app.ctx.db, buyer.supplier.id, { limit: 10 });
    expect(inbox).toHaveLength(3);
    expect(inbox[0]).toMatchObject({ via: 'api', state: 'done', order, poId: po.poId });
    await expect(say({ ...confirmation, note: 'changed' }, 'c1')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    await buyer.expectSound();
  });

  it('that cannot be done changes nothing, tells which field is wrong, and may come again corrected', async () => {
    const buyer = await openBuyer();
    const say = mouthOf(buyer);
    const po = await buyer.sent();
    const order = refOf(buyer, po);
    const acknowledged = (line: object) => ({ type: 'order.acknowledged', order, lines: [line] });
    const refusals: [object, string][] = [
      [{ type: 'order.lost', order }, '/type'],
      [{ type: 'order.delayed', order }, '/expectedAt'],
      [acknowledged({ supplierSku: 'S-9' }), '/lines/0/supplierSku'],
      [acknowledged({ supplierSku: 'S-1', packs: 3 }), '/lines/0/quantity'],
      [acknowledged({ supplierSku: 'S-1', expectedAt: '2026-03-19T07:00:00Z' }), '/lines/0/expectedAt'],
      [{ type: 'order.delayed', order, expectedAt: TUESDAY, supplierSkus: ['CAKE', 'X'] }, '/supplierSkus/1'],
      [
        { type: 'order.shipped', order, expectedAt: MONDAY, lines: [{ supplierSku: 'S-1', packs: 9 }] },
        '/lines/0/quantity',
      ],
    ];
    for (const [message, pointer] of refusals)
      await expect(say(message, 'again')).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] });
    const stranger = { type: 'order.acknowledged', order: `${po.number}-00000000` };
    await expect(say(stranger)).rejects.toMatchObject({ code: 'not-found' });
    expect(await read(buyer, po)).toMatchObject({ state: 'sent', lines: po.lines });

    const inbox = await findInboxPage(buyer.app.app.ctx.db, buyer.supplier.id, { limit: 10 });
    expect(inbox.map(({ state }) => state)).toEqual(['refused', 'refused']);
    await say({ type: 'order.acknowledged', order }, 'again');
    expect(await read(buyer, po)).toMatchObject({ state: 'acknowledged' });
    await buyer.expectSound();
  });

  it('of another supplier is about none of its orders', async () => {
    const buyer = await openBuyer();
    const order = refOf(buyer, await buyer.sent());
    const other = await buyer.addSupplier({ name: 'Other' });
    const message = { type: 'order.acknowledged', order };
    await expect(
      takeSupplierMessage(buyer.app.app.ctx, other.id, { id: 'm', via: 'files', message }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a price list of a supplier', () => {
  it('is taken as a whole, and prices that are hard to believe are asked about', async () => {
    const buyer = await openBuyer();
    const say = mouthOf(buyer);
    const prices = (salmon: number, code = 'CAKE') => ({
      type: 'prices.changed',
      prices: [
        { supplierSku: 'S-1', packPrice: eur(salmon), from: '2026-03-20', until: '2026-06-30' },
        { supplierSku: code, packPrice: eur(2_500) },
      ],
    });
    const known = async () => {
      const path = `/suppliers/${buyer.supplier.id}/items`;
      const { items } = await buyer.app.expectOk<{ items: SupplierItem[] }>('GET', path);
      return items.map(({ sku, packPrice, priceUntil }) => [sku, packPrice?.amount, priceUntil]);
    };
    const before = await known();
    await expect(say(prices(18_900, 'PIE'))).rejects.toMatchObject({
      errors: [{ pointer: '/prices/1/supplierSku' }],
    });
    await expect(say(prices(18_900_000))).rejects.toMatchObject({
      errors: [{ pointer: '/prices/0/packPrice/amount' }],
    });
    expect(await known()).toEqual(before);
    await say(prices(18_900));
    expect(await known()).toEqual([
      ['CAKE', 2_500, null],
      ['SALMON', 18_900, '2026-06-30'],
    ]);
  });
});
