import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mistakesIn } from '../../../server/platform/validation.ts';
import { newWebhookSecret, webhookHeaders } from '../../../server/platform/webhook-signature.ts';
import type { Message } from '../../../shared/notifications/message.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { SupplierWebhook } from '../../../shared/suppliers/supplier-webhook.schema.ts';
import { SupplierMessage } from '../../../shared/purchasing/supplier-message.schema.ts';
import { Problem } from '../../../shared/errors.ts';
import { anyBody } from '../../support/any-body.ts';
import { openBuyer, TUESDAY, type Buyer } from '../../support/buyer.ts';
import { connectProgram, makeSecret, ProgramPeer, senderToPrograms } from '../../support/program-peer.ts';

const DEADLINE = { timeout: 15_000, interval: 25 };
const BODIES = Number(process.env['LARDER_FUZZ_BODIES'] ?? 40);
const FIVE_MINUTES = 5 * 60;

const read = (buyer: Buyer, { poId }: PurchaseOrder) =>
  buyer.app.expectOk<PurchaseOrder>('GET', buyer.path(`/${poId}`));

async function messages(buyer: Buyer): Promise<Message[]> {
  const path = `/stores/${buyer.storeId}/messages?to=suppliers`;
  return (await buyer.app.expectOk<{ items: Message[] }>('GET', path)).items;
}

/** The newest message, once it looks like this. */
async function lastMessage(buyer: Buyer, look: Partial<Message>): Promise<Message> {
  await expect.poll(async () => (await messages(buyer))[0], DEADLINE).toMatchObject(look);
  return (await messages(buyer))[0]!;
}

const again = (packs: number) => ({ lines: [{ sku: 'SALMON', packs }], again: true });

interface Attempt {
  secrets: string[];
  id?: string;
  /** Seconds from the server's clock. */
  off?: number;
  body?: string;
  /** What is sent instead of what was signed. */
  sentBody?: string;
  sentId?: string;
}

/** Knocks at the door of the buyer's supplier. */
async function knock(
  { app, clock, supplier }: Buyer,
  { secrets, id = 'm1', off = 0, body = '{}', sentBody = body, sentId = id }: Attempt,
): Promise<{ status: number; body: string }> {
  const timestamp = Math.floor(clock.now().getTime() / 1000) + off;
  const { statusCode: status, body: answered } = await app.app.server.inject({
    method: 'POST',
    url: `/api/v1/suppliers/${supplier.id}/messages`,
    headers: {
      ...webhookHeaders(secrets, { id, timestamp, body }),
      ...{ 'webhook-id': sentId, 'content-type': 'application/json' },
    },
    payload: sentBody,
  });
  return { status, body: answered };
}

