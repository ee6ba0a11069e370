import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { fitWhatIsDue } from '../../server/forecasts/fitting.service.ts';
import { ForecastThread } from '../../server/forecasts/forecast-thread.service.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import { openPage, useBrowser } from '../support/browser.ts';
import { aMovement, anIngredient } from '../support/builders.ts';
import { DESK, expectSound, goTo, openHouse, REFUSALS, signIn } from '../support/desk-page.ts';
import { sellFor } from '../support/sold-history.ts';
import type { TestApp } from '../support/test-app.ts';

const browser = useBrowser();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

/** The first chart as it is kept. */
async function saved(page: Page, what: 'picture' | 'table'): Promise<{ name: string; content: Buffer }> {
  const coming = page.waitForEvent('download');
  await button(page, new RegExp(`^Save as a ${what}`))
    .first()
    .click();
  const download = await coming;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/** Changes what is held of an item while a program changes how long it keeps, and takes it back. */
async function changeLevel(page: Page, app: TestApp, { id }: Item): Promise<void> {
  const levels = page.getByRole('region', { name: 'Levels' });
  await button(page, 'Edit').click();
  const panel = page.getByRole('dialog', { name: 'Lachsfilet' });
  await panel.getByLabel('Hold, kg').fill('12.5');
  await panel.getByLabel('Low at, kg').fill('20');
  await button(page, 'Save').click();
  await panel.getByText('Above what is held').waitFor();
  await panel.getByLabel('Low at, kg').fill('');
  await app.expectOk('PATCH', `/items/${id}`, { shelfLifeDays: 3 });
  await button(page, 'Save').click();
  await panel.getByText(/changed how long it keeps while you were writing/).waitFor();
  await expectSound(page);
  await button(page, 'Load it and go on').click();
  await expect.poll(() => panel.getByLabel('Keeps, days').inputValue()).toBe('3');
  await button(page, 'Save').click();
  await levels.getByText(/hold 12.5 kg.*keeps 3 days/).waitFor();
  await button(page, 'Undo').click();
  await levels.getByText(/^keeps 3 days/).waitFor();
}

test('an item’s forecast is read in words, as a chart and as a table, and follows what happens', async () => {
  const { app, storeId, url } = await openHouse();
  await app.createItems([anIngredient('SALMON', { name: 'Lachsfilet', unit: 'kg', category: 'Fisch' })]);
  const { items } = await app.expectOk<{ items: Item[] }>('GET', '/items');
  await sellFor(app, storeId, 21, { SALMON: 1 });
  await app.record(storeId, aMovement('count', 'SALMON', 8));
  const thread = new ForecastThread();
  onTestFinished(() => thread.stop());
  await fitWhatIsDue(app.app.ctx, { reckoner: thread, withNews: true });
  const page = await openPage(browser(), `${url}/manage`, {
    ...{ viewport: DESK, tolerate: REFUSALS, locale: 'en-GB' },
  });
  await signIn(page);
  await goTo(page, 'Forecasts');
  await page.getByText('Nothing special is ahead').waitFor();
  await button(page, 'Add').click();
  await page.getByLabel('What happens').fill('Wedding party of 60');
  await page.getByLabel('What will be asked for').selectOption('twice as much');
  await expectSound(page);
  await button(page, 'Add it').click();
  await page.getByText('twice as much of everything').waitFor();
  await button(page, 'Remove Wedding party of 60').click();
  await page.getByText('Nothing special is ahead').waitFor();
  await expectSound(page);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('lachs');
  await page.getByRole('option', { name: 'Lachsfilet' }).waitFor();
  await expectSound(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Lachsfilet' }).waitFor();
  await page.getByRole('cell', { name: 'Counted' }).waitFor();
  expect(page.url()).toContain(`#/stock/${items[0]!.id}`);
  await expectSound(page);
  await changeLevel(page, app, items[0]!);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await expectSound(page);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Forecast', exact: true }).click();
  const facts = page.getByRole('region', { name: 'In words' });
  await facts.locator('dd', { hasText: /^\s*8 kg\s*$/ }).waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/NaN|undefined|Infinity/);
  await app.receive(storeId, { SALMON: 2.5 });
  await facts.locator('dd', { hasText: /^\s*10.5 kg\s*$/ }).waitFor();
  const tables = page.getByText('As a table');
  await expect.poll(() => tables.count()).toBe(2);
  await tables.first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('rowheader').first().waitFor();
  await page.getByText('the first time tomorrow').waitFor();
  const [picture, table] = [await saved(page, 'picture'), await saved(page, 'table')];
  expect(picture.name).toMatch(/^lachsfilet-.*\.png$/);
  expect(picture.content.subarray(1, 4).toString()).toBe('PNG');
  expect(table.name).toMatch(/^lachsfilet-.*\.csv$/);
  expect(table.content.toString()).toContain('When,If much is sold,Most likely,If little is sold\r\n');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectSound(page);
  }
});
