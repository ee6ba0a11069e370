import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import { SMALL_WALL, TALL_WALL, useBrowser } from '../support/browser.ts';
import { aDish, aMovement, anIngredient, anOrder } from '../support/builders.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openStore, type ScreenedStore } from '../support/screens.ts';
import { withoutMarked } from '../support/unmarked.ts';
import { findSpilledText } from '../support/wall-text.ts';

const browser = useBrowser();

/** A Friday, 10:00 in Vienna. Its people write everything in capitals: so what the wall says of its own is told apart. */
async function openLoudKitchen(): Promise<ScreenedStore> {
  const kitchen = await openStore({ clock: new ManualClock('2026-03-20T09:00:00Z') });
  await kitchen.app.createItems([
    anIngredient('FISCH', { name: 'FISCH', reorderPoint: 3000 }),
    anIngredient('RAHM', { name: 'RAHM', reorderPoint: 1000 }),
  ]);
  await kitchen.app.createItems([
    aDish('FILET', { FISCH: 180 }, { name: 'FISCHFILET MIT HAUT' }),
    aDish('TATAR', { FISCH: 90 }, { name: 'TATAR' }),
    aDish('SUPPE', { RAHM: 100 }, { name: 'RAHMSUPPE' }),
    aDish('TORTE', {}, { name: 'TORTE' }),
  ]);
  await kitchen.app.receive(kitchen.storeId, { FISCH: 9000, RAHM: 5000 });
  return kitchen;
}

async function makeTrouble(kitchen: ScreenedStore): Promise<void> {
  const { app, storeId } = kitchen;
  const path = `/stores/${storeId}/expected-deliveries`;
  const input = { sku: 'RAHM', quantity: 2000, expectedAt: '2026-03-20T10:00:00Z', supplier: 'MOLKEREI' };
  const { deliveryId } = await app.expectOk<ExpectedDelivery>('POST', path, input);
  await app.expectOk('PATCH', `${path}/${deliveryId}`, {
    expectedAt: '2026-03-20T14:00:00Z',
    reason: 'Weather',
  });
  for (const lines of [{ FILET: 9, SUPPE: 1 }, { SUPPE: 1 }])
    await app.expectOk('POST', `/stores/${storeId}/orders`, anOrder(lines));
  await app.record(storeId, aMovement('count', 'FISCH', 100), aMovement('waste', 'RAHM', 4000));
  await kitchen.mark('TORTE', { state: 'unavailable', reason: 'Sold out', until: 'restock' });
}

/** What can be read on a wall outside of ⟦ ⟧ and is neither data nor a figure with its unit. */
async function findOwnWords(wall: Page): Promise<string[]> {
  const texts = await wall.evaluate(() => {
    const parts = '.zone h2, .zone li, footer p, main h2, main h3, main p, main li, header .status';
    const said = [...document.querySelectorAll<HTMLElement>(parts)].map(({ innerText }) => innerText);
    return [
      ...said,
      ...[...document.querySelectorAll('[aria-label]')].map((it) => it.getAttribute('aria-label')!),
    ];
  });
  expect(texts.length).toBeGreaterThan(3);
  return texts.filter((text) => /\p{Ll}/u.test(unmarked(text).replace(/\d\s*(kg|g|ml|l)\b/g, '')));
}

/** A mark may be cut off at the end of a line. */
const unmarked = (text: string): string => withoutMarked(text).replace(/⟦[^⟦⟧]*(…|$)/g, ' ');

it('a wall says nothing that is not in its catalogues, and fits from right to left', async () => {
  const kitchen = await openLoudKitchen();
  const wall = await kitchen.openWall(browser(), { viewport: SMALL_WALL, language: 'pseudo' });
  await wall.getByText('⟦Everything is on⟧').waitFor();
  expect(await wall.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await findOwnWords(wall)).toEqual([]);
  await makeTrouble(kitchen);
  for (const zone of ['86', 'Running out', 'Late deliveries', 'Backorders', 'Ready to hand over'])
    await wall.getByRole('region', { name: `⟦${zone}⟧`, exact: true }).waitFor();
  for (const size of [SMALL_WALL, TALL_WALL]) {
    await wall.setViewportSize(size);
    await wall.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(await findOwnWords(wall)).toEqual([]);
    expect(await findSpilledText(wall)).toEqual([]);
  }
});
