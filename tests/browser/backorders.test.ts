import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Backorder, BackorderPolicy } from '../../shared/orders/backorder.schema.ts';
import type { Order, OrderInput } from '../../shared/orders/order.schema.ts';
import { openPage, PHONE, useBrowser, type PageOptions } from '../support/browser.ts';
import { anIngredient, anOrder } from '../support/builders.ts';
import { DESK, expectSound, goTo, openHouse, REFUSALS, signIn, type House } from '../support/desk-page.ts';

const browser = useBrowser();

/** A house with two cakes and nine tarts to sell. */
async function openBakery(): Promise<House> {
  const house = await openHouse();
  const { app, storeId } = house;
  for (const [sku, name] of [
    ['CAKE', 'Nut cake'],
    ['TART', 'Lemon tart'],
  ] as const)
    await app.createItem(anIngredient(sku, { name, unit: 'each', sellable: true }));
  await app.receive(storeId, { CAKE: 2, TART: 9 });
  return house;
}

function place({ app, storeId }: House, lines: Record<string, number>, more: Partial<OrderInput> = {}) {
  return app.expectOk<Order>('POST', `/stores/${storeId}/orders`, anOrder(lines, more));
}

const hoursFrom = ({ clock }: House, hours: number): string =>
  new Date(clock.now().getTime() + hours * 3_600_000).toISOString();

const customer = (name: string, more: Partial<OrderInput['customer']> = {}) => ({
  customer: { name, ...more },
});

async function queueOf({ app, storeId }: House): Promise<Backorder[]> {
  return (await app.expectOk<{ items: Backorder[] }>('GET', `/stores/${storeId}/backorders`)).items;
}

