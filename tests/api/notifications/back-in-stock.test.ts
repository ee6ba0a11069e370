import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { BackInStockAnswer } from '../../../shared/notifications/message.schema.ts';
import { startMailbox, type Mailbox } from '../../support/mailbox.ts';
import { TellingShop } from '../../support/telling-shop.ts';

let shop: TellingShop;
let mailbox: Mailbox;

beforeEach(async () => {
  mailbox = await startMailbox();
  shop = await TellingShop.open({ mailer: mailbox.mailer });
});

function ask(body: object, headers: Record<string, string> = {}) {
  const path = `/stores/${shop.storeId}/back-in-stock`;
  return shop.app.requestAs<BackInStockAnswer & Problem>(headers, 'POST', path, body);
}

describe('whoever asks for what there is none of', () => {
  it('is told once when it is back', async () => {
    const asking = { sku: 'CAKE', email: 'jo@example.com', language: 'de' };
    expect((await ask(asking)).body).toEqual({ name: 'Nut cake', available: false });
    expect((await ask(asking)).status).toBe(200);
    await shop.app.receive(shop.storeId, { CAKE: 5 });
    shop.pass();
    const mail = await mailbox.nextTo('jo@example.com');
    expect(mail.subject).toBe('Wieder da bei Konditorei: Nut cake');
    expect(mail.text).toMatch(/^Guten Tag jo,\n\nbei Konditorei gibt es wieder: Nut cake\./);
    await shop.app.record(shop.storeId, { type: 'count', sku: 'CAKE', quantity: 0 });
    await shop.app.receive(shop.storeId, { CAKE: 5 });
    await shop.settled();
    expect(await shop.messages()).toHaveLength(1);
  });

  it('is told in the order of asking, as stock allows', async () => {
    for (const name of ['first', 'second', 'third']) {
      await ask({ sku: 'CAKE', email: `${name}@example.com` });
      shop.clock.advance({ minutes: 1 });
    }
    await shop.app.receive(shop.storeId, { CAKE: 2 });
    shop.pass();
    await mailbox.nextTo('first@example.com');
    await mailbox.nextTo('second@example.com');
    await shop.settled();
    expect(await shop.messages()).toHaveLength(2);
  });

  it('is told of several things that come back together in one message', async () => {
    for (const sku of ['CAKE', 'TART']) await ask({ sku, email: 'jo@example.com' });
    await shop.app.receive(shop.storeId, { CAKE: 5, TART: 5 });
    shop.pass();
    const mail = await mailbox.nextTo('jo@example.com');
    expect(mail.subject).toMatch(/^(Nut cake and Lemon tart|Lemon tart and Nut cake) is back at Konditorei$/);
    await shop.settled();
    expect(await shop.messages()).toHaveLength(1);
  });

  it('hears at once that there is some', async () => {
    await shop.app.receive(shop.storeId, { CAKE: 5 });
    expect((await ask({ sku: 'CAKE', email: 'jo@example.com' })).body).toEqual({
      name: 'Nut cake',
      available: true,
    });
  });
});

describe('what anybody says of anybody', () => {
  const customers = async (): Promise<unknown[]> =>
    (await shop.app.database.pool.query<object>('select name, email, phone, language, told_by from customer'))
      .rows;

  it('changes nothing of a customer who is known', async () => {
    await shop.place({ CAKE: 1 });
    const before = await customers();
    expect((await ask({ sku: 'CAKE', email: 'ADA@example.com', name: 'Eve', language: 'de' })).status).toBe(
      200,
    );
    expect(await customers()).toEqual(before);
  });

  it.each([
    [{ sku: 'CAKE' }, '/email'],
    [{ sku: 'NONE', email: 'jo@example.com' }, '/sku'],
    [{ sku: 'CAKE', email: 'jo@example.com', phone: '+43 660 1234567' }, '/phone'],
    [{ sku: 'CAKE', phone: '0660 1' }, '/phone'],
    [{ sku: 'CAKE', email: 'jo@example.com', name: 'win at https://spam.example' }, '/name'],
    [{ sku: 'CAKE', email: 'jo@example.com\r\nBcc: x@example.com' }, '/email'],
  ])('is refused where it will not do: %o', async (body, pointer) => {
    const { status, body: problem } = await ask(body);
    expect({ status, errors: problem.errors }).toMatchObject({ status: 422, errors: [{ pointer }] });
    expect(await customers()).toEqual([]);
  });

  it('is not taken without end from one address, but from a program of the shop', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 32; n++)
      statuses.push((await ask({ sku: 'CAKE', email: `${n}@example.com` })).status);
    expect(statuses).toEqual([...Array<number>(30).fill(200), 429, 429]);
    await shop.post('/back-in-stock', { sku: 'CAKE', email: 'jo@example.com', phone: '+43 660 1234567' });
  });
});
