import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { AuditEntry } from '../../../shared/identity/audit.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { SupplierPortalView } from '../../../shared/purchasing/supplier-portal.schema.ts';
import { eur, lineOf, MONDAY, openBuyer, TUESDAY, type Buyer } from '../../support/buyer.ts';
import { aKey } from '../../support/principals.ts';

const tokenOf = ({ portalUrl }: PurchaseOrder): string => portalUrl!.split('/').at(-1)!;

function ask<T = SupplierPortalView>(
  { app }: Buyer,
  token: string,
  verb?: string,
  body: object = {},
  key?: string,
) {
  const headers: Record<string, string> = key ? { 'idempotency-key': key } : {};
  const path = `/supplier-portal/${token}${verb ? `/${verb}` : ''}`;
  return app.requestAs<T>(headers, verb ? 'POST' : 'GET', path, verb && body);
}

describe('the link in an order', () => {
  it('takes new prices from the next order on, tells them in the story, and asks about those that are hard to believe', async () => {
    const buyer = await openBuyer();
    const token = tokenOf(await buyer.sent());
    const price = (amount: number, supplierSku = 'S-1') => ({ supplierSku, packPrice: eur(amount) });
    const { status, body: view } = await ask(buyer, token, 'prices', { prices: [price(18_900)] });
    expect(status).toBe(200);
    expect(view.lines[0]).toMatchObject({ packPrice: eur(18_000), listPrice: eur(18_900) });
    expect(view.events.at(-1)).toMatchObject({ kind: 'prices' });
    for (const [wrong, pointer] of [
      [price(18_900_000), '/prices/0/packPrice/amount'],
      [price(1_000, 'S-9'), '/prices/0/supplierSku'],
    ] as const) {
      const refused = await ask<Problem>(buyer, token, 'prices', { prices: [wrong] });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    }
    const next = await buyer.draft({ again: true });
    expect(lineOf(next, 'SALMON').packPrice).toEqual(eur(18_900));
    const { items } = await buyer.app.expectOk<{ items: AuditEntry[] }>('GET', '/audit');
    expect(items.find(({ action }) => action === 'supplier.items')).toMatchObject({
      actor: { name: 'Fish Lang' },
    });
    await buyer.expectSound();
  });

  it('shows its supplier the order, and takes what it answers as the supplier’s word', async () => {
    const buyer = await openBuyer();
    const po = await buyer.sent();
    const other = await buyer.sent({ lines: [{ sku: 'SALMON', packs: 9 }], again: true });
    await buyer.draft({ lines: [{ sku: 'CAKE', packs: 9 }], again: true });
    const token = tokenOf(po);

    const { body: view, headers } = await ask(buyer, token);
    expect(view).toMatchObject({ number: 1, state: 'sent', supplier: 'Fish Lang', language: 'en' });
    expect(view.lines).toMatchObject([{ supplierSku: 'S-1', outstanding: 20 }, { outstanding: 18 }]);
    expect(view.others).toMatchObject([{ number: 2, lineCount: 1, url: other.portalUrl }]);
    expect(JSON.stringify(view)).not.toMatch(/itemId|because|createdBy/);
    expect(headers['cache-control']).toBe('private, no-cache');

    const all = await ask(buyer, token, 'acknowledge', {}, 'k1');
    expect(all.body).toMatchObject({ state: 'acknowledged' });
    expect(all.body.lines[0]!.deliveries[0]).toMatchObject({ expectedAt: MONDAY });
    expect(all.body.lines[0]!.deliveries[0]!.confirmedAt).toBeDefined();
    expect(await ask(buyer, token, 'acknowledge', {}, 'k1')).toMatchObject({ status: 200 });

    const { lineId } = lineOf(po, 'SALMON');
    const split = [
      { lineId, quantity: 10, expectedAt: MONDAY },
      { lineId, quantity: 5, expectedAt: TUESDAY },
    ];
    const parts = (await ask(buyer, token, 'acknowledge', { lines: split }, 'k2')).body.lines[0]!;
    expect(parts).toMatchObject({ outstanding: 15, cancelled: 5 });
    expect(parts.deliveries.map(({ quantity }) => quantity)).toEqual([10, 5]);

    const tooMuch = [{ lineId: lineOf(po, 'CAKE').lineId }, { lineId, quantity: 21 }];
    const refused = await ask<Problem>(buyer, token, 'acknowledge', { lines: tooMuch });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/lines/1/quantity' }] } });
    const before = await ask<Problem>(buyer, token, 'delay', { expectedAt: '2026-03-19T07:00:00Z' });
    expect(before).toMatchObject({ status: 422, body: { errors: [{ pointer: '/expectedAt' }] } });

    const late = { expectedAt: '2026-03-25T07:00:00Z', reason: 'Truck broke down' };
    const delayed = (await ask(buyer, token, 'delay', late, 'k3')).body;
    expect(delayed.lines[0]!.deliveries[1]).toMatchObject({ state: 'late', reason: 'Truck broke down' });
    const shipped = { expectedAt: '2026-03-25T09:30:00Z', note: 'two pallets' };
    expect((await ask(buyer, token, 'shipment', shipped, 'k4')).status).toBe(200);

    const { events } = await buyer.app.expectOk<PurchaseOrder>('GET', buyer.path(`/${po.poId}`));
    const answers = events.filter(({ via }) => via === 'portal');
    expect(answers.map(({ kind, by }) => [kind, by])).toEqual([
      ...['acknowledged', 'acknowledged', 'delayed', 'shipped'].map((kind) => [kind, 'Fish Lang']),
    ]);
    const audit = await buyer.app.expectOk<{ items: AuditEntry[] }>('GET', `/stores/${buyer.storeId}/audit`);
    expect(audit.items.find(({ action }) => action === 'purchase-order.ship')).toMatchObject({
      actor: { name: 'Fish Lang' },
    });
    await buyer.expectSound();
  });

  it('opens one order only, and answers alike whatever is wrong with it', async () => {
    const buyer = await openBuyer();
    const po = await buyer.sent();
    const other = await buyer.sent({ lines: [{ sku: 'CAKE', packs: 9 }], again: true });
    const token = tokenOf(po);
    const foreign = await ask<Problem>(buyer, token, 'acknowledge', {
      lines: [{ lineId: other.lines[0]!.lineId }],
    });
    expect(foreign).toMatchObject({ status: 422, body: { errors: [{ pointer: '/lines/0/lineId' }] } });

    const forged = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    const wrong = await ask<Problem>(buyer, forged);
    expect(wrong.status).toBe(404);
    expect(await ask(buyer, forged, 'delay', { expectedAt: TUESDAY })).toMatchObject({ status: 404 });
    expect((await buyer.app.requestAs({}, 'GET', `/order-status/${token}`)).status).toBe(404);

    await buyer.move(po, 'cancel');
    expect((await ask(buyer, token)).body).toMatchObject({ state: 'cancelled', others: [{ number: 2 }] });
    expect(await ask(buyer, token, 'acknowledge')).toMatchObject({ status: 409 });
    buyer.clock.advance({ hours: 91 * 24 });
    const expired = await ask<Problem>(buyer, token);
    expect(expired).toMatchObject({ status: 404, body: { detail: wrong.body.detail } });

    const reader = await aKey(buyer.app, ['purchasing:read'], null);
    const read = await buyer.app.requestAs<PurchaseOrder>(
      reader.headers,
      'GET',
      buyer.path(`/${other.poId}`),
    );
    expect(read.status).toBe(200);
    expect(read.body).not.toHaveProperty('portalUrl');
  });
});
