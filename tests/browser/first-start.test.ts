import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ITEMS } from '../../server/demo/restaurant/restaurant.ts';
import { findClientFiles } from '../../server/platform/client-files.ts';
import { CLIENT_DIR } from '../../server/run-server.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { PHONE, TABLET, useBrowser, WALL } from '../support/browser.ts';
import { aSale, aStore } from '../support/builders.ts';
import { csv } from '../support/csv-upload.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { codeOn, openScreenPage } from '../support/screen-pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { says } from '../support/wall-page.ts';

const browser = useBrowser();

let app: TestApp;
let url: string;

beforeEach(async () => {
  // Browsers drop cookies that have run out by their own clock.
  const clock = new ManualClock(new Date().toISOString());
  app = await startTestApp({ clock, client: findClientFiles(CLIENT_DIR) });
  url = await app.url();
});

const open = (path: string, viewport = TABLET) => openScreenPage(browser(), url + path, viewport);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
const done = (page: Page, count: number) => page.getByText(`${count} of 3 done`).waitFor();

/** The set-up page, by keyboard alone; the first password is one that everybody tries. */
async function setUp(office: Page): Promise<void> {
  await office.getByLabel('Name of the business').waitFor();
  await expectAccessible(office);
  await office.keyboard.type('Zum Lachs');
  await office.getByLabel('Your name').focus();
  for (const words of ['Anna', 'anna@example.org', 'password1']) {
    await office.keyboard.type(words);
    await office.keyboard.press(words === 'password1' ? 'Enter' : 'Tab');
  }
  await office.getByText('tried first everywhere').waitFor();
  expect(await office.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('password');
  await expectAccessible(office);
  await office.keyboard.press('Control+A');
  await office.keyboard.type('three blue kettles');
  await office.keyboard.press('Enter');
  await office.waitForURL('**/manage#/');
  await done(office, 0);
}

function choose(office: Page, name: string, ...rows: string[]): Promise<void> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(csv(...rows)) };
  return office.locator('input[type=file]').setInputFiles(file);
}

const HEAD = 'sku;name;unit;category;reorder_point';
const SOUP = 'SUPPE;Tagessuppe;portion;Vorspeisen;8';

