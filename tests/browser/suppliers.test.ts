import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Supplier, SupplierItemList } from '../../shared/suppliers/supplier.schema.ts';
import { openPage, PHONE, useBrowser } from '../support/browser.ts';
import { anIngredient } from '../support/builders.ts';
import { csv, sendCsv } from '../support/csv-upload.ts';
import { DESK, expectSound, goTo, openHouse, REFUSALS, signIn } from '../support/desk-page.ts';

const browser = useBrowser();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

test('a supplier is added with what it sells, a price that is hard to believe is asked about, and its facts are kept', async () => {
  const { app, clock, storeId, url } = await openHouse();
  const packs = [{ name: 'bag', quantity: 25_000 }];
  await app.createItem(anIngredient('FLOUR', { name: 'Flour', packs }));
  await app.createItem(anIngredient('SALT', { name: 'Salt' }));
  const page = await openPage(browser(), `${url}/manage`, {
    viewport: DESK,
    tolerate: REFUSALS,
    locale: 'en-GB',
  });
  await signIn(page);
  await goTo(page, 'Suppliers');
  await page.getByText('No suppliers yet').waitFor();
  await expectSound(page);

  await page.getByRole('link', { name: 'Add a supplier' }).first().click();
  await dialog(page).getByLabel('Name').fill('Mill');
  await dialog(page).getByLabel('E-mail for orders').fill('mill@example.com');
  await dialog(page).getByLabel('Saturday').focus();
  await page.keyboard.press('Space');
  await expectSound(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Mill' }).waitFor();
  await page.getByText('Delivers Mon–Fri at 08:00 · order until 14:00 · next day').waitFor();
  await page.getByText('Nothing is bought here yet').waitFor();

  await button(page, 'Add an item').click();
  await dialog(page).getByRole('combobox', { name: 'Item' }).waitFor();
  await page.keyboard.type('flo');
  await page.keyboard.press('Enter');
  expect(await dialog(page).getByLabel('One holds, in g').inputValue()).toBe('25000');
  await dialog(page).getByLabel('Price of one, EUR').fill('12,5,0');
  await button(page, 'Save').click();
  await dialog(page).getByText('A number with 2 decimals at most').waitFor();
  await dialog(page).getByLabel('Price of one, EUR').fill('12,50');
  await dialog(page).getByText('€0.50 per kg').waitFor();
  await expectSound(page);
  await button(page, 'Save').click();
  const row = page.getByRole('row').filter({ hasText: 'Flour' });
  await row.getByText('€12.50').waitFor();

  await row.getByRole('button', { name: 'Flour' }).click();
  await dialog(page).getByLabel('Price of one, EUR').fill('1260');
  await button(page, 'Save').click();
  await dialog(page).getByText('€1,260.00 is 101 times what it was. Which is right?').waitFor();
  await button(page, '€12.60').click();
  await row.getByText('€12.60').waitFor();
  await expectSound(page);

  await row.getByRole('button', { name: 'Flour' }).click();
  await button(page, 'Stop buying it here').click();
  await page.getByText('Nothing is bought here yet').waitFor();
  await button(page, 'Undo').click();
  await row.getByText('€12.60').waitFor();

  await page.getByText('Details', { exact: true }).click();
  await page.getByLabel('E-mail for orders').fill('');
  await button(page, 'Save').click();
  await page.getByText('Is missing; give the address').waitFor();
  await page.getByLabel('Orders go out by').selectOption('Portal link');
  await page.getByLabel('Minimum order, EUR').fill('150');
  await expectSound(page);
  await button(page, 'Save').click();
  await page.getByText('Saved.').waitFor();
  const { items: suppliers } = await app.expectOk<{ items: Supplier[] }>('GET', '/suppliers');
  expect(suppliers).toMatchObject([
    { email: null, channels: ['portal'], deliveryDays: [1, 2, 3, 4, 5], minimumOrder: { amount: 15_000 } },
  ]);
  const { items } = await app.expectOk<SupplierItemList>('GET', `/suppliers/${suppliers[0]!.id}/items`);
  expect(items).toMatchObject([
    { sku: 'FLOUR', packName: 'bag', packPrice: { amount: 1260, currency: 'EUR' } },
  ]);

  const name = 'Wurstwarengroßhandelsgesellschaft m.b.H.';
  await page.getByLabel('Name').first().fill(name);
  await button(page, 'Save').click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.setViewportSize(PHONE);
  await expectSound(page);
  await page.getByText('What it sells (1)').click();
  await row.getByText('bag of 25 kg').filter({ visible: true }).waitFor();
  await expectSound(page);
  await page.getByText('Its program').click();
  await page.getByLabel('Its address').fill('https://10.0.0.1/');
  await button(page, 'Save the address').click();
  await page.getByText('Must be a public https address').waitFor();
  await page.getByLabel('Its address').fill('https://orders.example.com/');
  await button(page, 'Save the address').click();
  await page.getByText('Not tried yet').waitFor();
  await button(page, 'Make the secret').click();
  await dialog(page)
    .getByText(/^whsec_/)
    .waitFor();
  await expectSound(page);
  await button(page, 'It is copied').click();
  await page.getByText(/^whsec_.{6}…$/).waitFor();
  await expectSound(page);
  await page.getByRole('link', { name: 'All suppliers' }).click();
  await page.getByRole('link', { name }).waitFor();
  await expectSound(page);

  // It is scored by orders of the past: what the figures rest on, what follows from them, and that somebody lifts it.
  const dayBefore = (days: number, time: string): string =>
    `${new Date(clock.now().getTime() - days * 86_400_000).toISOString().slice(0, 10)} ${time}`;
  const past = Array.from({ length: 6 }, (_, index) => {
    const [days, came] = [20 - index, index < 4 ? '11:00' : '08:00'];
    const dates = `${dayBefore(days + 1, '09:00')};FLOUR;20;${dayBefore(days, '08:00')};${dayBefore(days, came)}`;
    return `P${index};${name};${dates};20`;
  });
  const head = 'order;supplier;ordered_at;sku;quantity;confirmed_at;received_at;received';
  const sent = await sendCsv(app, {
    kind: 'purchase-orders',
    csv: csv(head, ...past),
    storeId,
    commit: true,
  });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  await page.getByRole('link', { name: 'Scorecards' }).click();
  await page.getByRole('row').filter({ hasText: name }).getByText('On watch').waitFor();
  await expectSound(page);
  await page.setViewportSize(DESK);
  await button(page, 'Weights and standings').click();
  await dialog(page).getByText('Every supplier stands as it does now.').waitFor();
  await dialog(page).getByLabel('On time', { exact: true }).fill('500');
  await dialog(page).getByText('1 of 1 supplier would stand otherwise.').waitFor();
  await dialog(page).getByLabel('No new purchase orders').last().check();
  await dialog(page).getByText('no new orders').waitFor();
  await expectSound(page);
  await button(page, 'Save').click();
  await page.getByText('Weights and standings are saved.').waitFor();
  await page.getByRole('link', { name }).click();
  await page.getByText('33 % of its lines came on time and in full.').waitFor();
  await page.getByText('What follows: no new orders').waitFor();
  await page.getByRole('figure').first().waitFor();
  await expectSound(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await button(page, /^On time: the orders behind it, 6 orders$/).click();
  await dialog(page).getByText('0 of 1 line').first().waitFor();
  await expectSound(page);
  await page.keyboard.press('Escape');
  await button(page, 'Lift the standing').click();
  await dialog(page).getByLabel('Why').fill('A new driver');
  await button(page, 'Lift it').click();
  await page.getByText('Lifted until').waitFor();

  // Its supplier is sent a link, which needs nobody to sign in.
  await button(page, 'Share').click();
  await button(page, 'Make a link').click();
  const shared = await dialog(page)
    .getByText(/\/scorecard\//)
    .innerText();
  await expectSound(page);
  await page.keyboard.press('Escape');
  const theirs = await openPage(browser(), `${url}/scorecard/${shared.split('/scorecard/')[1]!.trim()}`, {
    viewport: PHONE,
    locale: 'en-GB',
  });
  await theirs.getByText('33 % of its lines came on time and in full.').waitFor();
  expect(await theirs.getByRole('button', { name: /orders behind/ }).count()).toBe(0);
  await expectSound(theirs);
  await page.setViewportSize(PHONE);
  await expectSound(page);
  await page.goto(`${url}/manage#/suppliers/scorecards/${items[0]!.itemId}`);
  await page.getByRole('heading', { level: 1, name: 'Who sells Flour' }).waitFor();
  await page.getByRole('link', { name }).waitFor();
  await expectSound(page);
});
