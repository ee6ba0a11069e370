import { expect, test } from 'vitest';
import type { Order } from '../../shared/orders/order.schema.ts';
import { openPage, useBrowser } from '../support/browser.ts';
import { anIngredient, aMovement, anOrder } from '../support/builders.ts';
import { csv, sendCsv } from '../support/csv-upload.ts';
import { DESK, expectSound, goTo, openHouse, REFUSALS, signIn, type House } from '../support/desk-page.ts';

const browser = useBrowser();
const LINES = 300;

/** A house where as many wait for a cake, each with an order of their own. */
async function openCrowded(): Promise<House> {
  const house = await openHouse();
  const { app, storeId } = house;
  await app.createItem(anIngredient('CAKE', { name: 'Nut cake', unit: 'each', sellable: true }));
  await app.record(storeId, aMovement('count', 'CAKE', 0));
  const rows = Array.from({ length: LINES }, (_, n) => `o-${n + 1},Guest ${n + 1},CAKE,${1 + (n % 4)}`);
  const { status } = await sendCsv(app, {
    ...{ kind: 'orders', storeId, commit: true, idempotencyKey: 'the whole town' },
    csv: csv('external_id,customer,sku,quantity', ...rows),
  });
  expect(status).toBe(200);
  return house;
}

test('a long queue is read by keyboard, follows what happens, is chosen as a whole and taken away as a table', async () => {
  const house = await openCrowded();
  const page = await openPage(browser(), `${house.url}/manage`, {
    ...{ viewport: DESK, tolerate: REFUSALS, locale: 'en-GB' },
  });
  await signIn(page);
  await goTo(page, 'Backorders');
  await page.getByText(`${LINES} lines wait`).waitFor();
  const queue = page.getByRole('region', { name: 'The queue' });
  const row = (text: string) => queue.getByRole('row').filter({ hasText: text });
  await row('Guest 1').first().waitFor();
  expect(await queue.getByRole('row').count()).toBeLessThan(50);

  await queue.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const active = () => page.evaluate(() => document.activeElement?.closest('tr')?.innerText.trim() ?? '');
  await expect.poll(active).toMatch(new RegExp(`^${LINES}\\s`));
  expect(await queue.getByRole('row').count()).toBeLessThan(50);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => Number(/^\d+/.exec(await active())?.[0])).toBeLessThan(LINES - 4);
  await expectSound(page);

  // Others order meanwhile: the list moves under nobody's eyes, and what was chosen stays so.
  await row(`#${LINES - 10} `)
    .getByRole('checkbox')
    .check();
  const scrolled = await queue.evaluate((element) => element.scrollTop);
  const urgent = { neededBy: new Date(house.clock.now().getTime() + 3_600_000).toISOString() };
  const input = anOrder({ CAKE: 1 }, { customer: { name: 'Zora' }, ...urgent });
  await house.app.expectOk<Order>('POST', `/stores/${house.storeId}/orders`, input);
  await page.getByText(`${LINES + 1} lines wait`).waitFor();
  await page.getByText('1 line chosen').waitFor();
  expect(await queue.evaluate((element) => element.scrollTop)).toBe(scrolled);
  await page.getByRole('button', { name: `Choose all ${LINES + 1} lines that match` }).click();
  await page.getByText(`${LINES + 1} lines chosen`, { exact: true }).waitFor();

  await page.getByRole('searchbox').fill('zor');
  await page.getByText('1 of them match').waitFor();
  await expect.poll(() => row('Zora').innerText()).toMatch(/^\s*1\s/);
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
  const table = await page.evaluate(async (path) => (await fetch(path)).text(), href!);
  expect(table.trimEnd().split('\n')).toHaveLength(2);
});
