import { expect, it } from 'vitest';
import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import { TALL_WALL, useBrowser, WALL } from '../support/browser.ts';
import { aMovement, anIngredient, anOrder } from '../support/builders.ts';
import { aPurchase, aSupplier, doTo } from '../support/deliveries.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { says, zoneOf } from '../support/wall-page.ts';
import { findSmallText, findSpilledText } from '../support/wall-text.ts';

const browser = useBrowser();
const FISH = 'Fischgroßhandel Eder & Söhne';

/** A Friday, 10:00 in Vienna. */
const openLateKitchen = () => openKitchen({ clock: new ManualClock('2026-03-20T09:00:00Z') });

it('a wall says what is late, until when and who waits for it, and tells when it came', async () => {
  const kitchen = await openLateKitchen();
  const { app, storeId } = kitchen;
  await app.record(storeId, aMovement('count', 'LACHS', 100));
  await app.expectOk('POST', `/stores/${storeId}/orders`, anOrder({ FILET: 2 }));
  const supplier = await aSupplier(kitchen, FISH, {
    LACHS: { pack: 'Kiste', of: 5000 },
    EI: { pack: 'case', of: 12 },
  });
  const { poId } = await aPurchase(kitchen, supplier, { LACHS: 2, EI: 5 }, '2026-03-20T11:00:00Z');
  const delay = { expectedAt: '2026-03-21T07:00:00Z', reason: 'Lkw steht im Stau' };
  await doTo(kitchen, poId, 'delay', delay);
  const wall = await kitchen.openWall(browser());
  const words = [FISH, 'now Sat 08:00, was 12:00', '1 order waits', '2 items: Lachsfilet'];
  await says(wall, 'Late deliveries', ...words);
  await says(wall, '86', 'Gebratenes Lachsfilet', 'delivery Sat 08:00, was 12:00');
  await doTo(kitchen, poId, 'receive');
  await zoneOf(wall, 'Late deliveries').waitFor({ state: 'detached' });
});

/** Everything at once, and so many late deliveries, each at its own time. */
async function openBusyKitchen(count: number): Promise<ScreenedStore> {
  const kitchen = await openLateKitchen();
  const { app, storeId } = kitchen;
  const skus = Array.from({ length: Math.max(0, count - 1) }, (_, n) => `LIEFERUNG-${n}`);
  const words = ['Wildkräutermischung', 'Zwetschkenröster hausgemacht', 'Erdäpfel festkochend gewaschen'];
  await app.createItems(skus.map((sku, n) => anIngredient(sku, { name: `${words[n % 3]!} ${n}` })));
  for (const [n, sku] of ['LACHS', ...skus].entries()) {
    const day = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString();
    const path = `/stores/${storeId}/expected-deliveries`;
    const input = {
      sku,
      quantity: 12_500,
      expectedAt: day(1),
      supplier: n % 2 === 0 ? FISH : 'Gemüse Huber',
    };
    const { deliveryId } = await app.expectOk<ExpectedDelivery>('POST', path, input);
    const change = { expectedAt: day(20 + n), reason: 'Kühlkette unterbrochen, Ersatzfahrzeug unterwegs' };
    await app.expectOk('PATCH', `${path}/${deliveryId}`, change);
  }
  for (const lines of [{ SUPPE: 1 }, { OCHS: 9, SUPPE: 1 }])
    await app.expectOk('POST', `/stores/${storeId}/orders`, anOrder(lines));
  await app.record(storeId, aMovement('count', 'SELLERIE', 700), aMovement('count', 'LACHS', 450));
  await kitchen.mark('SUPPE', {
    state: 'unavailable',
    reason: 'Kühlkette unterbrochen',
    until: 'end-of-day',
  });
  return kitchen;
}

it('a busy wall with 40 late deliveries fits every screen, with nothing smaller than can be read', async () => {
  const kitchen = await openBusyKitchen(40);
  for (const viewport of [WALL, { width: 3840, height: 2160 }, TALL_WALL, { width: 1280, height: 1024 }]) {
    const wall = await kitchen.openWall(browser(), { viewport });
    for (const zone of ['86', 'Running out', 'Backorders', 'Ready to hand over'] as const)
      await zoneOf(wall, zone).waitFor();
    await says(wall, 'Late deliveries', 'first Sat 06:00');
    expect(await findSpilledText(wall)).toEqual([]);
    expect(await findSmallText(wall)).toEqual([]);
  }
  // German is longer.
  const wall = await kitchen.openWall(browser(), { viewport: TALL_WALL, language: 'de' });
  await wall.getByText('zuerst Sa 06:00').waitFor();
  expect(await findSpilledText(wall)).toEqual([]);
});