describe('what comes in by the door of a supplier', () => {
  it('has one effect when it is signed by its program just now, and none otherwise', async () => {
    const buyer = await openBuyer();
    const { secret } = await makeSecret(buyer.app, buyer.supplier.id);
    const other = await buyer.addSupplier(
      { name: 'Other' },
      { sku: 'SALT', supplierSku: 'S-1', packQuantity: 1 },
    );
    const { secret: theirs } = await makeSecret(buyer.app, other.id);
    const po = await buyer.sent();
    const order = `${po.number}-${buyer.storeId.slice(-8).toUpperCase()}`;
    const body = JSON.stringify({ type: 'order.delayed', order, expectedAt: TUESDAY });
    const good = { secrets: [secret], id: 'd1', body };

    const bad: Record<string, Attempt> = {
      altered: { ...good, sentBody: body.replace('24T', '25T') },
      'under another id': { ...good, sentId: 'd2' },
      'signed with the key of another': { ...good, secrets: [theirs] },
      'signed with a key that is nobody’s': { ...good, secrets: [newWebhookSecret()] },
      'not signed': { ...good, secrets: [] },
      'too old': { ...good, off: -FIVE_MINUTES - 1 },
      'of a time to come': { ...good, off: FIVE_MINUTES + 1 },
      'with an id that could be read in two ways': { ...good, id: 'd1.5' },
    };
    for (const [how, attempt] of Object.entries(bad))
      expect((await knock(buyer, attempt)).status, how).toBe(401);
    expect((await read(buyer, po)).events.at(-1)?.kind).toBe('sent');
    const reading = (secrets: string[]) =>
      buyer.app.app.server.inject({
        url: `/api/v1/suppliers/${buyer.supplier.id}/purchase-orders`,
        headers: webhookHeaders(secrets, {
          id: 'r1',
          timestamp: buyer.clock.now().getTime() / 1000,
          body: '',
        }),
      });
    expect((await reading([theirs])).statusCode).toBe(401);
    expect((await reading([secret])).json()).toMatchObject({ items: [{ data: { order } }] });

    const first = await knock(buyer, good);
    expect(first.status).toBe(200);
    // Replayed as it was, and signed anew near the end of the window.
    expect(await Promise.all([knock(buyer, good), knock(buyer, { ...good, off: FIVE_MINUTES })])).toEqual([
      first,
      first,
    ]);
    buyer.clock.advance({ minutes: 6 });
    expect((await knock(buyer, { ...good, off: -6 * 60 })).status).toBe(401);
    const delays = (await read(buyer, po)).events.filter(({ kind }) => kind === 'delayed');
    expect(delays).toHaveLength(1);

    expect((await knock(buyer, { ...good, id: 'x1', body: 'nonsense' })).status).toBe(400);
    expect((await knock(buyer, { ...good, id: 'x2', body: '' })).status).toBe(400);
    const big = JSON.stringify({ type: 'order.delayed', order, reason: 'x'.repeat(1_100_000) });
    expect((await knock(buyer, { ...good, id: 'x3', body: big })).status).toBe(413);
    await buyer.expectSound();
  });

  it('takes both secrets while one is replaced, and only so much from one address', async () => {
    const buyer = await openBuyer();
    const { app, supplier } = buyer;
    const { secret: old } = await makeSecret(app, supplier.id);
    const { secret } = await makeSecret(app, supplier.id, 1);
    const body = JSON.stringify({ type: 'prices.changed', prices: [] });
    expect((await knock(buyer, { secrets: [old], body })).status).toBe(422);
    expect((await knock(buyer, { secrets: [secret], body })).status).toBe(422);
    buyer.clock.advance({ minutes: 60 });
    expect((await knock(buyer, { secrets: [old], body })).status).toBe(401);
    expect((await knock(buyer, { secrets: [old, secret], body })).status).toBe(422);

    const url = `/api/v1/suppliers/${supplier.id}/messages`;
    const guess = () => app.app.server.inject({ method: 'POST', url, remoteAddress: '192.0.2.7' });
    const statuses: number[] = [];
    for (let n = 0; n <= 120; n++) statuses.push((await guess()).statusCode);
    expect(statuses.indexOf(429)).toBe(120);
  });
});

describe('whatever a program signs and sends', () => {
  it('is answered, and where it is refused, in a document that says why', async () => {
    const buyer = await openBuyer();
    const { secret } = await makeSecret(buyer.app, buyer.supplier.id);
    const { number } = await buyer.sent();
    const known = {
      order: [`${number}-${buyer.storeId.slice(-8).toUpperCase()}`],
      ...{ supplierSku: ['S-1', 'CAKE'], supplierSkus: ['S-1'], currency: ['EUR'], expectedAt: [TUESDAY] },
    };
    const sent = fc.asyncProperty(anyBody(SupplierMessage, known), fc.uuid(), async (body, id) => {
      const { status, body: answered } = await knock(buyer, { secrets: [secret], id, body });
      expect(status, answered).toBeLessThan(500);
      if (status >= 400) expect(mistakesIn(Problem, JSON.parse(answered))).toEqual([]);
    });
    await fc.assert(sent, { seed: 20_261_127, numRuns: BODIES });
    await buyer.expectSound();
  });
});

