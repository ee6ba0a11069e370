import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import type { AuditEntry } from '../../shared/identity/audit.schema.ts';
import type { Order } from '../../shared/orders/order.schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { PHONE, TABLET, useBrowser } from '../support/browser.ts';
import { aMovement, anOrder } from '../support/builders.ts';
import { anOwner } from '../support/principals.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { sheetOf, undoOf, UNREACHABLE } from '../support/tablet-page.ts';
import { DEADLINE, isConnection } from '../support/wall-page.ts';

const browser = useBrowser();

/** Ada is owed two of six fillets until there is salmon again. */
async function openCounter(): Promise<ScreenedStore & { order: Order }> {
  const kitchen = await openKitchen();
  const { app, storeId } = kitchen;
  await app.record(storeId, aMovement('count', 'LACHS', 720));
  const order = await app.expectOk<Order>(
    'POST',
    `/stores/${storeId}/orders`,
    anOrder({ FILET: 6, SUPPE: 2 }),
  );
  return Object.assign(kitchen, { order });
}

const orderNow = ({ app, storeId, order }: ScreenedStore & { order: Order }) =>
  app.expectOk<Order>('GET', `/stores/${storeId}/orders/${order.orderId}`);

async function openOrders(kitchen: ScreenedStore, options: Parameters<ScreenedStore['openTablet']>[1] = {}) {
  const tablet = await kitchen.openTablet(browser(), options);
  await tablet.getByRole('button', { name: /^Orders/ }).click();
  return tablet;
}

const button = (tablet: Page, name: string | RegExp) => tablet.getByRole('button', { name });

