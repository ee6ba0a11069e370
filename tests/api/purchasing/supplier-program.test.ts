import { describe, expect, it } from 'vitest';
import { compile } from '../../../server/platform/validation.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { InboxEntry } from '../../../shared/purchasing/supplier-message.schema.ts';
import type { SupplierItem } from '../../../shared/suppliers/supplier.schema.ts';
import type { SupplierWebhook } from '../../../shared/suppliers/supplier-webhook.schema.ts';
import { eur, lineOf, MONDAY, openBuyer, TUESDAY, type Buyer } from '../../support/buyer.ts';
import { connectProgram, makeSecret, senderToPrograms, type Told } from '../../support/program-peer.ts';

const DEADLINE = { timeout: 15_000, interval: 25 };
const PUBLIC_URL = 'https://larder.example.com';

const read = (buyer: Buyer, { poId }: PurchaseOrder) =>
  buyer.app.expectOk<PurchaseOrder>('GET', buyer.path(`/${poId}`));

/** Fits what the document says of events of this type. */
async function expectDocumented(buyer: Buyer, events: readonly { type: string }[]): Promise<void> {
  interface Described {
    webhooks: Record<
      string,
      { post: { requestBody: { content: { 'application/json': { schema: object; example?: object } } } } }
    >;
  }
  const { webhooks } = await buyer.app.expectOk<Described>('GET', '/openapi.json');
  for (const event of events) {
    const { schema, example = event } = webhooks[event.type]!.post.requestBody.content['application/json'];
    for (const each of [event, example]) {
      const check = compile(schema);
      expect(check(each), JSON.stringify(check.errors)).toBe(true);
    }
  }
}

