import { expect, test } from 'vitest';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { openPage, useBrowser } from '../support/browser.ts';
import { anIngredient } from '../support/builders.ts';
import { DESK, openHouse, REFUSALS, signIn } from '../support/desk-page.ts';

const browser = useBrowser();

test('a sheet is typed with the keyboard alone, looked at, saved in one go, and taken back', async () => {
  const { app, storeId, url } = await openHouse();
  await app.createItems([
    anIngredient('BUN', { name: 'Bun', unit: 'each', packs: [{ name: 'tray', quantity: 12 }] }),
    anIngredient('FLOUR', { name: 'Flour', unit: 'kg' }),
    anIngredient('RICE', { name: 'Rice', unit: 'kg' }),
  ]);
  await app.receive(storeId, { BUN: 30, FLOUR: 5, RICE: 8 });
  const page = await openPage(browser(), `${url}/manage`, { viewport: DESK, tolerate: REFUSALS });
  await signIn(page);
  await page.goto(`${url}/manage#/stock/count`);
  await page.getByLabel('Bun, counted in each').focus();
  await page.keyboard.type('2 tray + 3');
  await page.keyboard.press('Enter');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await page.keyboard.type('about 7');
  // What is typed outlives the page.
  await page.keyboard.press('Tab');
  await page.reload();
  await page.getByText('2 items counted').waitFor();
  await page.getByText('Cannot be read: write 12 or 3.5.').waitFor();
  await page.getByLabel('Rice, counted in kg').fill('');
  await page.getByRole('button', { name: 'See the differences' }).click();
  const review = page.getByRole('dialog', { name: 'What the count changes' });
  expect(await review.locator('tbody tr').allInnerTexts()).toEqual([
    expect.stringMatching(/Bun\s+30\s+27\s+−3/),
  ]);
  await review.getByText('1 item is as expected.').waitFor();
  await review.getByRole('button', { name: 'Save the count' }).click();
  const onHand = async (): Promise<(number | null)[]> => {
    const stock: Record<string, StockState> = await app.stock(storeId);
    return ['BUN', 'FLOUR', 'RICE'].map((sku) => stock[sku]!.onHand);
  };
  await page.getByText('2 items counted and saved.').waitFor();
  expect(await onHand()).toEqual([27, 5, 8]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The count is taken back.').waitFor();
  expect(await onHand()).toEqual([30, 5, 8]);
  expect(await page.getByLabel('Bun, counted in each').inputValue()).toBe('2 tray + 3');
});
