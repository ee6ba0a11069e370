import { describe, expect, it } from 'vitest';
import { startMailbox } from '../../support/mailbox.ts';
import { TellingShop } from '../../support/telling-shop.ts';

const ONE_CLICK = 'List-Unsubscribe=One-Click';

async function shopWithLink() {
  const { mailer, nextTo, mails } = await startMailbox();
  const shop = await TellingShop.open({ mailer });
  await shop.place({ CAKE: 2 });
  shop.pass();
  const mail = await nextTo('ada@example.com');
  const { unsubscribe } = mail.headers.get('list') as unknown as { unsubscribe: { url: string } };
  const { pathname: url } = new URL(unsubscribe.url);
  const { server } = shop.app.app;
  const post = (headers: Record<string, string>, payload: string | undefined = ONE_CLICK) =>
    server.inject({ method: 'POST', url, payload, headers });
  return { shop, mails, url, post, look: () => server.inject({ method: 'GET', url }) };
}

describe('the link that ends messages', () => {
  it.each([
    ['application/x-www-form-urlencoded', ONE_CLICK],
    [
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`,
    ],
  ])('works with one click of a mail program that sends %s', async (type, payload) => {
    const { shop, mails, post } = await shopWithLink();
    const { statusCode, body } = await post({ 'content-type': type }, payload);
    expect({ statusCode, body }).toEqual({ statusCode: 204, body: '' });
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    await shop.settled();
    expect(await shop.messages()).toHaveLength(1);
    expect(mails).toHaveLength(1);
  });

  it('asks a person first, and ends nothing by being looked at', async () => {
    const { shop, look, post } = await shopWithLink();
    const page = await look();
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('Do you want no more messages from Konditorei');
    expect(page.body).toContain('<form method="post"><button>No more messages</button></form>');
    await shop.app.receive(shop.storeId, { CAKE: 1 });
    await shop.told(2);
    const done = await post({ 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }, '');
    expect(done.body).toContain('You get no more messages from Konditorei.');
  });

  it('holds for what waits to be sent as well', async () => {
    const { shop, mails, post } = await shopWithLink();
    shop.clock.set('2026-03-20T20:30:00Z');
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    await shop.told(2);
    await post({ 'content-type': 'application/x-www-form-urlencoded' });
    shop.clock.set('2026-03-21T07:00:01Z');
    const [dropped] = await shop.until('dropped');
    expect(dropped!.problem).toBe('The customer does not want to be told this way any more.');
    expect(mails).toHaveLength(1);
    // Nothing that a manager may bring about either.
    const { status } = await shop.app.request(
      'POST',
      `/stores/${shop.storeId}/messages/${dropped!.messageId}/retry`,
    );
    expect(status).toBe(409);
  });

  it('is nobody else’s to make', async () => {
    const { shop, url, look } = await shopWithLink();
    const { server } = shop.app.app;
    const forged = `${url.slice(0, -2)}${url.endsWith('A') ? 'B' : 'A'}A`;
    for (const method of ['GET', 'POST'] as const)
      expect((await server.inject({ method, url: forged })).statusCode).toBe(404);
    const { statusUrl } = await shop.place({ CAKE: 1 });
    const order = url.replace(/[^/]+$/, statusUrl.split('/').at(-1)!);
    expect((await server.inject({ method: 'POST', url: order })).statusCode).toBe(404);
    expect((await look()).statusCode).toBe(200);
  });
});