describe("a supplier's program, in a process of its own", () => {
  it('is sent orders, and says by the door what becomes of them', async () => {
    const buyer = await openBuyer({ webhooks: senderToPrograms(), publicUrl: PUBLIC_URL });
    const { program } = await connectProgram(buyer);
    const po = await buyer.sent({ note: 'Ring twice' });
    const [sent] = await program.events(1);
    const { order } = sent!.data;
    expect(sent).toMatchObject({
      type: 'order.sent',
      timestamp: '2026-03-20T11:00:00.000Z',
      data: {
        ...{ number: 1, version: 1, currency: 'EUR', total: eur(43_200), note: 'Ring twice' },
        store: { timeZone: 'Europe/Vienna' },
        answerTo: `${PUBLIC_URL}/api/v1/suppliers/${buyer.supplier.id}/messages`,
        portalUrl: po.portalUrl,
        lines: [
          { supplierSku: 'S-1', sku: 'SALMON', packs: 2, quantity: 20, unit: 'kg', packPrice: eur(18_000) },
          { supplierSku: 'CAKE', packs: 3, total: eur(7_200), wantedAt: MONDAY },
        ],
      },
    });
    await expect.poll(async () => (await read(buyer, po)).events.at(-1)?.kind, DEADLINE).toBe('mailed');
    expect((await read(buyer, po)).events.at(-1)).toMatchObject({
      via: 'api',
      words: expect.stringContaining(`message sent to ${program.url}`) as string,
    });

    expect(await program.tell({ do: 'confirm', order })).toMatchObject({
      status: 200,
      answer: { type: 'order.acknowledged', state: 'done', order },
    });
    expect(await read(buyer, po)).toMatchObject({
      state: 'acknowledged',
      lines: [{ confirmedAt: MONDAY }, { confirmedAt: MONDAY }],
    });
    await program.tell({ do: 'delay', order, expectedAt: TUESDAY, reason: 'The ferry is late' });
    const { rows: delays } = await buyer.app.database.pool.query<{ supplier: string }>(
      `select s.name as supplier from supplier_delay d join expected_delivery e on e.store_id = d.store_id and e.id = d.delivery_id
        join supplier s on s.id = e.supplier_id`,
    );
    expect(delays).toHaveLength(2);
    await program.tell({ do: 'ship', order, expectedAt: '2026-03-24T06:30:00Z' });
    const shipped = await read(buyer, po);
    expect(lineOf(shipped, 'SALMON').deliveries.at(-1)).toMatchObject({
      expectedAt: '2026-03-24T06:30:00.000Z',
    });
    expect(shipped.events.slice(-3).map(({ kind, by, via }) => [kind, by, via])).toEqual([
      ['acknowledged', 'Fish Lang', 'api'],
      ['delayed', 'Fish Lang', 'api'],
      ['shipped', 'Fish Lang', 'api'],
    ]);
    await program.tell({ do: 'prices', prices: [{ supplierSku: 'S-1', packPrice: eur(18_500) }] });
    const items = await buyer.app.expectOk<{ items: SupplierItem[] }>(
      'GET',
      `/suppliers/${buyer.supplier.id}/items`,
    );
    expect(items.items.find(({ sku }) => sku === 'SALMON')).toMatchObject({ packPrice: eur(18_500) });

    const next = await buyer.sent({ lines: [{ sku: 'SALMON', packs: 4 }], again: true });
    const { order: nextOrder } = (await program.events(2))[1]!.data;
    await program.tell({ do: 'confirm-short', order: nextOrder });
    expect(lineOf(await read(buyer, next), 'SALMON')).toMatchObject({ quantity: 40, cancelled: 10 });
    await buyer.move(next, 'cancel');
    expect((await program.events(3))[2]).toMatchObject({
      type: 'order.cancelled',
      data: { order: nextOrder, lines: [{ quantity: 0 }] },
    });
    const inbox = await buyer.app.expectOk<{ items: InboxEntry[] }>(
      'GET',
      `/suppliers/${buyer.supplier.id}/inbox`,
    );
    expect(inbox.items).toHaveLength(5);
    expect(inbox.items).toContainEqual(
      expect.objectContaining({ type: 'order.delayed', order, via: 'api', state: 'done', poId: po.poId }),
    );
    // What a program that was away reads: what is open, as it was told of last.
    const { status, answer } = await program.tell({ do: 'read' });
    expect({ status, items: answer!.items }).toEqual({ status: 200, items: [sent] });
    await expectDocumented(buyer, await program.events(3));
    await buyer.expectSound();
  });

  it('is told in which field its message is wrong, and may say it again under the same id', async () => {
    const buyer = await openBuyer({ webhooks: senderToPrograms(), publicUrl: PUBLIC_URL });
    const { program } = await connectProgram(buyer, { confirms: true });
    const po = await buyer.sent();
    const { order } = (await program.events(1))[0]!.data;
    await program.heard('said');
    expect((await read(buyer, po)).state).toBe('acknowledged');
    const say = (message: object, id?: string): Promise<Told> => program.tell({ do: 'say', message, id });
    const wrong = await say({ type: 'order.delayed', order, expectedAt: 'soon' }, 'd1');
    expect(wrong).toMatchObject({ status: 422, answer: { errors: [{ pointer: '/expectedAt' }] } });
    expect(await say({ type: 'order.eaten', order })).toMatchObject({ status: 422 });
    expect(await say({ type: 'order.delayed', order: '9-00000000', expectedAt: TUESDAY })).toMatchObject({
      status: 404,
    });
    expect(await say({ type: 'order.delayed', order, expectedAt: TUESDAY }, 'd1')).toMatchObject({
      status: 200,
    });
    expect(await say({ type: 'order.delayed', order, expectedAt: MONDAY }, 'd1')).toMatchObject({
      status: 422,
      answer: { code: 'idempotency-key-reused' },
    });
  });

  it('is tried with an event that says nothing, and shown with what it answered', async () => {
    const buyer = await openBuyer({ webhooks: senderToPrograms(), publicUrl: PUBLIC_URL });
    const path = `/suppliers/${buyer.supplier.id}/webhook`;
    const test = () =>
      buyer.app.request<{ delivered: boolean; problem?: string }>('POST', `${path}/test`, {});
    expect(await test()).toMatchObject({ status: 409 });
    await buyer.app.expectOk('PUT', path, { url: 'https://orders.example.com/' });
    expect((await test()).body).toMatchObject({
      delivered: false,
      problem: expect.stringContaining('no secret') as string,
    });
    const { program, secret } = await connectProgram(buyer);
    expect(await test()).toMatchObject({ body: { delivered: true } });
    await expectDocumented(buyer, await program.events(1));
    await program.tell({ do: 'behave', as: 'refuse' });
    expect((await test()).body).toMatchObject({ delivered: false, problem: 'it answered 422 we refuse' });
    const webhook = await buyer.app.expectOk<SupplierWebhook>('GET', path);
    expect(webhook).toMatchObject({
      ...{ url: program.url, disabled: null, lastSuccessAt: '2026-03-20T11:00:00.000Z' },
      ...{ answerTo: `${PUBLIC_URL}/api/v1${path.replace('webhook', 'messages')}` },
      secrets: [{ hint: secret.slice(0, 12), endsAt: null }],
      lastFailure: { problem: 'it answered 422 we refuse' },
    });
    expect(JSON.stringify(webhook)).not.toContain(secret);

    for (const url of [
      'http://orders.example.com/',
      'https://127.0.0.1/',
      'https://db.internal/',
      'https://u:p@x.example/',
    ])
      expect((await buyer.app.request('PUT', path, { url })).status, url).toBe(422);
    const audit = await buyer.app.expectOk<{ items: { action: string }[] }>('GET', '/audit?search=webhook');
    expect(audit.items.map(({ action }) => action)).toEqual([
      ...['supplier.webhook', 'supplier.webhook-secret', 'supplier.webhook'],
    ]);
    expect(JSON.stringify(audit)).not.toContain(secret.slice(6));
    const { webhook: after } = await makeSecret(buyer.app, buyer.supplier.id, 1);
    expect(after.secrets.map(({ endsAt }) => endsAt)).toEqual([null, '2026-03-20T12:00:00.000Z']);
  });
});
