import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PurchaseOrder, Receipt } from '../../shared/purchasing/purchase-order.schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { PHONE, useBrowser } from '../support/browser.ts';
import { aPurchase, aSupplier, doTo } from '../support/deliveries.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { startTestApp } from '../support/test-app.ts';
import { AUTHORIZATION } from '../support/test-key.ts';
import { isInStock, sheetOf, undoOf, UNREACHABLE } from '../support/tablet-page.ts';
import { isConnection } from '../support/wall-page.ts';

const browser = useBrowser();
const FISH = 'Fischgroßhandel Eder & Söhne';

const button = (tablet: Page, name: string | RegExp) => tablet.getByRole('button', { name });
const tick = (tablet: Page, name: RegExp) => sheetOf(tablet).getByRole('checkbox', { name });

interface BackDoor extends ScreenedStore {
  po: PurchaseOrder;
  order: (packs: Record<string, number>) => Promise<PurchaseOrder>;
}

/** A Friday, 10:00 in Vienna: two boxes of salmon and ten cases of eggs are to come at noon. */
async function openBackDoor(): Promise<BackDoor> {
  const kitchen = await openKitchen({ clock: new ManualClock('2026-03-20T09:00:00Z') });
  const supplier = await aSupplier(kitchen, FISH, {
    LACHS: { pack: 'Kiste', of: 5000, code: '9001234567890', instead: ['OCHSE'] },
    EI: { pack: 'case', of: 12 },
  });
  const order = (packs: Record<string, number>) =>
    aPurchase(kitchen, supplier, packs, '2026-03-20T11:00:00Z');
  return Object.assign(kitchen, { order, po: await order({ LACHS: 2, EI: 10 }) });
}

const now = ({ app, storeId }: ScreenedStore, { poId }: PurchaseOrder) =>
  app.expectOk<PurchaseOrder>('GET', `/stores/${storeId}/purchase-orders/${poId}`);

it('a delivery is accepted whole, undone, and received again with what differs', async () => {
  const kitchen = await openBackDoor();
  const tablet = await kitchen.openTablet(browser());
  await button(tablet, 'Deliveries 1 due').click();
  await button(tablet, new RegExp(`^${FISH}`)).click();
  await expectAccessible(tablet);
  await button(tablet, 'Accept everything').click();
  await button(tablet, 'Receive 2 lines').click();
  await isInStock(kitchen, 'LACHS', { onHand: 19_000 });
  await tablet.getByText('No deliveries to come').waitFor();
  await undoOf(tablet).click();
  await isInStock(kitchen, 'LACHS', { onHand: 9000 });

  await button(tablet, new RegExp(`^${FISH}`)).click();
  // A scanner types faster than anybody; a busy machine may not, and then it is scanned again.
  await expect
    .poll(async () => {
      await tablet.keyboard.type('9001234567890\n');
      return tick(tablet, /^Lachsfilet/).isChecked();
    })
    .toBe(true);
  await tick(tablet, /^Eier/).click();
  await button(tablet, 'Change: Eier Freiland').click();
  await tablet.keyboard.type('9');
  await sheetOf(tablet).getByRole('button', { name: /^case/ }).click();
  await button(tablet, /^Sent back/).click();
  await tablet.keyboard.type('12');
  await tablet.getByText('Say why it goes back.').waitFor();
  await button(tablet, 'Damaged').click();
  await expectAccessible(tablet);
  await button(tablet, '108 kept, 12 sent back').click();
  await sheetOf(tablet).getByText('108 came · 12 sent back: Damaged, no replacement').waitFor();
  await expectAccessible(tablet);
  await button(tablet, 'Receive 2 lines').click();
  await isInStock(kitchen, 'EI', { onHand: 228 });
  expect((await now(kitchen, kitchen.po)).lines).toMatchObject([
    { sku: 'LACHS', received: 10_000, outstanding: 0 },
    { sku: 'EI', received: 108, rejected: 12, outstanding: 0 },
  ]);
});

