import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Item } from '../../shared/items/item.schema.ts';
import { openPage, PHONE, useBrowser } from '../support/browser.ts';
import { anIngredient, aMovement } from '../support/builders.ts';
import { DESK, expectSound, openHouse, REFUSALS, signIn, type House } from '../support/desk-page.ts';

const browser = useBrowser();
const ITEMS = 2_000;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A house with a long shelf, some of it counted. */
async function openLarder(): Promise<House> {
  const house = await openHouse();
  const place = (n: number): string => String(n).padStart(4, '0');
  await house.app.createItems(
    Array.from({ length: ITEMS }, (_, n) =>
      anIngredient(`S-${place(n)}`, {
        name: `Spice ${place(n)}`,
        parLevel: 10,
        category: n < 5 ? 'Hot' : 'Mild',
      }),
    ),
  );
  await house.app.receive(house.storeId, { 'S-0001': 5, 'S-1999': 8 });
  return house;
}

async function categories({ app }: House): Promise<string[]> {
  const { items } = await app.expectOk<{ items: Item[] }>('GET', '/items?limit=5');
  return items.map(({ category }) => category);
}

test('a shelf of thousands is read by keyboard, follows what happens, and many of it are changed at once and put back', async () => {
  const house = await openLarder();
  const page = await openPage(browser(), `${house.url}/manage`, {
    ...{ viewport: DESK, tolerate: REFUSALS, locale: 'en-GB' },
  });
  await signIn(page);
  await page.goto(`${house.url}/manage#/stock`);
  const grid = page.getByRole('grid', { name: 'Stock' });
  const rows = grid.locator('[data-row]');
  await rows.first().waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe(`${ITEMS + 1}`);

  // The keyboard goes from row to row; the rows that are made stay few, and the one with the focus stays.
  await rows.first().focus();
  await page.keyboard.press('End');
  const active = () =>
    page.evaluate(() => (document.activeElement as HTMLElement).innerText.replace(/\s+/g, ' '));
  await expect.poll(active).toMatch(/Spice 1999 .*8 g/);
  expect(await rows.count()).toBeLessThan(50);
  await house.app.record(house.storeId, aMovement('waste', 'S-1999', 3));
  await expect.poll(active).toMatch(/Spice 1999 .*5 g/);
  await grid.evaluate((element) => (element.scrollTop = 0));
  await grid.getByText('Spice 0000').waitFor();
  expect(await active()).toMatch(/Spice 1999/);
  await page.keyboard.press('Home');
  await expect.poll(active).toMatch(/Spice 0000/);
  await expectSound(page);

  // What is asked is in the address, and is kept under a name.
  await page.getByRole('searchbox').fill('spice');
  await page.getByRole('combobox', { name: 'Category' }).selectOption('Hot');
  await page.getByText(`5 of ${ITEMS.toLocaleString('en-GB')} items`).waitFor();
  await grid.getByRole('columnheader', { name: 'Available' }).getByRole('button').click();
  expect(new URL(page.url()).hash).toBe('#/stock?q=spice&sort=available&category=Hot');
  await button(page, 'Keep as a view').click();
  await page.getByRole('dialog').getByLabel('Name').fill('Hot ones');
  await button(page, 'Save').click();
  await page.getByText('Hot ones is kept.').waitFor();
  await page.reload();
  await page.getByRole('link', { name: 'Hot ones' }).waitFor();
  await page.getByText(`5 of ${ITEMS.toLocaleString('en-GB')} items`).waitFor();

  // From the first to the third, by mouse and shift.
  const pick = (name: string) => grid.getByRole('checkbox', { name: `Choose ${name}` });
  await pick('Spice 0001').click();
  await pick('Spice 0002').click({ modifiers: ['Shift'] });
  await page.getByText('3 items chosen').waitFor();
  const change = async (): Promise<void> => {
    await button(page, 'Change').click();
    await page.getByRole('dialog').getByLabel('Category').fill('Fiery');
    await button(page, 'See what will change').click();
    await page.getByText('3 items change').waitFor();
    await expectSound(page);
    await button(page, 'Change 3 items').click();
    await page.getByText('3 items changed.').waitFor();
  };
  await change();
  expect(await categories(house)).toEqual(['Fiery', 'Fiery', 'Fiery', 'Hot', 'Hot']);
  await button(page, 'Undo').click();
  await page.getByText('3 items are as before.').waitFor();
  expect(await categories(house)).toEqual(['Hot', 'Hot', 'Hot', 'Hot', 'Hot']);

  // Changed by somebody else since, nothing of it is put back.
  await grid.getByRole('checkbox', { name: /^Choose all/ }).check();
  await pick('Spice 0003').uncheck();
  await pick('Spice 0004').uncheck();
  await change();
  const { items } = await house.app.expectOk<{ items: Item[] }>('GET', '/items?limit=1');
  await house.app.expectOk('PATCH', `/items/${items[0]!.id}`, { name: 'Pepper' });
  await button(page, 'Undo').click();
  await page.getByText('Pepper was changed by somebody else meanwhile. Nothing was done.').waitFor();
  expect(await categories(house)).toEqual(['Fiery', 'Fiery', 'Fiery', 'Hot', 'Hot']);
});

test('on a phone the shelf fits, and a row leads to its item', async () => {
  const house = await openHouse();
  await house.app.createItem(anIngredient('SALT', { name: 'Räucherlachsseitenaufschnittplatte' }));
  await house.app.receive(house.storeId, { SALT: 5 });
  const page = await openPage(browser(), `${house.url}/manage`, {
    ...{ viewport: PHONE, tolerate: REFUSALS, locale: 'en-GB' },
  });
  await signIn(page);
  await page.goto(`${house.url}/manage#/items`);
  await page.getByRole('grid').getByRole('checkbox').last().check();
  await page.getByText('1 item chosen').waitFor();
  await expectSound(page);
  await page.getByRole('grid').getByText('SALT · Larder').click({ force: true });
  await page.getByRole('heading', { level: 1, name: /^Räucherlachs/ }).waitFor();
});