async function openManage(house: House, options: Partial<PageOptions> = {}): Promise<Page> {
  const page = await openPage(browser(), `${house.url}/manage`, {
    ...{ viewport: DESK, tolerate: REFUSALS, locale: 'en-GB' },
    ...options,
  });
  await signIn(page);
  return page;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const choice = (page: Page, name: string) => dialog(page).getByRole('combobox', { name });

test('an order is taken across the counter without a mouse, and answered line by line', async () => {
  const house = await openBakery();
  const page = await openManage(house);
  await goTo(page, 'Orders');
  await page.keyboard.press('n');
  await choice(page, 'Item 1').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('item-1');
  await page.keyboard.type('nut');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('6');
  await page.keyboard.press('Enter');
  await page.keyboard.type('lemon');
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('Name').fill('Maja');
  await dialog(page).getByLabel('Phone').fill('12');
  await page.keyboard.press('Control+Enter');
  await dialog(page).locator('[aria-invalid="true"]').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('tel');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('+43 660 1234567');
  await page.keyboard.press('Control+Enter');
  await page.getByText('#1 for Maja').waitFor();
  const answer = await dialog(page).getByRole('listitem').allInnerTexts();
  expect(answer[0]).toMatch(/6 × Nut cake\s+2 yours now\s+4 backordered, no date yet/);
  expect(answer[1]).toMatch(/1 × Lemon tart\s+1 yours now/);
  expect(await dialog(page).getByRole('region', { name: 'The link' }).innerText()).toContain('/order/');
  await expectSound(page);
  await button(page, 'Next order').click();
  expect(await dialog(page).getByLabel('Name').inputValue()).toBe('');
});

test('what is ready is handed over, the rest gets a substitute, and what comes back goes into stock', async () => {
  const house = await openBakery();
  const { app, storeId } = house;
  const { orderId } = await place(house, { CAKE: 6 }, customer('Maja'));
  const page = await openManage(house);
  await goTo(page, 'Orders');
  await page.getByRole('searchbox').fill('#1');
  await button(page, /#1\s+Maja/).click();
  await button(page, 'Hand over all that is ready').click();
  await dialog(page).getByText('2 handed over').waitFor();

  await button(page, 'Offer a substitute: Nut cake').click();
  await choice(page, 'Instead').fill('lemon');
  await page.keyboard.press('Enter');
  await dialog(page)
    .getByLabel(/^How much/)
    .fill('9');
  await button(page, 'Offer a substitute').click();
  await dialog(page).getByText('There are only 4 of it.').waitFor();
  await dialog(page)
    .getByLabel(/^How much/)
    .fill('3');
  await button(page, 'Offer a substitute').click();
  await dialog(page).getByText('Offered instead: 3 × Lemon tart').waitFor();
  await expectSound(page);
  await button(page, 'Customer accepts').click();
  await dialog(page).getByText('3 set aside').waitFor();

  await button(page, 'Take back: Nut cake').click();
  await dialog(page)
    .getByLabel(/^How much/)
    .fill('1');
  await button(page, 'Take back').click();
  await dialog(page).getByText('1 returned').waitFor();

  await button(page, 'Cancel order').click();
  await page.getByRole('dialog', { name: /^Cancel what is open/ }).waitFor();
  await expectSound(page);
  await button(page, 'Cancel the order').click();
  await dialog(page).getByText('handed over', { exact: true }).waitFor();
  const order = await app.expectOk<Order>('GET', `/stores/${storeId}/orders/${orderId}`);
  expect(order.status).toBe('fulfilled');
  expect(order.lines[0]).toMatchObject({ quantity: 6, fulfilled: 2, returned: 1, backordered: 0 });
});

test('the queue is explained, moved by hand with a reason, and ruled by a policy that is looked at first', async () => {
  const house = await openBakery();
  const { app, storeId } = house;
  await place(house, { CAKE: 4 }, customer('Ada'));
  house.clock.advance({ minutes: 5 });
  await place(house, { CAKE: 3 }, customer('Ben'));
  house.clock.advance({ minutes: 5 });
  await place(house, { CAKE: 2 }, { ...customer('Clara', { loyaltyTier: 3 }) });
  const path = `/stores/${storeId}/backorder-policy`;
  await app.expectOk('PUT', path, { preset: 'first-come' });
  const names = async () => (await queueOf(house)).map(({ customer }) => customer);
  expect(await names()).toEqual(['Ada', 'Ben', 'Clara']);

  const page = await openManage(house);
  await goTo(page, 'Backorders');
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await row('Ben').getByRole('button').click();
  await dialog(page).getByRole('row').filter({ hasText: 'Waiting' }).waitFor();
  await dialog(page).getByLabel('Reason').fill('birthday');
  await expectSound(page);
  await button(page, 'Move it').click();
  await row('Ben').getByText('moved by hand').waitFor();
  expect(await names()).toEqual(['Ben', 'Ada', 'Clara']);
  expect((await queueOf(house))[0]?.bumpReason).toBe('birthday');

  await button(page, 'Who comes first').click();
  await dialog(page).getByText('Every line keeps its place.').first().waitFor();
  await dialog(page).getByLabel('Loyalty first').check();
  await dialog(page).getByText('2 of 3 lines would move.').waitFor();
  await dialog(page).getByRole('listitem').filter({ hasText: 'Clara' }).getByText('from 3 to').waitFor();
  await expectSound(page);
  expect(await names()).toEqual(['Ben', 'Ada', 'Clara']);
  await app.expectOk('PUT', path, { passSmaller: false });
  await button(page, 'Save').click();
  await dialog(page).getByText('Somebody else changed the policy meanwhile').waitFor();
  await expectSound(page);
  await button(page, 'Look at what holds now').click();
  await dialog(page).getByText('Every line keeps its place.').first().waitFor();
  await dialog(page).getByLabel('Loyalty first').check();
  await button(page, 'Save').click();
  await expect.poll(names).toEqual(['Ben', 'Clara', 'Ada']);
  expect(await app.expectOk<BackorderPolicy>('GET', path)).toMatchObject({
    ...{ preset: 'loyalty-first', passSmaller: false },
  });
});

test('several lines are cancelled at once, and their customers’ orders say why', async () => {
  const house = await openBakery();
  const orders = [
    await place(house, { CAKE: 4 }, customer('Ada')),
    await place(house, { CAKE: 3 }, customer('Ben')),
    await place(house, { CAKE: 2 }, customer('Clara')),
  ];
  const page = await openManage(house);
  await goTo(page, 'Backorders');
  await page.getByRole('checkbox', { name: 'Choose #2 Nut cake' }).check();
  await page.getByRole('checkbox', { name: 'Choose #3 Nut cake' }).check();
  await page.getByText('2 lines chosen').waitFor();
  await expectSound(page);
  await button(page, 'Cancel').click();
  await dialog(page).getByLabel('Reason').fill('the oven broke');
  await expectSound(page);
  await button(page, 'Cancel 2 lines').click();
  await expect.poll(async () => (await queueOf(house)).map(({ number }) => number)).toEqual([1]);
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'Ben' }).count()).toBe(0);
  const { pathname } = new URL(orders[1]!.statusUrl);
  const status = await house.app.requestAs({}, 'GET', pathname.replace('/order/', '/order-status/'));
  expect(JSON.stringify(status.body)).toContain('the oven broke');
});