describe("a supplier's program that does not take its orders", () => {
  it('is tried again under the same id while it hangs, fails, is busy or down; others are not kept waiting', async () => {
    const buyer = await openBuyer({ webhooks: senderToPrograms(400) });
    const { program } = await connectProgram(buyer);
    const other = await buyer.addSupplier(
      { name: 'Mill', deliveryDays: [1, 2, 3, 4, 5] },
      { sku: 'SALT', packQuantity: 1 },
    );
    const { program: mill } = await connectProgram(buyer, {}, other.id);
    await program.tell({ do: 'behave', as: 'hang' });
    const po = await buyer.sent();
    await program.heard('asked');
    await buyer.move(await buyer.draft({ supplierId: other.id, lines: [{ sku: 'SALT', packs: 1 }] }), 'send');
    await mill.events(1);
    const waiting = async (attempts: number, problem: RegExp): Promise<void> => {
      await expect
        .poll(
          async () => (await messages(buyer)).findLast(({ supplier }) => supplier === 'Fish Lang'),
          DEADLINE,
        )
        .toMatchObject({ state: 'queued', attempts, problem: expect.stringMatching(problem) as string });
    };
    await waiting(1, /did not answer within 0\.4 s/);

    const later = async (behaviour: string, minutes: number): Promise<void> => {
      await program.tell({ do: 'behave', as: behaviour });
      buyer.clock.advance({ minutes });
      await program.tell({ do: 'time', now: buyer.clock.now().toISOString() });
    };
    await later('fail', 1);
    await waiting(2, /it answered 500 we fail/);
    // What happens to the order meanwhile is told in its turn.
    const lines = [
      { sku: 'SALMON', packs: 3 },
      { sku: 'CAKE', packs: 3 },
    ];
    await buyer.app.expectOk('PATCH', buyer.path(`/${po.poId}`), { lines });
    await later('busy', 2);
    await waiting(3, /it answered 429/);
    // It asked for an hour, which is longer than Larder would have waited.
    await later('work', 30);
    await expect.poll(async () => (await messages(buyer)).length, DEADLINE).toBe(3);
    expect(await program.heard('asked', 3)).toHaveLength(3);
    const { port } = program;
    await program.stop();
    buyer.clock.advance({ minutes: 45 });
    await waiting(4, /ECONNREFUSED/);
    const { secret } = await makeSecret(buyer.app, buyer.supplier.id);
    buyer.clock.advance({ minutes: 10 });
    const back = await ProgramPeer.start(
      { larder: '', secrets: [secret], now: buyer.clock.now().toISOString() },
      port,
    );
    const [event, amended] = await back.heard('event', 2);
    const ids = [...(await program.heard('asked', 3)), event!].map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    expect(amended!.event).toMatchObject({ type: 'order.amended', data: { version: 2 } });
    await expect.poll(async () => (await read(buyer, po)).events.at(-1)?.kind, DEADLINE).toBe('mailed');
    const told = (await read(buyer, po)).events.filter(({ kind }) => kind === 'mailed');
    expect(told).toHaveLength(2);
    await expect
      .poll(() => buyer.app.expectOk('GET', `/suppliers/${buyer.supplier.id}/webhook`), DEADLINE)
      .toMatchObject({
        lastFailure: { problem: expect.stringContaining('ECONNREFUSED') as string },
        disabled: null,
      });
  });

  it('is given up at once where it refuses or redirects, and switched off where it says it is gone', async () => {
    const buyer = await openBuyer({ webhooks: senderToPrograms() });
    const { program } = await connectProgram(buyer);
    await program.tell({ do: 'behave', as: 'refuse' });
    const po = await buyer.sent();
    const { messageId } = await lastMessage(buyer, { state: 'failed', problem: 'it answered 422 we refuse' });
    expect((await read(buyer, po)).events.at(-1)).toMatchObject({
      ...{ kind: 'mail-failed', via: 'api' },
      words: expect.stringContaining('could not be delivered: it answered 422 we refuse') as string,
    });
    await program.tell({ do: 'behave', as: 'redirect' });
    await buyer.sent(again(3));
    await lastMessage(buyer, { state: 'failed', problem: expect.stringContaining('redirects') as string });

    await program.tell({ do: 'behave', as: 'gone' });
    await buyer.sent(again(4));
    await lastMessage(buyer, { state: 'bounced', problem: 'it answered 410 we gone' });
    const path = `/suppliers/${buyer.supplier.id}/webhook`;
    const webhook = await buyer.app.expectOk<SupplierWebhook>('GET', path);
    expect(webhook.disabled).toEqual({ at: '2026-03-20T11:00:00.000Z', why: 'it answered 410 we gone' });
    const unsent = await buyer.sent(again(5));
    await expect.poll(async () => (await read(buyer, unsent)).events.at(-1)?.kind, DEADLINE).toBe('not-told');
    expect(program.told.filter(({ happened }) => happened === 'asked')).toHaveLength(3);

    // Switched on again, with what failed sent once more.
    await program.tell({ do: 'behave', as: 'work' });
    await buyer.app.expectOk('PUT', path, { url: program.url });
    await buyer.app.expectOk('POST', `/stores/${buyer.storeId}/messages/${messageId}/retry`);
    expect((await program.heard('event'))[0]).toMatchObject({ id: messageId, again: false });
  });

  it('knows Larder by either secret while one is replaced, and not by one that has ended', async () => {
    const buyer = await openBuyer({ webhooks: senderToPrograms() });
    const { program } = await connectProgram(buyer);
    const { secret } = await makeSecret(buyer.app, buyer.supplier.id, 1);
    await buyer.sent();
    await program.events(1);
    buyer.clock.advance({ minutes: 61 });
    await program.tell({ do: 'time', now: buyer.clock.now().toISOString() });
    await buyer.sent(again(3));
    await lastMessage(buyer, { state: 'failed', problem: expect.stringContaining('401') as string });
    await program.tell({ do: 'secrets', secrets: [secret] });
    await buyer.sent(again(4));
    expect(await program.events(2)).toHaveLength(2);
  });
});
