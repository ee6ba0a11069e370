import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import { eur, lineOf, MONDAY, openBuyer, TUESDAY, type Buyer } from '../../support/buyer.ts';

let buyer: Buyer;

beforeEach(async () => {
  buyer = await openBuyer();
});

describe('a purchase order', () => {
  it('is written in whole packs, priced, and expected with the next delivery', async () => {
    const po = await buyer.draft();
    expect(po).toMatchObject({ number: 1, state: 'draft', version: 0, supplier: 'Fish Lang' });
    expect(po.total).toEqual(eur(2 * 18_000 + 3 * 2_400));
    expect(lineOf(po, 'SALMON')).toMatchObject({
      packs: 2,
      quantity: 20,
      supplierSku: 'S-1',
      expectedAt: MONDAY,
    });
    // Thirteen cakes are in three boxes of six.
    expect(lineOf(po, 'CAKE')).toMatchObject({ packs: 3, quantity: 18, outstanding: 0 });
    expect((await buyer.stockOf('SALMON')).onOrder).toBe(0);
    await buyer.expectSound();
  });

  it('goes its way from draft to received, and the stock with it', async () => {
    let po = await buyer.move(await buyer.draft(), 'approve');
    expect(po.state).toBe('approved');
    po = await buyer.move(po, 'send');
    expect(po).toMatchObject({ state: 'sent', version: 1 });
    expect(await buyer.stockOf('SALMON')).toMatchObject({ onOrder: 20, onHand: 0 });
    po = await buyer.move(po, 'acknowledge');
    expect(po).toMatchObject({ state: 'acknowledged' });
    expect(lineOf(po, 'SALMON').confirmedAt).toBe(MONDAY);
    const salmon = lineOf(po, 'SALMON').lineId;
    po = await buyer.move(po, 'receive', {
      lines: [{ lineId: salmon, quantity: 12, lot: 'L7', expiresAt: '2026-04-01' }],
    });
    expect(po.state).toBe('partially-received');
    expect(lineOf(po, 'SALMON')).toMatchObject({ received: 12, outstanding: 8 });
    expect(await buyer.stockOf('SALMON')).toMatchObject({ onHand: 12, onOrder: 8 });
    await buyer.expectSound();
    po = await buyer.move(po, 'receive');
    expect(po.state).toBe('received');
    expect(po.closedAt).toBeDefined();
    expect(await buyer.stockOf('CAKE')).toMatchObject({ onHand: 18, onOrder: 0 });
    expect(po.events.map(({ kind }) => kind)).toEqual([
      ...['drafted', 'approved', 'sent', 'acknowledged', 'received', 'received'],
    ]);
    expect(await buyer.app.request('POST', buyer.path(`/${po.poId}/receive`), {})).toMatchObject({
      status: 409,
    });
    await buyer.expectSound();
  });

  it('may be confirmed for less, in parts and on other days, and later for more again', async () => {
    let po = await buyer.sent();
    const { lineId } = lineOf(po, 'SALMON');
    po = await buyer.move(po, 'acknowledge', {
      lines: [
        { lineId, quantity: 10, expectedAt: MONDAY },
        { lineId, quantity: 6, expectedAt: TUESDAY },
      ],
    });
    expect(lineOf(po, 'SALMON')).toMatchObject({ outstanding: 16, cancelled: 4 });
    expect(lineOf(po, 'SALMON').deliveries.map(({ quantity, expectedAt }) => [quantity, expectedAt])).toEqual(
      [
        [10, MONDAY],
        [6, TUESDAY],
      ],
    );
    await buyer.expectSound();
    po = await buyer.move(po, 'acknowledge', { lines: [{ lineId, quantity: 20 }] });
    expect(lineOf(po, 'SALMON')).toMatchObject({ outstanding: 20, cancelled: 0 });
    const tooMuch = await buyer.app.request<Problem>('POST', buyer.path(`/${po.poId}/acknowledge`), {
      lines: [{ lineId, quantity: 21 }],
    });
    expect(tooMuch).toMatchObject({ status: 422 });
    expect(tooMuch.body.errors![0]!.detail).toMatch(/at most 20 kg/);
    await buyer.expectSound();
  });

  it('takes what was sent back off, or waits for it again, and what came beyond it is noted', async () => {
    let po = await buyer.sent({ lines: [{ sku: 'CAKE', packs: 2 }] });
    const { lineId } = po.lines[0]!;
    po = await buyer.move(po, 'receive', {
      lines: [{ lineId, quantity: 5, rejected: 2, replaced: true, reason: 'crushed' }],
    });
    expect(po.lines[0]).toMatchObject({ received: 5, rejected: 0, outstanding: 7 });
    po = await buyer.move(po, 'receive', { lines: [{ lineId, quantity: 4, rejected: 3, reason: 'mouldy' }] });
    expect(po.lines[0]).toMatchObject({ received: 9, rejected: 3, outstanding: 0 });
    expect(po.state).toBe('received');
    po = await buyer.move(po, 'receive', { lines: [{ lineId, quantity: 1 }] });
    expect(po.lines[0]).toMatchObject({ received: 9, over: 1 });
    expect((await buyer.stockOf('CAKE')).onHand).toBe(10);
    await buyer.expectSound();
  });

  it('is as before once a receipt is undone', async () => {
    const before = await buyer.sent();
    const { lineId } = lineOf(before, 'CAKE');
    const received = await buyer.move(before, 'receive', {
      lines: [{ lineId, quantity: 15, rejected: 2, reason: 'crushed' }],
    });
    const { receipts } = await buyer.app.expectOk<{ receipts: { receiptId: string }[] }>(
      'GET',
      buyer.path(`/${received.poId}/receipts`),
    );
    const undo = `receipts/${receipts[0]!.receiptId}/undo`;
    const undone = await buyer.move(received, undo);
    expect(undone.state).toBe('sent');
    expect(lineOf(undone, 'CAKE')).toMatchObject({ received: 0, rejected: 0, outstanding: 18 });
    expect(await buyer.stockOf('CAKE')).toMatchObject({ onHand: 0, onOrder: 18 });
    expect(await buyer.app.request('POST', buyer.path(`/${received.poId}/${undo}`), {})).toMatchObject({
      status: 409,
    });
    await buyer.expectSound();
  });

  it('is changed after it was sent as a new version, and never below what came', async () => {
    let po = await buyer.sent();
    po = await buyer.move(po, 'receive', { lines: [{ lineId: lineOf(po, 'SALMON').lineId, quantity: 15 }] });
    const change = (salmon: number) =>
      buyer.app.request<PurchaseOrder>('PATCH', buyer.path(`/${po.poId}`), {
        lines: [
          { sku: 'SALMON', packs: salmon },
          { sku: 'SALT', quantity: 3 },
        ],
      });
    expect(await change(1)).toMatchObject({ status: 422 });
    const { body } = await change(3);
    expect(body).toMatchObject({ version: 2 });
    expect(lineOf(body, 'SALMON')).toMatchObject({ quantity: 30, received: 15, outstanding: 15 });
    expect(lineOf(body, 'CAKE')).toMatchObject({ outstanding: 0, cancelled: 18 });
    expect(lineOf(body, 'SALT')).toMatchObject({ quantity: 3, outstanding: 3, packName: 'kg' });
    expect(await buyer.stockOf('SALMON')).toMatchObject({ onOrder: 15 });
    await buyer.expectSound();
  });

  it('that is cancelled is not waited for, and takes no receipt', async () => {
    const po = await buyer.move(await buyer.sent(), 'cancel', { reason: 'closed for a week' });
    expect(po.state).toBe('cancelled');
    expect((await buyer.stockOf('SALMON')).onOrder).toBe(0);
    const receipt = await buyer.app.request<Problem>('POST', buyer.path(`/${po.poId}/receive`), {});
    expect(receipt).toMatchObject({
      status: 409,
      body: { detail: 'Purchase order #1 is cancelled already.' },
    });
    await buyer.expectSound();
  });

  it('is sent once for one key and one external id, and not twice by mistake', async () => {
    const first = await buyer.draft({ externalId: 'A-1' });
    expect((await buyer.draft({ externalId: 'A-1' })).poId).toBe(first.poId);
    expect(await buyer.app.request('POST', buyer.path(), { ...input(), externalId: 'A-1' })).toMatchObject({
      status: 422,
    });
    const same = await buyer.app.request<Problem>('POST', buyer.path(), {
      supplierId: buyer.supplier.id,
      lines: [
        { sku: 'CAKE', packs: 3 },
        { sku: 'SALMON', packs: 2 },
      ],
    });
    expect(same).toMatchObject({ status: 409 });
    expect(same.body.detail).toMatch(/#1 to Fish Lang is open and orders exactly the same/);
    expect((await buyer.draft({ again: true })).number).toBe(2);
  });

  it('above the amount of its store is approved before it is sent', async () => {
    await buyer.app.expectOk('PATCH', `/stores/${buyer.storeId}`, { approvalAbove: 40_000 });
    const po = await buyer.draft();
    expect(await buyer.app.request('POST', buyer.path(`/${po.poId}/send`), {})).toMatchObject({
      status: 409,
    });
    await buyer.move(po, 'approve');
    expect((await buyer.move(po, 'send')).state).toBe('sent');
  });
});

const input = (line: object = {}): object => ({
  supplierId: buyer.supplier.id,
  lines: [{ sku: 'SALMON', packs: 1, ...line }],
});

describe('a mistake', () => {
  it.each([
    [{ sku: 'TROUT' }, '/lines/0/sku', 'no item has SKU TROUT'],
    [{ packs: 1.5 }, '/lines/0/packs', 'must be whole; 1.5 of a case cannot be ordered'],
    [{ quantity: 11 }, '/lines/0/quantity', '1 × 10 kg is not 11; give one of both'],
    [{ sku: 'CAKE' }, '/lines/0/packs', 'CAKE is sold from 2 × box on, not 1'],
    [
      { packPrice: { amount: 18, currency: 'EUR' } },
      '/lines/0/packPrice',
      '0.18 EUR is 1/1000 of the usual 180.00; did you mean 180.00? Amounts are in minor units',
    ],
    [
      { packPrice: { amount: 18_000, currency: 'USD' } },
      '/lines/0/packPrice',
      'this supplier is paid in EUR, not USD',
    ],
    [
      { expectedAt: '2026-03-19T08:00:00Z' },
      '/lines/0/expectedAt',
      '2026-03-19T08:00:00Z is past; give a time to come, or leave it out',
    ],
  ])('in a line is named, and nothing is written: %o', async (line, pointer, detail) => {
    const { status, body } = await buyer.app.request<Problem>('POST', buyer.path(), input(line));
    expect({ status, errors: body.errors }).toEqual({ status: 422, errors: [{ pointer, detail }] });
    expect((await buyer.app.expectOk<{ items: unknown[] }>('GET', buyer.path())).items).toEqual([]);
  });

  it('in an answer or a receipt is named as well', async () => {
    const po = await buyer.sent();
    const { lineId } = lineOf(po, 'SALMON');
    const refused = async (verb: string, body: object) => {
      const answer = await buyer.app.request<Problem>('POST', buyer.path(`/${po.poId}/${verb}`), body);
      return `${answer.status} ${answer.body.errors?.[0]?.pointer} ${answer.body.errors?.[0]?.detail}`;
    };
    expect(await refused('delay', { expectedAt: '2026-03-19T08:00:00Z' })).toMatch(
      /^422 \/expectedAt .*before the order/,
    );
    expect(await refused('receive', { lines: [{ lineId: po.poId, quantity: 1 }] })).toMatch(
      /not a line of #1/,
    );
    expect(await refused('receive', { lines: [{ lineId, quantity: 2_001 }] })).toMatch(
      /far more than the 20 ordered/,
    );
    expect(await refused('receive', { lines: [{ lineId, quantity: 1, rejected: 1 }] })).toMatch(/say why/);
    const usd = { lineId, quantity: 1, price: { amount: 18_000, currency: 'USD' } };
    expect(await refused('receive', { lines: [usd] })).toMatch(/paid in EUR/);
    await buyer.expectSound();
  });
});