test('a delivery is expected, moved and given up, and promises follow', async () => {
  const house = await openBakery();
  await place(house, { CAKE: 4 }, customer('Ada'));
  const promised = async () => (await queueOf(house))[0]?.promise?.latest;
  const page = await openManage(house);
  await goTo(page, 'Deliveries');
  await button(page, 'Expect a delivery').first().click();
  await choice(page, 'What').fill('nut');
  await page.keyboard.press('Enter');
  await dialog(page).getByLabel('How much').fill('50');
  await dialog(page)
    .getByLabel('Expected')
    .fill(`${hoursFrom(house, 48).slice(0, 10)}T14:00`);
  await dialog(page).getByLabel('Supplier').fill('Konditorei Lang');
  await button(page, 'Expect it').click();
  await page.getByRole('listitem').filter({ hasText: '50 × Nut cake' }).getByText('expected').waitFor();
  const first = await promised();
  expect(first).toBeDefined();

  await button(page, '50 × Nut cake').click();
  await dialog(page)
    .getByLabel('Now expected')
    .fill(`${hoursFrom(house, 96).slice(0, 10)}T14:00`);
  await dialog(page).getByLabel('Reason').fill('lorry broke down');
  await expectSound(page);
  await button(page, 'Save').click();
  await page.getByRole('listitem').filter({ hasText: 'lorry broke down' }).waitFor();
  expect(Date.parse((await promised())!)).toBeGreaterThan(Date.parse(first!));

  await button(page, '50 × Nut cake').click();
  await button(page, 'It does not come').click();
  await button(page, 'Stop expecting it').click();
  await page.getByText('Nothing is expected').waitFor();
  expect(await promised()).toBeUndefined();
});

test('what was told stands in the log, and templates are tried before they are saved', async () => {
  const house = await openBakery();
  await place(house, { CAKE: 4 }, customer('Ada', { email: 'ada@example.com' }));
  house.clock.advance({ seconds: 5 });
  const page = await openManage(house);
  // There is no mail server in this house.
  const failed = `/stores/${house.storeId}/messages?state=failed`;
  const count = async () => (await house.app.expectOk<{ items: unknown[] }>('GET', failed)).items.length;
  await expect.poll(count, { timeout: 20_000 }).toBe(1);
  await goTo(page, 'Messages');
  await page.getByLabel('Failed').check();
  const message = page.getByRole('listitem').filter({ hasText: 'Ada: Placed on backorder' });
  await message.getByText('failed').waitFor();
  await message.getByRole('button').click();
  await dialog(page)
    .getByText(/SMTP_URL/)
    .first()
    .waitFor();
  await expectSound(page);
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Templates' }).click();
  await page.getByLabel('Text').fill('Hello {{name}}, {{nonsense}}');
  await page.getByRole('alert').filter({ hasText: 'nonsense' }).waitFor();
  await page.getByLabel('Text').fill('Ahoy {{name}}!');
  await page
    .getByRole('article')
    .filter({ hasText: /Ahoy \w/ })
    .waitFor();
  await button(page, 'Save').click();
  await page.getByText('Changed by Ada').waitFor();
  await expectSound(page);
  await button(page, 'Back to Larder’s own words').click();
  await page.getByText('These are Larder’s own words.').waitFor();
  expect(await page.getByLabel('Text').inputValue()).toContain('{{lines}}');
});

describe.each([
  ['a desk', 'dark', DESK],
  ['a phone', 'light', PHONE],
  ['a phone', 'dark', PHONE],
] as const)('on %s, %s', (_, colorScheme, viewport) => {
  test('pages and panels of orders are accessible and fit', async () => {
    const house = await openBakery();
    await house.app.createItem(
      anIngredient('LACHS', { name: 'Räucherlachsseitenaufschnittplatte', unit: 'kg', sellable: true }),
    );
    await house.app.receive(house.storeId, { LACHS: 1 });
    const late = { neededBy: hoursFrom(house, 2) };
    const { orderId } = await place(
      house,
      { CAKE: 6, LACHS: 2.5, TART: 1 },
      { ...customer('Maja'), ...late },
    );
    await place(house, { CAKE: 2 }, customer('Anneliese Obermüller-Hinterhuber'));
    await house.app.expectOk('POST', `/stores/${house.storeId}/expected-deliveries`, {
      ...{ sku: 'CAKE', quantity: 50, expectedAt: hoursFrom(house, 26), supplier: 'Konditorei Lang' },
    });
    const page = await openManage(house, { colorScheme, viewport });
    for (const [path, opener] of [
      ['/orders', null],
      [`/orders/${orderId}`, null],
      ['/orders/new', null],
      ['/backorders', null],
      ['/backorders', /Räucherlachs/],
      ['/backorders', /^Who comes first/],
      ['/deliveries', null],
      ['/deliveries', /50 × Nut cake/],
    ] as const) {
      await page.goto(`${house.url}/manage#/nowhere`);
      await page.goto(`${house.url}/manage#${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (path === '/backorders') await page.locator('figure canvas').first().waitFor();
      if (opener) await page.getByRole('button', { name: opener }).first().click();
      if (opener || path.startsWith('/orders/')) await dialog(page).waitFor();
      await expectSound(page);
      if (opener) await page.keyboard.press('Escape');
    }
  });
});