it('deliveries are received offline on a phone, sent in order afterwards, and what is not taken is said', async () => {
  const kitchen = await openBackDoor();
  const other = await kitchen.order({ EI: 3 });
  const tablet = await kitchen.openTablet(browser(), { viewport: PHONE, tolerate: UNREACHABLE });
  await button(tablet, 'Deliveries 2 due').click();
  await button(tablet, /#1/).waitFor();
  await kitchen.app.stop();
  await isConnection(tablet, 'catching up');
  await button(tablet, /#1/).click();
  await tick(tablet, /^Lachsfilet/).click();
  await button(tablet, 'Receive 1 of 2 lines').click();
  await button(tablet, /#2/).click();
  await button(tablet, 'Accept everything').click();
  await button(tablet, 'Receive 1 line').click();
  await tablet.getByText('2 waiting to be sent').waitFor();
  await button(tablet, /#1.*being sent.*1 line: Eier/s).waitFor();
  await expectAccessible(tablet);
  const { database, clock } = kitchen.app;
  const office = { app: await startTestApp({ database, clock }), storeId: kitchen.storeId };
  await doTo(office as ScreenedStore, other.poId, 'cancel', { reason: 'ordered twice' });
  const again = await kitchen.restart();
  await isConnection(tablet, 'live');
  await isInStock(again, 'LACHS', { onHand: 19_000 });
  await button(tablet, '1 not taken').click();
  await sheetOf(tablet).getByText(`Not taken: ${FISH} #2: 1 line received`).waitFor();
  await sheetOf(tablet)
    .getByText(/#2 (is|was) cancelled/)
    .waitFor();
  await isInStock(again, 'EI', { onHand: 120 });
  expect((await now(again, kitchen.po)).lines).toMatchObject([{ outstanding: 0 }, { outstanding: 120 }]);
});

it('short, sent back with a picture, something else and another price: said offline, and all there afterwards', async () => {
  const kitchen = await openBackDoor();
  // Its screenshots are larger than a picture that is kept.
  const tablet = await kitchen.openTablet(browser(), { deviceScaleFactor: 2, tolerate: UNREACHABLE });
  await button(tablet, 'Deliveries 1 due').click();
  await tablet.waitForFunction(() =>
    [localStorage, performance.getEntriesByType('resource').map(({ name }) => name)].every((list) =>
      /receivable-lines|pictures-/.test(JSON.stringify(list)),
    ),
  );
  await kitchen.app.stop();
  await isConnection(tablet, 'catching up');
  await button(tablet, new RegExp(`^${FISH}`)).click();
  const sheet = sheetOf(tablet);

  await button(tablet, 'Change: Lachsfilet').click();
  await tablet.keyboard.type('4000');
  await button(tablet, /^Sent back/).click();
  await tablet.keyboard.type('1000');
  await button(tablet, 'Too warm').click();
  const picture = { name: 'fish.png', mimeType: 'image/png', buffer: await tablet.screenshot() };
  await tablet.getByLabel('Take a picture').setInputFiles(picture);
  await tablet.getByAltText('Picture 1 of what goes back').waitFor();
  await button(tablet, 'Something else came').click();
  await tablet.getByText('What this supplier may send instead').waitFor();
  await expectAccessible(tablet);
  await button(tablet, /^Ochsenbäckchen/)
    .first()
    .click();
  await tablet.keyboard.type('3000');
  await button(tablet, '3,000 g Ochsenbäckchen instead').click();
  await button(tablet, 'Another price').click();
  await tablet.getByLabel(/^Price of one Kiste/).fill('1200');
  await tablet.getByText(/is 120 times the .*10\.00 agreed. Did you mean .*12\.00/).waitFor();
  await expectAccessible(tablet);
  await button(tablet, /^Yes, .*12\.00/).click();
  await button(tablet, '4,000 g kept, 1,000 g sent back, 3,000 g Ochsenbäckchen instead').click();
  await sheet.getByText(/Ochsenbäckchen instead · .*12\.00 a Kiste instead of .*10\.00/).waitFor();
  await sheet.getByText('1 picture').waitFor();
  await tick(tablet, /^Eier/).click();
  await button(tablet, 'Receive 2 lines').click();
  await tablet.getByText('2 waiting to be sent').waitFor();

  const again = await kitchen.restart();
  await isInStock(again, 'LACHS', { onHand: 13_000 });
  await isInStock(again, 'OCHSE', { onHand: 11_000 });
  const receipts = async (): Promise<Receipt[]> =>
    (await again.app.expectOk<{ receipts: Receipt[] }>('GET', `${pathOf(again)}/receipts`)).receipts;
  await expect.poll(async () => (await receipts())[0]?.photos.length).toBe(1);
  const [{ receiptId, photos }] = (await receipts()) as [Receipt];
  expect((await now(again, kitchen.po)).lines).toMatchObject([
    { received: 4000, rejected: 1000, cancelled: 5000, outstanding: 0 },
    { received: 120, outstanding: 0 },
  ]);
  const shown = await fetch(
    `${again.url}/api/v1${pathOf(again)}/receipts/${receiptId}/photos/${photos[0]!.photoId}`,
    { headers: AUTHORIZATION },
  );
  const bytes = Buffer.from(await shown.arrayBuffer()).toString('base64');
  const size = await tablet.evaluate(
    async (source) => {
      const image = Object.assign(new Image(), { src: source });
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    },
    `data:${shown.headers.get('content-type')};base64,${bytes}`,
  );
  expect([shown.headers.get('content-type'), ...size]).toEqual(['image/jpeg', 1600, 1000]);
  await isConnection(tablet, 'live');
  await undoOf(tablet).click();
  await isInStock(again, 'OCHSE', { onHand: 8000 });
  await isInStock(again, 'LACHS', { onHand: 9000 });

  function pathOf({ storeId }: ScreenedStore): string {
    return `/stores/${storeId}/purchase-orders/${kitchen.po.poId}`;
  }
});
