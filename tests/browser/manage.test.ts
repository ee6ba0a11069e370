import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { PairingOffer } from '../../shared/identity/device.schema.ts';
import { DESTINATIONS } from '../../client/manage/navigation.ts';
import { expectAccessible, findViolationsInThemes } from '../support/accessibility.ts';
import { openPage, PHONE, useBrowser, type PageOptions } from '../support/browser.ts';
import { aDish, anIngredient } from '../support/builders.ts';
import { DESK, goTo, openHouse, OWNER, REFUSALS, signIn, type House } from '../support/desk-page.ts';
import { aKey } from '../support/principals.ts';

const browser = useBrowser();

async function offerOf({ app }: House): Promise<PairingOffer> {
  return (await app.requestAs<PairingOffer>({}, 'POST', '/devices')).body;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

test('an owner signs in, connects a till, adds people, pairs a wall, and the record shows it', async () => {
  const house = await openHouse();
  const page = await openPage(browser(), `${house.url}/manage`, { viewport: DESK, tolerate: REFUSALS });
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill('five red kettles');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.getByRole('alert').innerText())
    .toBe('The e-mail address or the password is wrong.');
  await signIn(page);
  await page.getByText('0 of 3 done').waitFor();

  await goTo(page, 'Keys');
  await button(page, 'Create a key').click();
  await page.getByLabel('Name').fill('Till at the bar');
  await button(page, 'Create the key').click();
  const key = await page.getByRole('region', { name: 'The key' }).innerText();
  expect(key).toMatch(/^larder_k_/);
  expect(await page.getByRole('region', { name: 'The command' }).innerText()).toContain(`Bearer ${key}`);
  await button(page, 'It is copied').click();
  expect(await page.content()).not.toContain(key);

  await goTo(page, 'People');
  await button(page, 'Add a person').click();
  await page.getByLabel('Name').fill('Ben');
  await page.getByLabel('PIN for tablets').fill('123456');
  await button(page, 'Add').click();
  await page.getByText('Is too easy to guess').waitFor();
  expect(await page.getByLabel('PIN for tablets').evaluate((field) => field === document.activeElement)).toBe(
    true,
  );
  await page.getByLabel('PIN for tablets').fill('482913');
  await button(page, 'Add').click();
  await page.getByText('PIN only').waitFor();

  await goTo(page, 'Screens');
  const { code, words } = await offerOf(house);
  await button(page, 'Pair a screen').click();
  await page
    .getByLabel('Code on the screen')
    .pressSequentially(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`);
  expect((await page.getByText(words).innerText()).toLowerCase()).toBe(words);
  await page.keyboard.press('Enter');
  await page.getByLabel('Name').fill('Pass');
  await button(page, 'Pair the screen').click();
  await page.getByRole('listitem').filter({ hasText: 'Pass' }).getByText('not seen yet').waitFor();

  await goTo(page, 'Audit');
  for (const deed of ['paired the screen Pass', 'added Ben', 'created the key Till at the bar', 'signed in'])
    await page.getByRole('listitem').filter({ hasText: deed }).first().waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('bar');
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'added Ben' }).count()).toBe(0);
  await page.getByRole('listitem').filter({ hasText: 'created the key' }).waitFor();
});

test('a change that opens doors takes the password again after a while, and then goes through by itself', async () => {
  const house = await openHouse();
  const page = await openPage(browser(), `${house.url}/manage#/keys`, { viewport: DESK, tolerate: REFUSALS });
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.keyboard.press('Enter');
  await button(page, 'Create a key').click();
  await page.getByLabel('Name').fill('Till');
  house.clock.advance({ minutes: 16 });
  await button(page, 'Create the key').click();
  await page.getByLabel('Your password', { exact: true }).fill('wrong');
  await button(page, 'Confirm').click();
  await page.getByText('That is not your password.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Your password', { exact: true }).fill(OWNER.password);
  await button(page, 'Confirm').click();
  await page.getByRole('region', { name: 'The key' }).waitFor();
});

test('somebody invited sets a password by the link, and sees what managers see', async () => {
  const house = await openHouse();
  const page = await openPage(browser(), `${house.url}/manage`, { viewport: DESK, tolerate: REFUSALS });
  await signIn(page);
  await goTo(page, 'People');
  await button(page, 'Add a person').click();
  await page.getByLabel('Name').fill('Maja');
  await page.getByLabel('E-mail').fill('maja@example.com');
  await page.getByLabel('Gasthaus zum Goldenen Löwen').selectOption('manager');
  await button(page, 'Add and invite').click();
  const link = await page.getByRole('region', { name: 'The link' }).innerText();

  const route = new URL(link).hash;
  const hers = await openPage(browser(), `${house.url}/manage${route}`, {
    viewport: PHONE,
    tolerate: REFUSALS,
  });
  await hers.getByRole('heading', { name: 'Welcome, Maja' }).waitFor();
  await expectAccessible(hers);
  await hers.getByLabel('New password', { exact: true }).fill('password1');
  await button(hers, 'Set password and start').click();
  await hers.getByText('tried first everywhere').waitFor();
  await hers.getByLabel('New password', { exact: true }).fill('nine green apples');
  await button(hers, 'Set password and start').click();
  await hers.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await button(hers, 'More').click();
  const more = hers.getByRole('navigation', { name: 'More pages' }).getByRole('link');
  expect(await more.allInnerTexts()).toEqual([
    ...[
      'Items',
      'Order now',
      'Purchase orders',
      'Deliveries',
      'Transfers',
      'Forecasts',
      'Suppliers',
      'Reports',
      'Messages',
      'Screens',
      'People',
    ],
    ...['Audit', 'Settings'],
  ]);
  await hers.goto(`${house.url}/manage#/keys`);
  await hers.getByText('This page is for owners').waitFor();
  await hers.goto(`${house.url}/manage${route}`);
  await hers.getByText('This link was used already').waitFor();
});

test('what a manager opens needs no mouse', async () => {
  const { url } = await openHouse();
  const page = await openPage(browser(), `${url}/manage`, { viewport: DESK, tolerate: REFUSALS });
  await signIn(page);
  await page.getByText('0 of 3 done').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Import items');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Import a CSV file' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Items' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

/** Wherever the navigation leads, and what lies behind. */
const PAGES = [
  ...DESTINATIONS.map(({ path }) => path),
  ...['/stock/count', '/suppliers/scorecards', '/messages/templates', '/nowhere'],
];
const PANELS: [string, RegExp | null][] = [
  ['/items/new', null],
  ['/items/import', null],
  ['/orders/new', null],
  ['/deliveries', /^Expect a delivery/],
  ['/backorders', /^Who comes first/],
  ['/screens/pair', null],
  ['/screens', /^Pass/],
  ['/people', /^Add a person/],
  ['/people', /^Ada/],
  ['/keys', /^Create a key/],
  ['/keys', /^Till/],
  ['/settings', /^Add a store/],
  ['/reports', /^By e-mail/],
  ['/reports', /^What guests pay/],
  ['/stock/count', /^Shelves/],
];

async function furnish(house: House): Promise<void> {
  const { app, storeId } = house;
  await app.createItem(anIngredient('SALMON', { name: 'Räucherlachsseitenaufschnittplatte', parLevel: 900 }));
  await app.createItem(aDish('SALMON-DISH', { SALMON: 150 }));
  await app.createItem(aDish('SOUP', { SALMON: 20 }));
  await app.receive(storeId, { SALMON: 200 });
  await app.mark(storeId, 'SALMON-DISH', { state: 'unavailable', reason: 'no more today' });
  await app.mark(storeId, 'SOUP', { state: 'limited', remaining: 7 });
  await app.createStore({ name: 'Am Markt', timeZone: 'Europe/Vienna' });
  const { code } = await offerOf(house);
  await app.expectOk('POST', '/devices/claim', { code, kind: 'wall', storeId, name: 'Pass' });
  await aKey(app, ['sales:write'], [storeId]);
}

/** Signed in, in a house where there is something to see. */
async function openFurnished(options: Pick<PageOptions, 'viewport'>) {
  const house = await openHouse();
  await furnish(house);
  const page = await openPage(browser(), `${house.url}/manage`, { ...options, tolerate: REFUSALS });
  await page.getByLabel('E-mail').waitFor();
  const wrong = await findFaults(page);
  await signIn(page);
  return { page, wrong, at: (path: string) => page.goto(`${house.url}/manage#${path}`) };
}

/** What is wrong with the page in either theme, and whether it is wider than the screen. */
async function findFaults(page: Page): Promise<string[]> {
  await expect.poll(() => page.getByText('Fetching').count()).toBe(0);
  const { width } = page.viewportSize()!;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  const found = [...(wide > width ? [`${wide} px wide`] : []), ...(await findViolationsInThemes(page))];
  return found.map((fault) => `${new URL(page.url()).hash} ${fault}`);
}

describe.each([
  ['a desk', DESK],
  ['a phone', PHONE],
] as const)('on %s, in both themes', (_, viewport) => {
  test('every page is accessible and fits', async () => {
    const { page, wrong, at } = await openFurnished({ viewport });
    for (const path of PAGES) {
      await at(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      wrong.push(...(await findFaults(page)));
    }
    expect(wrong).toEqual([]);
  });

  test('every panel is accessible and fits', async () => {
    const { page, wrong, at } = await openFurnished({ viewport });
    for (const [path, opener] of PANELS) {
      await at('/nowhere');
      await at(path);
      if (opener) await page.getByRole('button', { name: opener }).filter({ visible: true }).first().click();
      await page.getByRole('dialog').waitFor();
      wrong.push(...(await findFaults(page)));
      await page.keyboard.press('Escape');
    }
    expect(wrong).toEqual([]);
  });
});
