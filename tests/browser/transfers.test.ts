import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { wishPath } from '../../client/purchasing/transfer-draft.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { openPage, PHONE, useBrowser } from '../support/browser.ts';
import { anIngredient } from '../support/builders.ts';
import { DESK, expectSound, goTo, openHouse, REFUSALS, signIn } from '../support/desk-page.ts';

const browser = useBrowser();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

test('one store asks, the other sends less and later, and what came is booked in, all of it live', async () => {
  const { app, clock, storeId, url } = await openHouse();
  const { id: otherId } = await app.createStore({ name: 'Zentralküche' });
  await app.createItems([
    anIngredient('SALMON', { name: 'Lachsfilet', unit: 'kg', packs: [{ name: 'case', quantity: 10 }] }),
    anIngredient('CAKE', { name: 'Nusstorte', unit: 'each' }),
  ]);
  await app.receive(otherId, { SALMON: 30, CAKE: 4 });
  const open = async (size: { width: number; height: number }): Promise<Page> => {
    const page = await openPage(browser(), `${url}/manage`, {
      ...{ viewport: size, tolerate: REFUSALS, locale: 'en-GB' },
    });
    await signIn(page);
    return page;
  };
  const page = await open(DESK);
  await goTo(page, 'Transfers');
  await page.getByText('Nothing is on its way').waitFor();
  await page.keyboard.press('n');
  const item = dialog(page).getByRole('combobox', { name: /^Item/ });
  await item.last().fill('Lachs');
  await dialog(page).getByRole('option', { name: /Lachs/ }).click();
  await dialog(page).getByLabel('Unit').selectOption('case');
  await item.last().fill('Nuss');
  await dialog(page).getByRole('option', { name: /Nuss/ }).click();
  await dialog(page).getByLabel('How much').last().fill('6');
  await expectSound(page);
  await button(page, 'Ask Zentralküche').click();
  await page.getByRole('heading', { level: 1, name: 'From Zentralküche #1' }).waitFor();

  const kitchen = await open(PHONE);
  await kitchen.getByLabel('Store', { exact: true }).filter({ visible: true }).selectOption('Zentralküche');
  await kitchen.getByRole('link', { name: /^Gasthaus .* asks for 2 items$/ }).click();
  await button(kitchen, 'Send').click();
  await dialog(kitchen).getByText('Only 4 here').waitFor();
  await dialog(kitchen).getByLabel('Sent of Lachsfilet').fill('7,5');
  await dialog(kitchen).getByLabel('Sent of Nusstorte').fill('0');
  await expectSound(kitchen);
  await button(kitchen, 'Send it').click();
  await kitchen.getByText('7.5 kg on its way').waitFor();

  await page.getByText('7.5 kg on its way').waitFor();
  clock.advance({ hours: 1 });
  await button(page, 'Another time').click();
  const later = new Date(clock.now().getTime() + 3 * 3_600_000).toISOString().slice(0, 16);
  await dialog(page).getByLabel('Now expected').fill(later);
  await dialog(page).getByLabel('Reason').fill('van broke down');
  await button(page, 'Save the new time').click();
  await page.getByText('late', { exact: true }).first().waitFor();
  await button(page, 'Receive').click();
  await button(page, 'Lost, or sent back … of Lachsfilet').click();
  await dialog(page).getByLabel('Lost or spoiled, in kg').fill('0.5');
  await button(page, 'Book it in').click();
  await dialog(page).getByText('Say why it was not kept.').waitFor();
  await dialog(page).getByLabel('Because').fill('too warm');
  await expectSound(page);
  await button(page, 'Book it in').click();
  await page.getByText('7 kg received', { exact: true }).waitFor();
  await page.getByText('7 kg Lachsfilet received; 0.5 kg Lachsfilet lost (too warm)').waitFor();
  await kitchen.getByText('7 kg received', { exact: true }).waitFor();
  await expectSound(page);
  await expectSound(kitchen);
  const { items } = await app.expectOk<{ items: StockState[] }>('GET', `/stores/${storeId}/stock`);
  const salmon = items.find(({ sku }) => sku === 'SALMON')!;
  expect(salmon).toMatchObject({ onHand: 7, onOrder: 0 });

  // As a link from the board of all stores has it.
  const wish = wishPath({ from: otherId, itemId: salmon.itemId, quantity: '3.5' });
  await page.goto(`${url}/manage#${wish}`);
  await expect.poll(() => dialog(page).getByLabel('How much').first().inputValue()).toBe('3.5');
  await button(page, 'Ask Zentralküche').click();
  await page.getByRole('heading', { level: 1, name: 'From Zentralküche #2' }).waitFor();
  await page.getByText('3.5 kg').first().waitFor();
});
