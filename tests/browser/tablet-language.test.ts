import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findSidewaysScroll, findViolations } from '../support/accessibility.ts';
import { PHONE, useBrowser } from '../support/browser.ts';
import { aMovement, anOrder } from '../support/builders.ts';
import { aPurchase, aSupplier } from '../support/deliveries.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { isInStock, SALMON, sheetOf, tileOf } from '../support/tablet-page.ts';
import { findUnmarked } from '../support/unmarked.ts';

const browser = useBrowser();
const FISH = 'Fischgroßhandel Eder & Söhne';
const DISHES = ['Lachs-Tatar', 'Gebratenes Lachsfilet auf Blattspinat', 'Tagessuppe'];
const BRAISED = 'Geschmorte Ochsenbäckchen mit Selleriepüree und Rotweinschalotten';
const CATEGORIES = ['Fisch', 'Molkerei', 'Fleisch', 'Gemüse', 'Vorspeisen', 'Hauptgerichte'];
const ITEMS = [SALMON, 'Eier Freiland', 'Ochsenbäckchen', 'Knollensellerie', BRAISED, ...DISHES];
const CODES = ['LACHS', 'SUPPE', 'OCHSE', 'EI'];
const DATA = [
  ...[...ITEMS, ...CATEGORIES, ...CODES, FISH, 'Wirtshaus zur Goldenen Gans'],
  ...['Tablet', 'Ada', 'ada@example.com', 'letzter Topf', 'Kiste'],
];

/** A Friday morning with something of everything: limited, low, to come, late, ordered and waiting. */
async function openBusyKitchen(): Promise<ScreenedStore> {
  const clock = new ManualClock('2026-03-20T09:00:00Z');
  const kitchen = await openKitchen({ clock });
  const { app, storeId } = kitchen;
  const supplier = await aSupplier(kitchen, FISH, {
    LACHS: { pack: 'Kiste', of: 5000, instead: ['OCHSE'] },
  });
  await aPurchase(kitchen, supplier, { LACHS: 2 }, '2026-03-20T11:00:00Z');
  await app.record(storeId, aMovement('count', 'LACHS', 720));
  await app.expectOk('POST', `/stores/${storeId}/orders`, anOrder({ FILET: 6, SUPPE: 2 }));
  await kitchen.mark('OCHS', { state: 'limited', remaining: 7, reason: 'letzter Topf' });
  return kitchen;
}

const AXE_LOOKS_AT = ['home', 'the number pad', 'what came instead', 'an order'];

const press = (tablet: Page, name: RegExp) => tablet.getByRole('button', { name }).first().click();

/** Home, an item, its pad, deliveries and orders, one after the other. */
async function visitViews(kitchen: ScreenedStore, tablet: Page, look: (view: string) => Promise<void>) {
  await tileOf(tablet, 'Tagessuppe').waitFor();
  await look('home');
  await tileOf(tablet, 'Ochsenbäckchen').click();
  await press(tablet, /^⟦86⟧/);
  await isInStock(kitchen, 'OCHSE', { availability: { state: 'unavailable' } });
  await press(tablet, /^⟦Quality/);
  await look('an item that is 86, and the message about it');
  await press(tablet, /^⟦Dismiss/);
  await press(tablet, /^⟦Count⟧/);
  await tablet.keyboard.type('1,5');
  await look('the number pad');
  await press(tablet, /^⟦Close/);
  await press(tablet, /^⟦Last changes/);
  await look('the log');
  await press(tablet, /^⟦Close/);

  await press(tablet, /^⟦Deliveries/);
  await look('deliveries');
  await press(tablet, new RegExp(FISH));
  await press(tablet, /^⟦Change/);
  await press(tablet, /^⟦Sent back/);
  await tablet.keyboard.type('1000');
  await press(tablet, /^⟦Another price/);
  await tablet.getByLabel(/Price of one/).fill('1200');
  await look('a line of a delivery');
  await press(tablet, /^⟦Something else came/);
  await look('what came instead');
  await press(tablet, /^⟦Close/);

  await press(tablet, /^⟦Orders/);
  await press(tablet, /Ada/);
  await sheetOf(tablet)
    .getByText(/set aside/)
    .first()
    .waitFor();
  await look('an order');
  await press(tablet, /^⟦Cancel: /);
  await look('what is cancelled');
  await press(tablet, /^⟦Close/);
  await press(tablet, /^⟦New order/);
  await press(tablet, /^Tagessuppe/);
  await look('a new order');
}

it('everything a tablet says is in a catalogue, is accessible, and has room, from right to left on a phone too', async () => {
  const kitchen = await openBusyKitchen();
  const tablet = await kitchen.openTablet(browser(), { viewport: PHONE, language: 'pseudo' });
  const wrong: string[] = [];
  await visitViews(kitchen, tablet, async (view) => {
    const found = [
      ...(await findUnmarked(tablet, DATA)),
      ...(await findSidewaysScroll(tablet)),
      // The other views are looked through in English.
      ...(AXE_LOOKS_AT.includes(view) ? await findViolations(tablet) : []),
    ];
    wrong.push(...found.map((it) => `${view}: ${it}`));
  });
  expect(await tablet.evaluate(() => document.documentElement.dir)).toBe('rtl');
  expect(wrong).toEqual([]);
});
