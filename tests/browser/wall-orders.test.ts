import { describe, expect, it } from 'vitest';
import type { Order } from '../../shared/orders/order.schema.ts';
import { TALL_WALL, useBrowser, WALL } from '../support/browser.ts';
import { aMovement, anOrder } from '../support/builders.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { says, zoneOf } from '../support/wall-page.ts';
import { findSmallText, findSpilledText } from '../support/wall-text.ts';

const browser = useBrowser();

function place(
  { app, storeId }: ScreenedStore,
  lines: Record<string, number>,
  over: Parameters<typeof anOrder>[1] = {},
): Promise<Order> {
  return app.expectOk<Order>('POST', `/stores/${storeId}/orders`, anOrder(lines, over));
}

describe('a wall with orders', () => {
  it('says what is ready and what waits, and tells when it is filled and handed over', async () => {
    const kitchen = await openKitchen();
    const { app, storeId } = kitchen;
    await app.record(storeId, aMovement('count', 'LACHS', 360));
    const wall = await kitchen.openWall(browser());
    const { orderId } = await place(kitchen, { FILET: 6, SUPPE: 1 });
    await says(wall, 'Ready to hand over', '#1', 'part of 2 lines');
    await says(
      wall,
      'Backorders',
      'Gebratenes Lachsfilet',
      '4×',
      '#1',
      'no date yet',
      `waits for Lachsfilet`,
    );
    expect(await wall.locator('body').innerText()).not.toContain('Ada');
    await app.receive(storeId, { LACHS: 2000 });
    await says(wall, 'Ready to hand over', '#1', '2 lines');
    await zoneOf(wall, 'Backorders').waitFor({ state: 'detached' });
    await app.expectOk('POST', `/stores/${storeId}/orders/${orderId}/fulfil`, {});
    await wall.getByText('All 4 dishes can be served').or(zoneOf(wall, 'Back again')).waitFor();
  });

  it('counts the open orders that an 86 touches', async () => {
    const kitchen = await openKitchen();
    await place(kitchen, { TATAR: 2 });
    await place(kitchen, { FILET: 1, TATAR: 1 });
    await place(kitchen, { SUPPE: 1 });
    await kitchen.mark('LACHS', { state: 'unavailable', reason: 'Quality' });
    const wall = await kitchen.openWall(browser());
    await says(wall, '86', 'Lachsfilet mit Haut', 'Quality', '2 orders');
  });
});

/** Everything at once: what is off, what runs out, what waits and what is ready. */
async function openBusyKitchen(count: number): Promise<ScreenedStore> {
  // So late that most of it is needed on another day, which is longer to say.
  const kitchen = await openKitchen({ clock: new ManualClock('2026-03-20T21:00:00Z') });
  const { app, storeId } = kitchen;
  for (let i = 0; i < count; i++) {
    const neededBy = new Date(app.clock.now().getTime() + (i + 1) * 45 * 60_000).toISOString();
    await place(kitchen, i % 2 === 0 ? { SUPPE: 1 + (i % 3) } : { OCHS: 9, SUPPE: 1 }, { neededBy });
  }
  await app.record(storeId, aMovement('count', 'SELLERIE', 700), aMovement('count', 'LACHS', 450));
  await kitchen.mark('SUPPE', {
    state: 'unavailable',
    reason: 'Kühlkette unterbrochen',
    until: 'end-of-day',
  });
  return kitchen;
}

it.each([
  ['one order', 1, WALL],
  ['a few orders', 6, WALL],
  ['a few orders on a tall screen', 6, TALL_WALL],
  ['many orders on a large screen', 40, { width: 3840, height: 2160 }],
  ['many orders on a nearly square screen', 40, { width: 1280, height: 1024 }],
])('a wall with %s fits, with nothing smaller than can be read', async (_, count, viewport) => {
  const kitchen = await openBusyKitchen(count);
  const wall = await kitchen.openWall(browser(), { viewport });
  await says(wall, '86', 'Tagessuppe');
  await says(wall, 'Running out', 'Lachsfilet');
  await says(wall, 'Ready to hand over', '#', 'needed by');
  if (count > 1) await says(wall, 'Backorders', 'Geschmorte');
  expect(await findSpilledText(wall)).toEqual([]);
  expect(await findSmallText(wall)).toEqual([]);
});
