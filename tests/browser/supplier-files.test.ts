import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SupplierExchange } from '../../shared/suppliers/supplier-exchange.schema.ts';
import { openPage, PHONE, useBrowser } from '../support/browser.ts';
import { anIngredient } from '../support/builders.ts';
import { DESK, expectSound, openHouse, REFUSALS, signIn } from '../support/desk-page.ts';

const browser = useBrowser();

test('files of a supplier are set up, its folder is shown, and what is wrong in one stands in the log until it is read again', async () => {
  const exchangeDir = await mkdtemp(join(tmpdir(), 'larder-exchange-'));
  onTestFinished(() => rm(exchangeDir, { recursive: true, force: true }));
  const { app, url } = await openHouse({ exchangeDir });
  await app.createItem(anIngredient('MOZZARELLA', { name: 'Mozzarella', unit: 'kg' }));
  const { id } = await app.expectOk<{ id: string }>('POST', '/suppliers', { name: 'Molkerei Süd' });
  const page = await openPage(browser(), `${url}/manage`, {
    viewport: DESK,
    tolerate: REFUSALS,
    locale: 'en-GB',
  });
  await signIn(page);
  await page.goto(`${url}/manage#/suppliers/${id}`);
  await page.getByText('Files', { exact: true }).click();
  await page.getByRole('button', { name: 'Set up files' }).click();
  await page.getByText('Is missing; give the id that the supplier knows us by').waitFor();
  await page.getByRole('group', { name: 'We are' }).getByLabel('ID').fill('LARDER');
  await page.getByRole('group', { name: 'Molkerei Süd is' }).getByLabel('ID').fill('DAIRY');
  await page.getByRole('button', { name: 'Set up files' }).click();
  await page.getByText('No file came or went yet.').waitFor();
  await expectSound(page);
  await page.getByText('CSV', { exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('What its answers look like').waitFor();

  const exchange = await app.expectOk<SupplierExchange>('GET', `/suppliers/${id}/exchange`);
  await writeFile(
    join(exchange.settings!.folder, 'in', 'prices.csv'),
    'type,supplier_sku,price\nprice,MOZ-125,13.10\n',
  );
  await page.getByText('MOZ-125 is no code of yours that we know').waitFor();
  await page.setViewportSize(PHONE);
  await expectSound(page);
  await page.goto(`${url}/manage#/`);
  await page.getByRole('link', { name: 'Open: A file of Molkerei Süd was refused' }).click();
  const items = [
    {
      sku: 'MOZZARELLA',
      supplierSku: 'MOZ-125',
      packQuantity: 10,
      packPrice: { amount: 1240, currency: 'EUR' },
    },
  ];
  await app.expectOk('PUT', `/suppliers/${id}/items`, { items });
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect.poll(() => page.getByText('MOZ-125 is no code').count()).toBe(0);
  await page.setViewportSize(DESK);
  await expectSound(page);
});
