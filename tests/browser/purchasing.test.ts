import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { PurchaseOrder, PurchaseOrderSummary } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { openPage, PHONE, useBrowser } from '../support/browser.ts';
import { anIngredient } from '../support/builders.ts';
import { DESK, expectSound, goTo, openHouse, REFUSALS, signIn, type House } from '../support/desk-page.ts';

const browser = useBrowser();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A house that buys fish from one who delivers every day; salmon and trout are below their reorder points. */
async function openFishHouse(): Promise<House & { supplier: Supplier; page: Page }> {
  const house = await openHouse();
  const { app, storeId, url } = house;
  const kept = { unit: 'kg', parLevel: 12, reorderPoint: 5 };
  await app.createItems([
    anIngredient('SALMON', { name: 'Lachsfilet', ...kept }),
    anIngredient('TROUT', { name: 'Forelle', ...kept }),
    anIngredient('CHAR', { name: 'Seesaibling', unit: 'kg' }),
  ]);
  await app.receive(storeId, { SALMON: 3, TROUT: 4 });
  await app.expectOk('PATCH', `/stores/${storeId}`, { approvalAbove: 50_000 });
  const supplier = await app.expectOk<Supplier>('POST', '/suppliers', {
    ...{ name: 'Fisch Lang', deliveryDays: [1, 2, 3, 4, 5, 6, 7] },
  });
  await app.expectOk('PUT', `/suppliers/${supplier.id}/items`, {
    items: [
      { sku: 'SALMON', packName: 'case', packQuantity: 10, packPrice: eur(18_000) },
      { sku: 'TROUT', packName: 'case', packQuantity: 5, packPrice: eur(6_000) },
      { sku: 'CHAR', packName: 'box', packQuantity: 4, packPrice: eur(8_000) },
    ],
  });
  const page = await openPage(browser(), `${url}/manage`, {
    ...{ viewport: DESK, tolerate: REFUSALS, locale: 'en-GB' },
  });
  await signIn(page);
  return { ...house, supplier, page };
}

async function ordersOf({ app, storeId }: House): Promise<PurchaseOrder[]> {
  const path = `/stores/${storeId}/purchase-orders`;
  const { items } = await app.expectOk<{ items: PurchaseOrderSummary[] }>('GET', path);
  return Promise.all(items.map(({ poId }) => app.expectOk<PurchaseOrder>('GET', `${path}/${poId}`)));
}

