import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import type { Order, OrderInput } from '../../shared/orders/order.schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { openPage, PHONE, useBrowser, type PageOptions } from '../support/browser.ts';
import { aMovement, anIngredient, anOrder } from '../support/builders.ts';
import { openHouse, type House } from '../support/desk-page.ts';

const browser = useBrowser();
/** What a browser logs of an answer that is not a success. */
const ANSWERS = /Failed to load resource.*(\b(404|409|429)\b|ERR_\w+)/;
const DEADLINE = { timeout: 15_000 };

/** A house with cakes, tarts and a delivery of cakes on its way for tomorrow. */
async function openBakery(): Promise<House & { delivery: ExpectedDelivery }> {
  const house = await openHouse();
  const { app, storeId, clock } = house;
  for (const [sku, name] of [
    ['CAKE', 'Nut cake'],
    ['TART', 'Lemon tart'],
    ['PIE', 'Schwarzwälder-Kirschtorten-Geschenkschachtel'],
  ] as const)
    await app.createItem(anIngredient(sku, { name, unit: 'each', sellable: true }));
  await app.receive(storeId, { CAKE: 2, TART: 9, PIE: 9 });
  const expectedAt = new Date(clock.now().getTime() + 26 * 3_600_000).toISOString();
  const delivery = await app.expectOk<ExpectedDelivery>('POST', `/stores/${storeId}/expected-deliveries`, {
    ...{ sku: 'CAKE', quantity: 50, expectedAt, supplier: 'Konditorei Lang' },
  });
  return { ...house, delivery };
}

function place({ app, storeId }: House, lines: Record<string, number>, more: Partial<OrderInput> = {}) {
  return app.expectOk<Order>('POST', `/stores/${storeId}/orders`, anOrder(lines, more));
}

function pageOf(house: House, order: Order, options: Partial<PageOptions> = {}): Promise<Page> {
  const { pathname } = new URL(order.statusUrl);
  return openPage(browser(), `${house.url}${pathname}`, { viewport: PHONE, tolerate: ANSWERS, ...options });
}

const headlineOf = (page: Page) => page.getByRole('heading', { level: 1 });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const listed = (page: Page, section: string) =>
  page.getByRole('region', { name: section, exact: true }).getByRole('listitem');

async function expectFits(page: Page): Promise<void> {
  await expectAccessible(page);
  const { width } = page.viewportSize()!;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  const small = await page.evaluate(
    () =>
      [...document.querySelectorAll('button')].filter((it) => it.getBoundingClientRect().height < 48).length,
  );
  expect(small, 'targets below 48 px').toBe(0);
}

test('a customer sees what is ready and until when the rest comes, while stock changes under the page', async () => {
  const house = await openBakery();
  const { app, storeId } = house;
  const page = await pageOf(house, await place(house, { CAKE: 6 }));
  await headlineOf(page).filter({ hasText: 'Partly ready' }).waitFor();
  await page.getByText(/You can have the rest by (tomorrow|\w{3},? \d+ \w+), \d\d:\d\d/).waitFor();
  expect(await listed(page, 'Ready for you').allInnerTexts()).toEqual([
    expect.stringContaining('2 × Nut cake'),
  ]);
  expect(await listed(page, 'Still to come').allInnerTexts()).toEqual([
    expect.stringContaining('4 × Nut cake'),
  ]);

  await app.record(storeId, aMovement('count', 'CAKE', 1));
  await listed(page, 'Ready for you').filter({ hasText: '1 × Nut cake' }).waitFor(DEADLINE);
  await page.getByText('There is less of it than we thought.').waitFor();

  await app.receive(storeId, { CAKE: 50 });
  await headlineOf(page).filter({ hasText: 'Ready to collect' }).waitFor(DEADLINE);
  expect(await listed(page, 'Ready for you').allInnerTexts()).toEqual([
    expect.stringContaining('6 × Nut cake'),
  ]);
});

