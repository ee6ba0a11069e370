import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findClientFiles } from '../../server/platform/client-files.ts';
import { CLIENT_DIR } from '../../server/run-server.ts';
import { expectAccessible } from './accessibility.ts';
import { ManualClock } from './manual-clock.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

export const DESK = { width: 1440, height: 900 };
export const OWNER = { name: 'Ada', email: 'ada@example.com', password: 'seven blue kettles' };
/** Browsers report every refusal on their console; these are asked for. */
export const REFUSALS = /status of (401|403|404|409|412|422)/;

export interface House {
  app: TestApp;
  clock: ManualClock;
  url: string;
  storeId: string;
}

/**
 * A restaurant that was set up a moment ago. Its day is the browser's, which decides how long cookies live; the hour is always
 * noon, when nobody rests.
 */
export async function openHouse(options: Omit<TestAppOptions, 'client' | 'clock'> = {}): Promise<House> {
  const client = findClientFiles(CLIENT_DIR);
  expect(client.faces, 'the client is not built: npm run build').toContain('manage');
  const clock = new ManualClock(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`);
  const app = await startTestApp({ ...options, client, clock });
  const store = { name: 'Gasthaus zum Goldenen Löwen', timeZone: 'Europe/Vienna', currency: 'EUR' };
  const { body } = await app.requestAs<{ storeId: string }>({}, 'POST', '/setup', {
    organisation: 'Löwe',
    store,
    owner: OWNER,
  });
  return { app, clock, url: await app.url(), storeId: body.storeId };
}

export async function signIn(page: Page, { email, password } = OWNER, arrivesAt = 'Today'): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: arrivesAt }).waitFor();
}

export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).filter({ visible: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Nothing is on its way, axe finds nothing wrong, and nothing is wider than the screen. */
export async function expectSound(page: Page): Promise<void> {
  await expect.poll(() => page.getByText('Fetching').count()).toBe(0);
  await expectAccessible(page);
  const { width } = page.viewportSize()!;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}
