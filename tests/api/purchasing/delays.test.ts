import { beforeEach, describe, expect, it } from 'vitest';
import { noteOverdue } from '../../../server/purchasing/overdue.service.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { DelayEffects } from '../../../shared/purchasing/supplier-delay.schema.ts';
import type { ReorderProposals } from '../../../shared/purchasing/reorder.schema.ts';
import { aMovement, anOrder } from '../../support/builders.ts';
import { MONDAY, openBuyer, TUESDAY, type Buyer } from '../../support/buyer.ts';
import { followStore } from '../../support/live-screen.ts';

let buyer: Buyer;

beforeEach(async () => {
  buyer = await openBuyer();
});

describe('a delay', () => {
  it('reported, overdue and over is on every screen, and moves what customers were promised', async () => {
    const screen = await followStore(await buyer.app.url(), buyer.storeId);
    await buyer.app.record(buyer.storeId, aMovement('count', 'SALMON', 0));
    await buyer.app.expectOk('POST', `/stores/${buyer.storeId}/orders`, anOrder({ SALMON: 4 }));
    const promised = async () =>
      (
        await buyer.app.expectOk<{ items: { promise?: { latest: string } }[] }>(
          'GET',
          `/stores/${buyer.storeId}/backorders`,
        )
      ).items[0]!.promise!.latest;
    let po = await buyer.move(await buyer.sent(), 'acknowledge');
    const before = await promised();
    buyer.clock.set('2026-03-20T11:05:00Z');
    po = await buyer.move(po, 'delay', { expectedAt: TUESDAY, reason: 'lorry broke down' });
    expect(Date.parse(await promised()) - Date.parse(before)).toBe(86_400_000);
    const delays = () => [...screen.tables['supplier-delay'].values()];
    await screen.until(() => delays().length === 2);
    expect(delays()[0]).toMatchObject({
      ...{ kind: 'reported', was: MONDAY, now: TUESDAY, reason: 'lorry broke down', number: 1 },
      supplier: 'Fish Lang',
    });
    expect(po.lines[0]!.deliveries[0]!.state).toBe('late');
    const { items: touched } = await buyer.app.expectOk<{ items: DelayEffects[] }>(
      'GET',
      `/stores/${buyer.storeId}/supplier-delays`,
    );
    expect(touched.find(({ name }) => name === 'Salmon')).toMatchObject({
      ...{ kind: 'reported', status: 'out', available: 0, unit: 'kg', lineCount: 1 },
      lines: [{ quantity: 4, name: 'Salmon', before, promised: await promised() }],
    });
    expect(touched.find(({ name }) => name === 'Nut cake')).toMatchObject({ lineCount: 0, lines: [] });
    await buyer.expectSound();

    buyer.clock.set('2026-03-24T07:00:01Z');
    expect(await noteOverdue(buyer.app.app.ctx)).toBe(1);
    expect(await noteOverdue(buyer.app.app.ctx)).toBe(0);
    await screen.until(() => delays().every(({ kind }) => kind === 'overdue'));
    expect(delays()[0]!.now).toBeUndefined();
    await buyer.expectSound();

    await buyer.move(po, 'receive');
    await screen.until(() => delays().length === 0 && screen.tables['purchase-order'].size === 0);
    expect(await buyer.stockOf('SALMON')).toMatchObject({ onHand: 20, allocated: 4, backordered: 0 });
    await buyer.expectSound();
  });
});

describe('a supplier that is usually late', () => {
  it('is expected to be late again, until it comes or says something itself', async () => {
    const record = { deliveries: [] as { expectedAt: string; arrivedAt: string }[] };
    for (let week = 1; week <= 6; week++) {
      const due = new Date(Date.parse(MONDAY) - week * 7 * 86_400_000);
      record.deliveries.push({ expectedAt: due.toISOString(), arrivedAt: '' });
    }
    for (const { expectedAt } of record.deliveries.reverse()) {
      buyer.clock.set(new Date(Date.parse(expectedAt) - 86_400_000).toISOString());
      const po = await buyer.sent({ expectedAt, again: true });
      buyer.clock.set(new Date(Date.parse(expectedAt) + 3 * 3_600_000).toISOString());
      await buyer.move(po, 'receive');
    }
    buyer.clock.set('2026-03-20T11:00:00Z');
    const po = await buyer.sent();
    const screen = await followStore(await buyer.app.url(), buyer.storeId);
    const delays = () => [...screen.tables['supplier-delay'].values()];
    expect(delays()).toHaveLength(2);
    expect(delays()[0]).toMatchObject({
      ...{ kind: 'predicted', was: MONDAY, now: '2026-03-23T10:00:00.000Z' },
      reason: '12 of its last 12 deliveries on a Monday came late',
    });
    await buyer.expectSound();
    await buyer.move(po, 'delay', { expectedAt: TUESDAY });
    await screen.until(() => delays().every(({ kind }) => kind === 'reported'));
    expect(delays()[0]!.reason).toBeUndefined();
    await buyer.move(po, 'receive');
    await screen.until(() => delays().length === 0);
    await buyer.expectSound();
  });
});

describe('proposals', () => {
  it('become orders once, and the same need is not ordered again', async () => {
    await buyer.app.receive(buyer.storeId, { SALMON: 3 });
    const proposals = () =>
      buyer.app.expectOk<ReorderProposals>('GET', `/stores/${buyer.storeId}/reorder-proposals`);
    const [proposal] = (await proposals()).proposals;
    expect(proposal).toMatchObject({ supplierId: buyer.supplier.id, lines: [{ packs: 1 }] });
    const { supplierId, emergency, lines } = proposal!;
    const wanted = lines.map(({ itemId, packs, basis }) => ({ itemId, packs, basis }));
    const accept = () =>
      buyer.app.request<{ orders: PurchaseOrder[] }>(
        'POST',
        `/stores/${buyer.storeId}/reorder-proposals/accept`,
        {
          proposals: [{ supplierId, emergency, lines: wanted }],
          send: true,
        },
      );
    const { status, body } = await accept();
    expect(status).toBe(201);
    expect(body.orders).toMatchObject([{ state: 'sent', lines: [{ sku: 'SALMON', packs: 1 }] }]);
    expect(body.orders[0]!.lines[0]!.because).toBe(lines[0]!.because.words);
    expect(await proposals()).toEqual({ proposals: [] });
    expect(await accept()).toMatchObject({ status: 409 });
    await buyer.expectSound();
  });
});