/** A file with a mistake, the mended one, and what is on the shelves. */
async function importItems(office: Page): Promise<void> {
  await follow(office, 'Import items');
  await choose(office, 'karte.csv', HEAD, SOUP, 'LACHS;Lachsfilet mit Haut;g;Fisch;drei');
  await office.getByText('2 rows, 1 mistake.').waitFor();
  const mistake = office.getByRole('row').filter({ hasText: 'drei' });
  expect(await mistake.getByRole('cell').allInnerTexts()).toMatchObject([
    '3',
    'reorder_point',
    expect.any(String),
  ]);
  // In sight, above the buttons of the panel.
  expect((await mistake.boundingBox())!.y).toBeLessThan(TABLET.height - 100);
  expect(await office.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
  await choose(office, 'karte.csv', HEAD, SOUP, 'LACHS;Lachsfilet mit Haut;g;Fisch;3000');
  await office.getByText('2 rows without a mistake.').waitFor();
  await expectAccessible(office);
  await press(office, 'Import');
  await office.getByText('2 rows imported.').waitFor();
  await press(office, 'Import recipes');
  await office.getByRole('radio', { name: /^Opening stock/ }).check();
  await choose(office, 'regal.csv', 'sku;quantity', 'SUPPE;5', 'LACHS;9000');
  await office.getByText('2 rows without a mistake.').waitFor();
  await press(office, 'Import');
  await office.getByText('2 rows imported.').waitFor();
  await press(office, 'Done');
  await office.getByRole('row').filter({ hasText: 'Lachsfilet mit Haut' }).waitFor();
}

async function pairWall(office: Page): Promise<Page> {
  const wall = await open('/wall', WALL);
  await wall.waitForURL('**/pair');
  await expectAccessible(wall);
  await follow(office, 'Pair a screen');
  await office.getByLabel('Code on the screen').pressSequentially(await codeOn(wall));
  const words = await wall.locator('.words').innerText();
  await office.getByText(words, { exact: true }).waitFor();
  await press(office, 'Yes, it does');
  await office.getByLabel('Name', { exact: true }).fill('Pass');
  await press(office, 'Pair the screen');
  await wall.waitForURL('**/wall');
  return wall;
}

/** The key that a till gets, as it is shown once. */
async function createKey(office: Page): Promise<string> {
  await follow(office, 'Create a key');
  await press(office, 'Create a key');
  await office.getByLabel('Name').fill('Till at the bar');
  await press(office, 'Create the key');
  const key = await office.getByRole('region', { name: 'The key' }).innerText();
  await press(office, 'It is copied');
  return key;
}

/** The one store there is, as a browser is told in which somebody is signed in. */
async function storeOf(office: Page): Promise<string> {
  const answer = await office.request.get(`${url}/api/v1/stores`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  expect(items).toHaveLength(1);
  return items[0]!.id;
}

async function sellSoup(storeId: string, key: string): Promise<void> {
  const sale = aSale({ SUPPE: 1 }, { soldAt: app.clock.now().toISOString() });
  const asTill = { authorization: `Bearer ${key}` };
  const path = `/stores/${storeId}/sales`;
  const { body } = await app.requestAs(asTill, 'POST', path, { sales: [sale] });
  expect(body).toMatchObject({ results: [{ status: 'accepted' }] });
}

describe('a first start', () => {
  it('leads from an empty database to a wall that shows their own items and counts them down', async () => {
    // Nobody and nothing is known here, not even what other tests talk through.
    await app.database.pool.query('delete from api_key');
    const office = await open('/setup');
    await setUp(office);
    await importItems(office);
    await follow(office, 'Today');
    await done(office, 1);
    const wall = await pairWall(office);
    await wall.getByRole('banner').getByText('Zum Lachs').waitFor();
    await says(wall, 'Running out', 'Tagessuppe', '5 left');
    await follow(office, 'Today');
    await done(office, 2);
    const key = await createKey(office);
    await follow(office, 'Today');
    await office.getByText('It has a key.').waitFor();
    await sellSoup(await storeOf(office), key);
    await says(wall, 'Running out', '4 left');
    await office.getByText('Getting started').waitFor({ state: 'detached' });
  });

  it('may begin with the items of the demo, on a phone, in one tap', async () => {
    const office = await open('/pair', PHONE);
    const owner = { name: 'Anna', email: 'anna@example.org', password: 'three blue kettles' };
    const data = { organisation: 'Zum Lachs', store: aStore(), owner };
    expect((await office.request.post(`${url}/api/v1/setup`, { data })).status()).toBe(201);
    await office.goto(`${url}/manage`);
    await press(office, 'Use the demo’s items');
    await done(office, 1);
    await expect
      .poll(
        async () =>
          Object.values(await app.stock(await storeOf(office))).filter(({ onHand }) => onHand).length,
      )
      .toBe(ITEMS.filter(({ stocked }) => stocked).length);
    const { items } = await app.expectOk<{ items: Item[] }>('GET', '/items?limit=1000');
    const essence = ({ sku, name, recipe = [] }: Pick<Item, 'sku' | 'name'> & Partial<Item>) =>
      `${sku} ${name}: ${recipe.map((line) => line.sku).join(' ')}`;
    expect(items.map(essence).sort()).toEqual(ITEMS.map((item) => essence(item as Item)).sort());
    await expectAccessible(office);
  });

  it('happens once: the set-up page sends everybody on from then on', async () => {
    await app.database.pool.query(`update deployment set organisation = 'Zum Lachs'`);
    const page = await open('/setup', PHONE);
    await page.waitForURL('**/manage#/');
  });
});
