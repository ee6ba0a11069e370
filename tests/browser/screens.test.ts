import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { findClientFiles } from '../../server/platform/client-files.ts';
import { CLIENT_DIR } from '../../server/run-server.ts';
import { PHONE, SMALL_WALL, useBrowser } from '../support/browser.ts';
import { aStore } from '../support/builders.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openScreenPage, pairPage } from '../support/screen-pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { says } from '../support/wall-page.ts';

const browser = useBrowser();

let app: TestApp;
let url: string;
let storeId: string;

beforeEach(async () => {
  // Browsers drop cookies that have run out by their own clock.
  const clock = new ManualClock(new Date().toISOString());
  app = await startTestApp({ clock, client: findClientFiles(CLIENT_DIR) });
  url = await app.url();
});

/** The owner's phone, in a house with two stores: in the inn the soup is off, in the bar nothing is. */
async function openOffice(): Promise<Page> {
  const office = await openScreenPage(browser(), `${url}/pair`, PHONE);
  const owner = { name: 'Anna', email: 'anna@example.org', password: 'three blue kettles' };
  const data = { organisation: 'Gans', store: aStore({ name: 'Inn' }), owner };
  const answer = await office.request.post(`${url}/api/v1/setup`, { data });
  ({ storeId } = (await answer.json()) as { storeId: string });
  await app.createStore({ name: 'Bar' });
  await app.createItem({ sku: 'SOUP', name: 'Soup', unit: 'portion', sellable: true, stocked: true });
  await app.mark(storeId, 'SOUP', { state: 'unavailable' });
  await office.goto(`${url}/manage`);
  return office;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

it('another store is looked at with one choice, and is still the one after a reload', async () => {
  const office = await openOffice();
  await office.getByRole('listitem').filter({ hasText: 'Soup' }).waitFor();
  await office.getByLabel('Store').filter({ visible: true }).selectOption('Bar');
  await office.getByRole('listitem').filter({ hasText: 'Soup' }).waitFor({ state: 'detached' });
  await office.reload();
  await office.getByRole('heading', { name: 'Today' }).waitFor();
  const shown = office.getByLabel('Store').filter({ visible: true }).locator('option:checked');
  expect(await shown.textContent()).toBe('Bar');
});

it('a manager makes a screen say who it is, gives it a name, a store and a language, and takes it away', async () => {
  const office = await openOffice();
  const wall = await openScreenPage(browser(), `${url}/wall`, SMALL_WALL);
  await pairPage(app, wall, storeId, 'wall', 'Pass');
  await says(wall, '86', 'Soup');
  await office.goto(`${url}/manage#/screens`);
  await office.getByRole('listitem').filter({ hasText: 'Pass' }).getByText('on', { exact: true }).waitFor();
  await button(office, 'Pass').click();
  await button(office, 'Identify').click();
  await wall.locator('.over').getByText('Pass', { exact: true }).waitFor();

  await office.getByLabel('Name', { exact: true }).fill('Bar left');
  await office.getByRole('dialog').getByLabel('Store').selectOption('Bar');
  await office.getByLabel('Language').selectOption('Deutsch');
  await button(office, 'Save').click();
  await office.getByRole('heading', { name: 'Bar', exact: true }).waitFor();
  await wall.getByRole('banner').getByText('Bar', { exact: true }).waitFor();
  await wall.getByRole('heading', { name: 'Alles da' }).waitFor();
  expect(await wall.getByText('Soup').count()).toBe(0);

  await button(office, 'Bar left').click();
  await button(office, 'Unpair').click();
  const dialog = office.getByRole('dialog', { name: 'Unpair Bar left?' });
  await dialog.getByRole('button', { name: 'Unpair' }).click();
  await wall.getByText('Dieser Bildschirm wurde aus seinem Betrieb entfernt').waitFor();
  await office.getByText('No screen is paired yet').waitFor();
});