test('what is proposed is changed, found met meanwhile, and ordered with what was changed', async () => {
  const house = await openFishHouse();
  const { app, storeId, page } = house;
  await page.getByRole('link', { name: '2 items to order from Fisch Lang', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Order now' }).waitFor();
  const card = page.getByRole('region', { name: 'Fisch Lang' });
  await card.getByText('3 kg on hand, none coming').waitFor();
  await card.getByText('2 lines').getByText('€300.00').waitFor();
  await card.getByLabel('Packs of Lachsfilet').getByRole('textbox').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await card.getByText('€660.00').waitFor();
  await card.getByText('it is sent once it is approved').waitFor();
  await button(page, 'Leave Forelle out').click();
  await card.getByText('€540.00', { exact: true }).last().waitFor();
  await button(page, 'Put Forelle back').click();
  await card.getByText('€660.00').waitFor();
  await expectSound(page);

  // Elsewhere trout is expected: of that, nothing is ordered twice; what was changed of salmon stays.
  const expectedAt = new Date(house.clock.now().getTime() + 3_600_000).toISOString();
  const json = await app.expectOk<object>('GET', `/stores/${storeId}/reorder-proposals`);
  const asked = /reorder-proposals\?/;
  await page.route(asked, (route) => route.fulfill({ json }));
  await page.route('**/reorder-proposals/accept', async (route) => {
    await page.unroute(asked);
    await route.continue();
  });
  await app.expectOk('POST', `/stores/${storeId}/expected-deliveries`, {
    ...{ sku: 'TROUT', quantity: 20, expectedAt },
  });
  await button(page, 'Ask for approval').click();
  await page.getByRole('alert').getByText('nothing was ordered').waitFor();
  await card.getByText('1 line, €540.00').waitFor();
  await page.setViewportSize(PHONE);
  await expectSound(page);
  await page.setViewportSize(DESK);
  await button(page, 'Ask for approval').click();
  await page.getByRole('list', { name: 'Just ordered' }).getByText('to be approved').waitFor();
  await page.getByText('Nothing has to be ordered').waitFor();
  expect(await ordersOf(house)).toMatchObject([
    { state: 'draft', total: eur(54_000), lines: [{ sku: 'SALMON', packs: 3 }] },
  ]);

  // What is foretold is weighed: what is tried on a line is drawn, and taken over with one press.
  await app.expectOk('PATCH', `/items/${(await app.stock(storeId))['CHAR']!.itemId}`, { shelfLifeDays: 3 });
  await foresee(house, 'CHAR', 4);
  await app.receive(storeId, { CHAR: 2 });
  await button(page, 'What if, for Seesaibling').click();
  const whatIf = page.getByRole('region', { name: 'What if, for Seesaibling', exact: true });
  await whatIf.getByRole('figure').waitFor();
  const proposed = Number(
    await card.getByRole('textbox', { name: 'Packs of Seesaibling', exact: true }).inputValue(),
  );
  await whatIf.getByLabel('Packs of Seesaibling to try').getByRole('textbox').focus();
  await page.keyboard.press('ArrowUp');
  await whatIf.getByText('2 days late').click();
  await whatIf.getByRole('figure', { name: /^Runs out before/ }).waitFor();
  await whatIf.getByText('As a table').click();
  await whatIf.getByRole('table').getByText('Most likely').waitFor();
  await expectSound(page);
  await button(page, `Order ${proposed + 1} instead of ${proposed}`).click();
  await card.getByText('changed', { exact: true }).waitFor();

  await button(page, 'Service levels').click();
  await dialog(page).getByLabel('Class B').fill('40');
  await button(page, 'Save').click();
  await dialog(page).getByText('40 % is no service level').waitFor();
  await expectSound(page);
  await dialog(page).getByLabel('Class B').fill('60');
  await button(page, 'Save').click();
  await card.getByText('60 % cover to').waitFor();
});

/** Of an item so much is used every day, as was learnt from two months: in place of the forecast that the server made of nothing. */
async function foresee({ app, storeId }: House, sku: string, level: number): Promise<void> {
  const shape = Array<number>(7).fill(1);
  const model = { shape, level, dispersion: 0.5, shock: 0.02, isCounted: false, days: 60 };
  const update = `update item_forecast set model = $2, days = 60
    where store_id = $1 and item_id = (select id from item where sku = $3)`;
  await expect
    .poll(
      async () => (await app.database.pool.query(update, [storeId, JSON.stringify(model), sku])).rowCount,
      { timeout: 30_000 },
    )
    .toBe(1);
}

test('from Today an order is approved, another placed, and what did not reach its supplier tried again', async () => {
  const house = await openFishHouse();
  const { app, storeId, supplier, page, clock } = house;
  // There is no mail server in this house.
  const told = { channels: ['email'], email: 'fisch@lang.example' };
  await app.expectOk('PATCH', `/suppliers/${supplier.id}`, told);
  const lines = [{ sku: 'CHAR', packs: 10 }];
  await app.expectOk('POST', `/stores/${storeId}/purchase-orders`, { supplierId: supplier.id, lines });
  await page.reload();
  const needs = page.getByRole('region', { name: /^Needs you/ });
  await needs.getByText('order by').waitFor();
  await expectSound(page);
  await button(page, 'Approve and send: #1 to Fisch Lang waits for approval').click();
  await page.getByText('#1 is approved and sent to Fisch Lang.').waitFor();
  await needs.getByRole('listitem').filter({ hasText: '#1 to Fisch Lang' }).getByText('Done').waitFor();
  await button(page, 'Order: 2 items to order from Fisch Lang').click();
  await page.getByText('#2 to Fisch Lang is sent.').waitFor();
  expect((await ordersOf(house)).map(({ state }) => state)).toEqual(['sent', 'sent']);

  clock.advance({ seconds: 5 });
  const failed = `/stores/${storeId}/messages?state=failed`;
  const count = async () => (await app.expectOk<{ items: unknown[] }>('GET', failed)).items.length;
  await expect.poll(count, { timeout: 20_000 }).toBe(2);
  await page.setViewportSize(PHONE);
  await page.reload();
  await needs.getByText('SMTP_URL').waitFor();
  await expectSound(page);
  await button(page, 'Try all again: 2 messages to Fisch Lang failed').click();
  await page.getByText('They are tried again.').waitFor();
  const audit = `/stores/${storeId}/audit?search=message.retry`;
  expect((await app.expectOk<{ items: unknown[] }>('GET', audit)).items).toHaveLength(2);
});

test('an order is written, approved, sent, confirmed in parts, delayed, received short and undone', async () => {
  const house = await openFishHouse();
  const { page, clock } = house;
  await goTo(page, 'Purchase orders');
  await page.keyboard.press('n');
  await dialog(page).getByRole('combobox', { name: 'Supplier' }).waitFor();
  await page.keyboard.type('lang');
  await page.keyboard.press('Enter');
  await dialog(page).getByText('Left empty: ').waitFor();
  for (const [typed, packs] of [
    ['lachs', '3'],
    ['saib', '2'],
  ] as const) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toMatch(/^Packs of/);
    await page.keyboard.type(packs);
    await page.keyboard.press('Enter');
  }
  await expectSound(page);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: '#1 Fisch Lang' }).waitFor();
  await page.getByText('it has to be approved before it is sent').waitFor();
  await button(page, 'Approve').click();
  await page.getByText('#1 is approved.').waitFor();
  await button(page, 'Send').click();
  await page.getByText('#1 is sent to Fisch Lang.').waitFor();
  await expectSound(page);

  await button(page, 'Confirm').click();
  await dialog(page).getByText('Other quantities or times').click();
  await dialog(page).getByLabel('Comes, in kg').first().fill('20');
  await dialog(page)
    .getByRole('button', { name: /another part too.*Lachsfilet/ })
    .click();
  await dialog(page).getByLabel('Comes, in kg').nth(1).fill('10');
  await expectSound(page);
  await button(page, 'Confirm for them').click();
  await page.getByText('#1 is confirmed.').waitFor();

  const later = new Date(clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
  await button(page, 'Report a delay').click();
  await dialog(page).getByLabel('Now expected').fill(`${later}T16:30`);
  await dialog(page).getByLabel('Reason').fill('lorry broke down');
  await dialog(page).getByLabel('8 kg Seesaibling').uncheck();
  await expectSound(page);
  await button(page, 'Save the new date').click();
  const lines = page.getByRole('region', { name: 'Lines' });
  await lines
    .getByText(/16:30, was .*lorry broke down/)
    .first()
    .waitFor();
  await page.setViewportSize(PHONE);
  await expectSound(page);

  await button(page, 'Receive').click();
  await dialog(page)
    .getByRole('button', { name: /of Lachsfilet$/ })
    .click();
  await dialog(page).getByLabel('Sent back').fill('5');
  expect(await dialog(page).getByLabel('Taken of Lachsfilet').inputValue()).toBe('25');
  await dialog(page).getByLabel('Because').fill('thawed');
  await dialog(page).getByLabel('Price of one case').fill('1800000');
  await dialog(page).getByLabel('Taken of Seesaibling').fill('0');
  await button(page, 'Book it in').click();
  await dialog(page).getByText('did you mean').first().waitFor();
  await dialog(page).getByLabel('Price of one case').fill('');
  await expectSound(page);
  await button(page, 'Book it in').click();
  await lines.getByText('25 kg received').waitFor();
  await lines.getByText('5 kg sent back').waitFor();
  await lines.getByText('8 kg to come').waitFor();
  await expectSound(page);
  expect((await house.app.stock(house.storeId))['SALMON']!.onHand).toBe(28);

  await button(page, /^Undo the receipt/).click();
  await lines.getByText('30 kg to come').waitFor();
  expect((await house.app.stock(house.storeId))['SALMON']!.onHand).toBe(3);
  await page.setViewportSize(DESK);
  await goTo(page, 'Deliveries');
  await page.getByRole('heading', { level: 2, name: 'Late' }).waitFor();
  await expectSound(page);
  await page
    .getByRole('button', { name: /Lachsfilet/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: '#1 Fisch Lang' }).waitFor();
});