async function openAda(tablet: Page): Promise<void> {
  await button(tablet, /^#1 Ada/).click();
  await sheetOf(tablet).getByText('4 portions set aside').waitFor();
}

describe('an order on a tablet', () => {
  it('is found by name, and says what is ready, what waits, and for what', async () => {
    const kitchen = await openCounter();
    const tablet = await openOrders(kitchen);
    await button(tablet, /^#1 Ada/).waitFor();
    await tablet.getByRole('searchbox').fill('xaver');
    await tablet.getByText('No open order like “xaver”').waitFor();
    await tablet.getByRole('searchbox').fill('ad');
    await openAda(tablet);
    await sheetOf(tablet).getByText('2 portions waiting, no date yet').waitFor();
    await sheetOf(tablet).getByText('waits for Lachsfilet mit Haut').waitFor();
  });

  it('is handed over when the time for undoing is over', async () => {
    const kitchen = await openCounter();
    const tablet = await openOrders(kitchen);
    await openAda(tablet);
    await button(tablet, 'Hand over all that is ready').click();
    await undoOf(tablet).click();
    await tablet.getByText('Undone: #1 handed over').waitFor();
    await button(tablet, 'Hand over all that is ready').click();
    await sheetOf(tablet).getByRole('button', { name: 'Dismiss' }).click();
    await sheetOf(tablet).getByText('4 portions handed over').waitFor();
    const { lines } = await orderNow(kitchen);
    expect(lines).toMatchObject([{ fulfilled: 4, backordered: 2 }, { fulfilled: 2 }]);
  });

  it('is handed over and cancelled in part, with a reason', async () => {
    const kitchen = await openCounter();
    const tablet = await openOrders(kitchen);
    await openAda(tablet);
    await button(tablet, /^Hand over: Gebratenes/).click();
    await tablet.keyboard.type('3');
    await button(tablet, 'Hand over 3 portions').click();
    await sheetOf(tablet).getByRole('button', { name: 'Dismiss' }).click();
    await sheetOf(tablet).getByText('3 portions handed over').waitFor();
    await button(tablet, /^Cancel: Gebratenes/).click();
    await tablet.keyboard.type('2');
    await button(tablet, 'Ordered twice').click();
    await button(tablet, 'Cancel 2 portions').click();
    await sheetOf(tablet).getByRole('button', { name: 'Dismiss' }).click();
    await sheetOf(tablet).getByText('2 portions cancelled').waitFor();
    expect((await orderNow(kitchen)).lines[0]).toMatchObject({ fulfilled: 3, allocated: 1, cancelled: 2 });
  });

  it('is offered a substitute, and the customer’s answer is taken at the counter', async () => {
    const kitchen = await openCounter();
    const tablet = await openOrders(kitchen);
    await openAda(tablet);
    await button(tablet, /^Substitute: Gebratenes/).click();
    await sheetOf(tablet).getByRole('searchbox').fill('geschm');
    await button(tablet, /^Geschmorte/).click();
    await button(tablet, 'Offer 2 portions').click();
    await sheetOf(tablet)
      .getByText(/Offered instead: 2 portions Geschmorte/)
      .waitFor();
    await button(tablet, 'Customer accepts').click();
    await sheetOf(tablet)
      .getByRole('heading', { name: /^2 portions Geschmorte/ })
      .waitFor();
    await vi.waitFor(async () => {
      const { lines, status } = await orderNow(kitchen);
      expect(status).toBe('ready');
      expect(lines).toHaveLength(3);
    }, DEADLINE);
  });

  it('follows the stock while it is open', async () => {
    const kitchen = await openCounter();
    const tablet = await openOrders(kitchen);
    await openAda(tablet);
    await kitchen.app.receive(kitchen.storeId, { LACHS: 360 });
    await sheetOf(tablet).getByText('6 portions set aside').waitFor();
  });
});

it('the orders are for somebody who works here: a locked tablet names no customer', async () => {
  const kitchen = await openCounter();
  const { app, storeId } = kitchen;
  const { headers } = await anOwner(app);
  const bea = { name: 'Bea', roles: [{ storeId, role: 'staff' }], pin: '246813' };
  expect((await app.requestAs(headers, 'POST', '/people', bea)).status).toBe(201);
  const tablet = await kitchen.openTablet(browser());
  await button(tablet, 'Who is working?').waitFor();
  await button(tablet, /^Orders/).click();
  await tablet.getByRole('heading', { name: 'Bea' }).waitFor();
  await tablet.keyboard.type('246813');
  await openAda(tablet);
  await button(tablet, 'Hand over all that is ready').click();
  await sheetOf(tablet).getByRole('button', { name: 'Close' }).click();
  await button(tablet, 'Lock').click();
  await tablet.getByRole('searchbox', { name: 'Search items by name or code' }).waitFor();
  expect(await tablet.locator('body').innerText()).not.toContain('Ada');
  await button(tablet, 'Dismiss').click();
  await vi.waitFor(async () => expect((await orderNow(kitchen)).lines[0]?.fulfilled).toBe(4), DEADLINE);
  const path = `/stores/${storeId}/audit`;
  const { items } = await app.expectOk<{ items: AuditEntry[] }>('GET', path);
  expect(items.find(({ action }) => action === 'order.fulfil')).toMatchObject({ actor: { name: 'Bea' } });
});

describe('a new order at the counter', () => {
  it.each([
    ['a tablet', TABLET],
    ['a phone', PHONE],
  ])('is tapped together on %s, and answered line by line', async (_, viewport) => {
    const kitchen = await openCounter();
    const tablet = await openOrders(kitchen, { viewport, tolerate: /422/ });
    await button(tablet, 'New order').click();
    for (let i = 0; i < 2; i++)
      await tablet
        .getByRole('main')
        .getByRole('button', { name: /^Tagessuppe/ })
        .click();
    await button(tablet, /^Gebratenes/).click();
    await button(tablet, /^1 portion of Gebratenes/).click();
    await tablet.keyboard.type('12');
    await button(tablet, 'Order 12 portions').click();
    await tablet.getByLabel('Name').fill('Maria Theresia');
    await tablet.getByLabel('Phone').fill('12');
    await button(tablet, 'Place order, 2 lines').click();
    await tablet.locator('.mistake').waitFor();
    await expectAccessible(tablet);
    await tablet.getByLabel('Phone').fill('+43 664 1234567');
    await button(tablet, 'Place order, 2 lines').click();
    await tablet.getByText('#2 for Maria Theresia').waitFor();
    await tablet.getByText('2 portions yours now').waitFor();
    await tablet.getByText('12 portions backordered, no date yet').waitFor();
    await expectAccessible(tablet);
    await button(tablet, 'Open #2').click();
    await sheetOf(tablet).getByRole('heading', { name: '#2 Maria Theresia' }).waitFor();
    await expectAccessible(tablet);
  });

  it('is not lost without a connection, which is said in words', async () => {
    const kitchen = await openCounter();
    const tablet = await openOrders(kitchen, { tolerate: UNREACHABLE });
    await button(tablet, 'New order').click();
    await button(tablet, /^Tagessuppe/).click();
    await tablet.getByLabel('Name').fill('Maria');
    await kitchen.app.stop();
    await isConnection(tablet, 'catching up');
    await tablet.getByText('No connection, and orders need one.').waitFor();
    await button(tablet, 'Place order, 1 line').click();
    await tablet.getByText('The server does not answer.').waitFor();
    const again = await kitchen.restart();
    await isConnection(tablet, 'live');
    await button(tablet, 'Place order, 1 line').click();
    await tablet.getByText('#2 for Maria').waitFor();
    const path = `/stores/${kitchen.storeId}/orders`;
    expect((await again.app.expectOk<{ items: Order[] }>('GET', path)).items).toHaveLength(2);
  });
});
