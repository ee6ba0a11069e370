import { parse } from 'csv-parse/sync';
import type { ParsedMail } from 'mailparser';
import { getDocumentProxy, extractText } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../shared/notifications/message.schema.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import { openBuyer, type Buyer } from '../../support/buyer.ts';
import { startMailbox } from '../../support/mailbox.ts';
import { startTestApp } from '../../support/test-app.ts';

const DEADLINE = { timeout: 15_000, interval: 25 };
const ADDRESS = 'bestellung@lang.example';
const PUBLIC_URL = 'https://larder.example.com';

async function change(buyer: Buyer, patch: object): Promise<void> {
  await buyer.app.expectOk('PATCH', `/suppliers/${buyer.supplier.id}`, patch);
}

async function messages(buyer: Buyer, query = ''): Promise<Message[]> {
  const path = `/stores/${buyer.storeId}/messages${query}`;
  return (await buyer.app.expectOk<{ items: Message[] }>('GET', path)).items;
}

/** The story from its sending on, once it says this last. */
async function storyUntil(buyer: Buyer, po: PurchaseOrder, kind: string): Promise<PurchaseOrder['events']> {
  const read = async () => (await buyer.app.expectOk<PurchaseOrder>('GET', buyer.path(`/${po.poId}`))).events;
  await expect.poll(async () => (await read()).at(-1)?.kind, DEADLINE).toBe(kind);
  return read();
}

async function attachmentsOf({ attachments }: ParsedMail) {
  const [pdf, csv] = attachments;
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(pdf!.content)), {
    mergePages: true,
  });
  const rows = parse<Record<string, string>>(csv!.content, { columns: true, bom: true });
  return { names: attachments.map(({ filename }) => filename), pdf: text, totalPages, rows };
}

describe('a supplier that is told by e-mail', () => {
  it('hears of an order, of a new version and of what is cancelled, once, whoever sends', async () => {
    const { mailer, mails, nextTo } = await startMailbox();
    const buyer = await openBuyer({ mailer, publicUrl: PUBLIC_URL });
    await change(buyer, { channels: ['email'], email: ADDRESS, terms: 'Net 14 days' });
    const { clock, app } = buyer;
    const second = await startTestApp({ clock, mailer, database: app.database, publicUrl: PUBLIC_URL });
    await Promise.all([app.app.start(), second.app.start()]);

    const po = await buyer.sent({ note: 'Ring twice' });
    const first = await nextTo(ADDRESS);
    expect(first.subject).toMatch(/^Purchase order #1 from /);
    expect(first.text).toContain('S-1  Salmon\n   2 × case (10 kg) = 20 kg\n   Price: €180.00, Sum: €360.00');
    expect(first.text).toMatch(/Wanted: Mon, 23 March 2026.*08:00\n/);
    expect(first.text).toContain('Note: Ring twice');
    expect(first.text).toContain('Terms: Net 14 days');
    expect(first.text).toContain(po.portalUrl);
    expect(first.html).toContain(po.portalUrl);
    expect(po.portalUrl).toMatch(/^https:\/\/larder\.example\.com\/supplier\/[\w-]{87}$/);
    const { names, pdf, totalPages, rows } = await attachmentsOf(first);
    expect(names).toEqual(['purchase-order-1-v1.pdf', 'purchase-order-1-v1.csv']);
    expect(totalPages).toBe(1);
    for (const words of ['Purchase order #1', 'Nut cake', 'S-1', '€432.00', 'Page 1 of 1'])
      expect(pdf).toContain(words);
    expect(rows).toMatchObject([
      { supplier_sku: 'S-1', packs: '2', quantity: '20', unit: 'kg', line_total: '360.00', currency: 'EUR' },
      { supplier_sku: 'CAKE', packs: '3', pack_quantity: '6', wanted: '2026-03-23T08:00:00+01:00' },
    ]);
    expect((await storyUntil(buyer, po, 'mailed')).at(-1)).toMatchObject({ by: 'Larder', via: 'email' });

    const lines = [
      { sku: 'SALMON', packs: 3 },
      { sku: 'CAKE', packs: 3 },
    ];
    await buyer.app.expectOk('PATCH', buyer.path(`/${po.poId}`), { lines });
    const amended = await nextTo(ADDRESS);
    expect(amended.subject).toMatch(/, version 2$/);
    expect((await attachmentsOf(amended)).rows[0]).toMatchObject({
      version: '2',
      packs: '3',
      quantity: '30',
    });
    await storyUntil(buyer, po, 'mailed');

    await change(buyer, { language: 'de' });
    await buyer.move(po, 'cancel', { lines: [po.lines[0]!.lineId] });
    const partly = await nextTo(ADDRESS);
    expect(partly.subject).toMatch(/^Bestellung #1 von .*: teilweise storniert$/);
    expect((await attachmentsOf(partly)).rows[0]).toMatchObject({ quantity: '0', cancelled: '30' });
    await buyer.move(po, 'cancel');
    expect((await nextTo(ADDRESS)).subject).toMatch(/: storniert$/);
    await expect
      .poll(async () => (await messages(buyer, '?to=suppliers&state=sent')).length, DEADLINE)
      .toBe(4);
    expect(mails).toHaveLength(4);
    expect(await messages(buyer, '?to=customers')).toEqual([]);
    expect(await messages(buyer, '?search=fish')).toHaveLength(4);
    await buyer.expectSound();
  });

  it('whose address is refused stands in the log and in the story, and can be tried again at another', async () => {
    const { mailer, nextTo } = await startMailbox({
      onRcptTo: ({ address }, _session, done) =>
        address === ADDRESS ? done(Object.assign(new Error('no such user'), { responseCode: 550 })) : done(),
    });
    const buyer = await openBuyer({ mailer });
    await change(buyer, { channels: ['email'], email: ADDRESS });
    await buyer.app.app.start();
    const po = await buyer.sent();
    const failed = (await storyUntil(buyer, po, 'mail-failed')).at(-1)!;
    expect(failed.words).toMatch(/could not be delivered: .*no such user/);
    const [message] = await messages(buyer, '?state=bounced');
    expect(message).toMatchObject({
      ...{ supplier: 'Fish Lang', purchaseOrderNumber: 1, kind: 'purchase-order', recipient: ADDRESS },
    });
    expect(message).not.toHaveProperty('customer');

    await change(buyer, { email: 'new@lang.example' });
    await buyer.app.expectOk('POST', `/stores/${buyer.storeId}/messages/${message!.messageId}/retry`);
    // What changed meanwhile does not change what was ordered then.
    expect((await attachmentsOf(await nextTo('new@lang.example'))).rows[0]).toMatchObject({ packs: '2' });
    await storyUntil(buyer, po, 'mailed');
  });

  it('hears nothing by e-mail when another way is agreed; the story says which', async () => {
    const { mailer, mails } = await startMailbox();
    const buyer = await openBuyer({ mailer });
    await buyer.app.app.start();
    const viaPortal = await storyUntil(buyer, await buyer.sent(), 'in-portal');
    expect(viaPortal.at(-1)).toMatchObject({ words: expect.stringContaining('portal') as string });
    await change(buyer, { channels: ['files'] });
    const po = await buyer.sent({ lines: [{ sku: 'SALMON', packs: 9 }], again: true });
    const viaFiles = await storyUntil(buyer, po, 'not-told');
    expect(viaFiles.at(-1)!.words).toMatch(/^this server exchanges no files; tell/);
    expect(await messages(buyer)).toEqual([]);
    expect(mails).toEqual([]);
  });
});
