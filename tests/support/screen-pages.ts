import type { Browser, Page } from 'playwright-core';
import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import type { Device } from '../../shared/identity/device.schema.ts';
import { openPage } from './browser.ts';
import type { TestApp } from './test-app.ts';

/** "Not yet", "not signed in", "too often" and no network at all: answers that a browser calls errors. */
const ANSWERS = /Failed to load resource.*(\b(401|403|409|422|429)\b|ERR_\w+)|ERR_INTERNET_DISCONNECTED/;

/** A page as a screen in Vienna opens it. */
export function openScreenPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const options = { viewport, locale: 'en-GB', timezoneId: 'Europe/Vienna' };
  return openPage(browser, url, { ...options, tolerate: ANSWERS });
}

/** The code that a screen shows, as it is typed. */
export async function codeOn(page: Page): Promise<string> {
  return (await page.locator('.code .for-readers-only').innerText()).replace(/[^A-Z0-9]/g, '');
}

/** Pairs the screen that shows the pairing page, as a manager would, and waits until it shows its face. */
export async function pairPage(
  app: TestApp,
  page: Page,
  storeId: string,
  kind: ScreenKind,
  name = 'Pass',
): Promise<Device> {
  await page.waitForURL(/\/pair/);
  const code = await codeOn(page);
  const device = await app.expectOk<Device>('POST', '/devices/claim', { code, kind, storeId, name });
  await page.waitForURL(`**/${kind}`);
  return device;
}

/** A store in which the salmon is off and the soup is not. */
export async function aKitchen(app: TestApp): Promise<string> {
  const { id: storeId } = await app.createStore();
  for (const [sku, name] of Object.entries({ SAL: 'Salmon', SOUP: 'Soup' }))
    await app.createItem({ sku, name, unit: 'portion', category: 'Mains', sellable: true, stocked: true });
  await app.receive(storeId, { SAL: 4, SOUP: 30 });
  await app.mark(storeId, 'SAL', { state: 'unavailable', reason: 'Sold out' });
  return storeId;
}
