import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Message } from '../../../shared/notifications/message.schema.ts';
import { startMailbox } from '../../support/mailbox.ts';
import { TellingShop } from '../../support/telling-shop.ts';

const to = (name: string) => ({ customer: { name, email: `${name.toLowerCase()}@example.com` } });

describe('the log of messages', () => {
  it('is read page by page, newest first, and searched by name, address, number and state', async () => {
    const { mailer } = await startMailbox({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('bo@') ? new Error('gone') : null),
    });
    const shop = await TellingShop.open({ mailer });
    for (const name of ['Ada', 'Bo', 'Cy']) {
      await shop.place({ CAKE: 1 }, to(name));
      await shop.settled();
    }
    await shop.until('sent', 2);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path = `/stores/${shop.storeId}/messages?limit=1${cursor && `&cursor=${cursor}`}`;
      const page: { items: Message[]; nextCursor: string | null } = await shop.app.expectOk('GET', path);
      seen.push(...page.items.map(({ customer }) => customer!));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['Cy', 'Bo', 'Ada']);
    const customers = async (query: string) => (await shop.messages(query)).map(({ customer }) => customer);
    expect(await customers('?state=bounced')).toEqual(['Bo']);
    expect(await customers('?search=cy%40exa')).toEqual(['Cy']);
    expect(await customers('?search=100%25')).toEqual([]);
    expect(await customers('?search=1')).toEqual(['Ada']);
    const bad = await shop.app.request<Problem>('GET', `/stores/${shop.storeId}/messages?cursor=eA`);
    expect(bad).toMatchObject({ status: 400, body: { code: 'malformed' } });
  });

  it('lets a message that bounced be sent to the address that is known by now, on record', async () => {
    const { mailer, nextTo } = await startMailbox({
      onRcptTo: ({ address }, _session, done) =>
        done(address === 'ad@example.com' ? new Error('gone') : null),
    });
    const shop = await TellingShop.open({ mailer });
    await shop.place({ CAKE: 1 }, { customer: { name: 'Ada', email: 'ad@example.com' } });
    shop.pass();
    const [bounced] = (await shop.until('bounced')) as [Message];
    await shop.app.database.pool.query(`update customer set email = 'ada@example.com'`);
    await shop.post(`/messages/${bounced.messageId}/retry`);
    await nextTo('ada@example.com');
    const audit = `/stores/${shop.storeId}/audit?search=message.retry`;
    expect(await shop.app.expectOk('GET', audit)).toMatchObject({
      items: [{ entityName: 'backordered to Ada', before: { problem: '550 gone' } }],
    });
  });

  it('shows what could not be written, which stops nobody else, and is told once it is mended', async () => {
    const { mailer } = await startMailbox();
    const shop = await TellingShop.open({ mailer });
    const { pool } = shop.app.database;
    await shop.place({ CAKE: 1 }, to('Ada'));
    await pool.query(`insert into customer_tiding (store_id, customer_id, kind, detail, at)
      select store_id, id, 'back-in-stock', '{"itemId": "nonsense"}', '2026-03-20T11:00:00Z' from customer`);
    await shop.place({ CAKE: 1 }, to('Bo'));
    shop.pass();
    const [broken] = (await shop.until('failed')) as [Message];
    expect(broken).toMatchObject({ kind: 'back-in-stock', customer: 'Ada', body: '', attempts: 0 });
    expect(broken.problem).toMatch(/^It could not be written: .*nonsense/);
    expect((await shop.until('sent', 2)).map(({ customer }) => customer)).toEqual(['Bo', 'Ada']);
    expect(await shop.messages('?search=bo')).toHaveLength(1);
    expect(JSON.stringify(shop.app.errors.splice(0))).toContain(
      `news 2 of store ${shop.storeId} are set aside`,
    );

    await pool.query(`update customer_tiding set detail = jsonb_build_object('itemId', item.id) from item
      where item.sku = 'TART' and customer_tiding.kind = 'back-in-stock'`);
    const retry = `/stores/${shop.storeId}/messages/${broken.messageId}/retry`;
    expect((await shop.app.request<Message>('POST', retry)).body).toMatchObject({ state: 'queued' });
    expect((await shop.until('sent', 3)).map(({ kind }) => kind)).toContain('back-in-stock');
    expect(await shop.messages('?state=failed')).toEqual([]);
    expect((await shop.app.request('POST', retry)).status).toBe(404);
  });

  it('has no message of another shop', async () => {
    const shop = await TellingShop.open();
    await shop.place({ CAKE: 1 });
    const [message] = (await shop.told(1)) as [Message];
    const other = await shop.app.createStore({ name: 'Other' });
    const { status } = await shop.app.request(
      'POST',
      `/stores/${other.id}/messages/${message.messageId}/retry`,
    );
    expect(status).toBe(404);
    expect(await shop.app.expectOk('GET', `/stores/${other.id}/messages`)).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});