test('a customer cancels a part in place, and then everything', async () => {
  const house = await openBakery();
  const page = await pageOf(house, await place(house, { CAKE: 6, TART: 1 }));
  await button(page, 'Cancel this: Nut cake').click();
  await button(page, 'less').click();
  await button(page, 'Keep it').click();
  expect(await button(page, 'Cancel this: Nut cake').evaluate((it) => it === document.activeElement)).toBe(
    true,
  );
  await page.keyboard.press('Enter');
  await button(page, 'less').click();
  await expectFits(page);
  await button(page, 'Cancel 3 × Nut cake').click();
  await listed(page, 'Still to come').filter({ hasText: '1 × Nut cake' }).waitFor();

  await button(page, 'Cancel the whole order').click();
  await button(page, 'Cancel everything').click();
  await headlineOf(page).filter({ hasText: 'Cancelled' }).waitFor();
  await expectFits(page);
  const [order] = (
    await house.app.expectOk<{ items: Order[] }>('GET', `/stores/${house.storeId}/orders?status=closed`)
  ).items;
  expect(order?.lines.map(({ quantity, cancelled }) => [quantity, cancelled])).toEqual([
    [6, 6],
    [1, 1],
  ]);
});

test('a customer takes a substitute, or does not', async () => {
  const house = await openBakery();
  const order = await place(house, { CAKE: 6 });
  const page = await pageOf(house, order);
  const offer = () =>
    house.app.expectOk('POST', `/stores/${house.storeId}/orders/${order.orderId}/substitute`, {
      ...{ lineId: order.lines[0]!.lineId, sku: 'TART' },
    });
  await offer();
  await page.getByText('Would you take 4 × Lemon tart instead?').waitFor(DEADLINE);
  await expectFits(page);
  await button(page, 'No, I wait').click();
  await expect.poll(() => page.getByText('Would you take').count()).toBe(0);
  await offer();
  await button(page, 'Yes, please').click(DEADLINE);
  await headlineOf(page).filter({ hasText: 'Ready to collect' }).waitFor();
  await listed(page, 'Ready for you').filter({ hasText: '4 × Lemon tart' }).waitFor();
});

test('a page without connection keeps what it has, says since when, and goes on by itself', async () => {
  const house = await openBakery();
  const page = await pageOf(house, await place(house, { CAKE: 6 }));
  await headlineOf(page).filter({ hasText: 'Partly ready' }).waitFor();
  await page.context().setOffline(true);
  await page.getByText(/No connection\. This is how things stood at \d\d:\d\d\./).waitFor(DEADLINE);
  await headlineOf(page).filter({ hasText: 'Partly ready' }).waitFor();
  await button(page, 'Cancel this: Nut cake').click();
  await button(page, 'Cancel 4 × Nut cake').click();
  await page.getByRole('alert').filter({ hasText: 'Check that you are online' }).waitFor();
  await expectFits(page);
  await house.app.receive(house.storeId, { CAKE: 50 });
  await page.context().setOffline(false);
  await headlineOf(page).filter({ hasText: 'Ready to collect' }).waitFor(DEADLINE);
  await expect.poll(() => page.getByText('No connection').count()).toBe(0);
});

test('a link that leads nowhere says so in the reader’s language', async () => {
  const house = await openBakery();
  const open = (locale: string) =>
    openPage(browser(), `${house.url}/order/nonsense`, { viewport: PHONE, tolerate: ANSWERS, locale });
  const english = await open('en-GB');
  await headlineOf(english).filter({ hasText: 'There is no order here' }).waitFor();
  await expectFits(english);
  const german = await open('de-AT');
  await headlineOf(german).filter({ hasText: 'Hier gibt es keine Bestellung' }).waitFor();
  expect(await german.evaluate(() => document.documentElement.lang)).toBe('de');
});

test('a customer stops being told, and starts again', async () => {
  const house = await openBakery();
  const order = await place(house, { CAKE: 6 });
  const page = await pageOf(house, order);
  await button(page, 'Send me no more messages').click();
  await page.getByText('You get no messages about your orders.').waitFor();
  const path = `/stores/${house.storeId}/orders/${order.orderId}`;
  expect((await house.app.expectOk<Order>('GET', path)).customer.unsubscribed).toBe(true);
  await button(page, 'Send me messages again').click();
  await button(page, 'Send me no more messages').waitFor();
  expect((await house.app.expectOk<Order>('GET', path)).customer.unsubscribed).toBe(false);
});

