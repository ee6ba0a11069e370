import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Supplier, SupplierInput } from '../../shared/suppliers/supplier.schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { openPage, PHONE, useBrowser, type PageOptions } from '../support/browser.ts';
import { anIngredient } from '../support/builders.ts';
import { openHouse, type House } from '../support/desk-page.ts';

const browser = useBrowser();
const DEADLINE = { timeout: 15_000 };
/** What a browser logs of an answer that is not a success. */
const ANSWERS = /Failed to load resource.*\b(404|409|422)\b/;

interface Wares {
  sku: string;
  name: string;
  packQuantity?: number;
}

/** A house that has sent an order for four of each, wanted in two days. */
async function orderFrom(house: House, wares: readonly Wares[], more: Partial<SupplierInput> = {}) {
  const { app, storeId, clock } = house;
  const supplier = await app.expectOk<Supplier>('POST', '/suppliers', { name: 'Fisch Lang', ...more });
  const price = { amount: 18_000, currency: 'EUR' };
  for (const { sku, name } of wares) await app.createItem(anIngredient(sku, { name, unit: 'kg' }));
  const items = wares.map(({ sku, packQuantity = 10 }) => ({
    ...{ sku, supplierSku: `L-${sku}`, packName: 'case', packQuantity, packPrice: price },
  }));
  await app.expectOk('PUT', `/suppliers/${supplier.id}/items`, { items });
  const path = `/stores/${storeId}/purchase-orders`;
  const expectedAt = new Date(clock.now().getTime() + 48 * 3_600_000).toISOString();
  const po = await app.expectOk<PurchaseOrder>('POST', path, {
    ...{ supplierId: supplier.id, expectedAt, note: 'Bitte hinten läuten' },
    lines: wares.map(({ sku }) => ({ sku, packs: 4 })),
  });
  return app.expectOk<PurchaseOrder>('POST', `${path}/${po.poId}/send`, {});
}

function portal(
  house: House,
  { portalUrl }: PurchaseOrder,
  options: Partial<PageOptions> = {},
): Promise<Page> {
  const { pathname } = new URL(portalUrl!);
  return openPage(browser(), `${house.url}${pathname}`, { viewport: PHONE, tolerate: ANSWERS, ...options });
}

const wholeOf = ({ app, storeId }: House, { poId }: PurchaseOrder) =>
  app.expectOk<PurchaseOrder>('GET', `/stores/${storeId}/purchase-orders/${poId}`);
const title = (page: Page, text: string) => page.getByRole('heading', { level: 1 }).filter({ hasText: text });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function expectFits(page: Page): Promise<void> {
  await expectAccessible(page);
  const { width } = page.viewportSize()!;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

const TWO: readonly Wares[] = [
  { sku: 'SALMON', name: 'Salmon fillet' },
  { sku: 'COD', name: 'Cod', packQuantity: 2.5 },
];

test('a supplier confirms on a phone, splits a line, reports a delay and announces what is on its way', async () => {
  const house = await openHouse();
  const po = await orderFrom(house, TWO);
  const page = await portal(house, po);
  await title(page, 'Please confirm').waitFor();
  await expectFits(page);

  await button(page, 'Change or split: Salmon fillet').click();
  const quantity = page.getByLabel('Quantity (case)');
  await quantity.fill('5');
  await button(page, 'Confirm this line').click();
  await page.getByText('At most 4 × case were ordered.').waitFor();
  await quantity.fill('4');
  expect(await page.getByText('At most 4').count()).toBe(0);
  await button(page, 'Add a part that comes later').click();
  expect(await quantity.evaluateAll((all) => all.map((it) => (it as HTMLInputElement).value))).toEqual([
    '2',
    '2',
  ]);
  await quantity.nth(1).fill('1');
  await page.getByText('10 kg will not come').waitFor();
  await expectFits(page);
  await button(page, 'Confirm this line').click();
  await page.getByText(/^10 kg: confirmed for/).waitFor();
  await title(page, 'Please confirm').waitFor();

  await button(page, 'Confirm everything').click();
  await title(page, 'Confirmed').waitFor();
  expect(await button(page, 'Confirm everything').count()).toBe(0);

  await button(page, 'Report a delay').click();
  const arrives = page.getByLabel('Now arrives');
  const was = await arrives.inputValue();
  await arrives.fill('2020-01-01T08:00');
  await button(page, 'Report the delay').click();
  await page.getByText('still to come.').waitFor();
  const later = new Date(Date.parse(`${was}Z`) + 5 * 86_400_000).toISOString().slice(0, 16);
  await arrives.fill(later);
  await button(page, 'Weather').click();
  await expectFits(page);
  await button(page, 'Report the delay').click();
  await page.getByText('Reason: Weather').first().waitFor();
  await title(page, 'Delayed').waitFor();
  await page.getByText(/^Now expected/).waitFor();

  await button(page, 'Announce a shipment').click();
  await page.getByLabel('Note to the store').fill('Two pallets');
  await button(page, 'Announce it').click();
  await page.getByText('A shipment was announced').waitFor();
  const { lines, events } = await wholeOf(house, po);
  expect(lines.map(({ outstanding, cancelled }) => [outstanding, cancelled])).toEqual([
    [30, 10],
    [10, 0],
  ]);
  expect(events.filter(({ by }) => by === 'Fisch Lang').map(({ kind }) => kind)).toEqual([
    ...['acknowledged', 'acknowledged', 'delayed', 'shipped'],
  ]);
});

test('the page follows what the store does, and only tells what is over', async () => {
  const house = await openHouse();
  const po = await orderFrom(house, TWO, { language: 'de' });
  const page = await portal(house, po);
  await title(page, 'Bitte bestätigen').waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
  const path = `/stores/${house.storeId}/purchase-orders/${po.poId}/cancel`;
  await house.app.expectOk('POST', path, {});
  await title(page, 'Storniert').waitFor(DEADLINE);
  expect(await page.locator('button, form').count()).toBe(0);
  await expectFits(page);

  const nowhere = await openPage(browser(), `${house.url}/supplier/nonsense`, {
    ...{ viewport: PHONE, tolerate: ANSWERS, locale: 'de-AT' },
  });
  await title(nowhere, 'Hier gibt es keine Bestellung').waitFor();
});

describe.each([
  ['light', PHONE],
  ['dark', { width: 1280, height: 800 }],
  // A phone at 200 %.
  ['light', { width: 195, height: 422 }],
] as const)('%s, %o', (colorScheme, viewport) => {
  test('sixty lines with long names are accessible and fit', async () => {
    const house = await openHouse();
    const wares = Array.from({ length: 60 }, (_, i) => ({
      sku: `ITEM-${i}`,
      name: `${i} Räucherlachsseitenaufschnittplattengeschenkverpackung`,
    }));
    const name = 'Fischgroßhandelsgesellschaft Obermüller-Hinterhuber und Söhne';
    const page = await portal(house, await orderFrom(house, wares, { name, language: 'de' }), {
      ...{ colorScheme, viewport },
    });
    await title(page, 'Bitte bestätigen').waitFor();
    await button(page, /^Ändern oder aufteilen: 0 /).click();
    await button(page, 'Einen späteren Teil hinzufügen').click();
    await expectFits(page);
  });
});