test('a browser that allows no notifications says so, and asks nobody before a tap', async () => {
  const house = await openBakery();
  const page = await pageOf(house, await place(house, { CAKE: 6 }));
  await headlineOf(page).waitFor();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await button(page, 'Tell me on this device').click();
  await page.getByText('This browser does not allow notifications for this page.').waitFor();
});

test('what is pushed is shown by the worker, under one name for each order', async () => {
  const house = await openBakery();
  const page = await pageOf(house, await place(house, { CAKE: 6 }));
  await headlineOf(page).waitFor();
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId, isDeleted } of registrations) if (!isDeleted) resolve(registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  const [worker] = await Promise.all([
    page.context().waitForEvent('serviceworker'),
    page.evaluate(async () => {
      await navigator.serviceWorker.register('/order/push-worker.js');
      await navigator.serviceWorker.ready;
    }),
  ]);
  // A browser without a screen shows no notifications: what it is told to show is noted instead.
  await worker.evaluate(() => {
    const scope = globalThis as unknown as { registration: object; shown: unknown[] };
    scope.shown = [];
    Object.assign(scope.registration, {
      showNotification: async (title: string, { body, tag }: { body: string; tag: string }) =>
        void scope.shown.push({ title, body, tag }),
    });
  });
  const url = page.url();
  await devtools.send('ServiceWorker.deliverPushMessage', {
    ...{ origin: house.url, registrationId: await registered },
    data: JSON.stringify({ title: 'Trattoria', body: '6 cakes are ready.', url }),
  });
  await expect
    .poll(() => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown))
    .toEqual([{ title: 'Trattoria', body: '6 cakes are ready.', tag: url }]);
});

test('the page carries neither the live connection nor the schemas, and asks only itself', async () => {
  const house = await openBakery();
  const order = await place(house, { CAKE: 6 });
  const asked: string[] = [];
  const page = await pageOf(house, order, {
    prepare: async (fresh) => void fresh.on('request', (request) => asked.push(request.url())),
  });
  await headlineOf(page).filter({ hasText: 'Partly ready' }).waitFor();
  expect(asked.filter((url) => !url.startsWith(house.url))).toEqual([]);
  expect(asked.filter((url) => /woff2|socket\.io/.test(url))).toEqual([]);
  const scripts = asked.filter((url) => url.endsWith('.js'));
  expect(scripts).toHaveLength(1);
  const script = await (await fetch(scripts[0]!)).text();
  expect(script).not.toMatch(/socket\.io|typebox/i);
  const worker = await fetch(`${house.url}/order/push-worker.js`);
  expect([worker.status, worker.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('javascript'),
  ]);
});

const LONG = Array.from({ length: 60 }, (_, i) => `ITEM-${String(i).padStart(2, '0')}`);

describe.each([
  ['light', PHONE],
  ['dark', PHONE],
  // A phone at 200 %.
  ['light', { width: 195, height: 422 }],
] as const)('%s, %o', (colorScheme, viewport) => {
  test('every state is accessible and fits', async () => {
    const house = await openBakery();
    const { app, storeId } = house;
    const german = { customer: { name: 'Anneliese Obermüller-Hinterhuber', language: 'de' } } as const;
    const needed = { neededBy: new Date(house.clock.now().getTime() + 3_600_000).toISOString() };
    for (const sku of LONG)
      await app.createItem(
        anIngredient(sku, { name: `${sku} Räucherlachsseitenaufschnittplatte`, unit: 'kg', sellable: true }),
      );
    const orders = {
      part: await place(house, { CAKE: 6, PIE: 1 }, { ...german, ...needed }),
      sixty: await place(house, Object.fromEntries(LONG.map((sku) => [sku, 1.25])), german),
      ready: await place(house, { TART: 1 }, german),
      over: await place(house, { PIE: 1 }, german),
    };
    await app.expectOk('POST', `/stores/${storeId}/orders/${orders.over.orderId}/fulfil`, {});
    for (const [name, order] of Object.entries(orders)) {
      const page = await pageOf(house, order, { colorScheme, viewport });
      await page.getByText('Diese Seite hält sich selbst aktuell').waitFor();
      await expectFits(page);
      expect(await page.evaluate(() => document.documentElement.lang), name).toBe('de');
    }
  });
});
