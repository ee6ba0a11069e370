import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { isInStock, offOf, tileOf, UNREACHABLE } from '../support/tablet-page.ts';
import { DEADLINE, isConnection, says, zoneOf } from '../support/wall-page.ts';

const browser = useBrowser();

/** A wall whose clock a test can move, on a kitchen where something is off. */
async function openWall(kitchen: ScreenedStore): Promise<Page> {
  await kitchen.mark('SUPPE', { state: 'unavailable', reason: 'Quality' });
  const wall = await kitchen.openWall(browser(), {
    tolerate: UNREACHABLE,
    prepare: (page) => page.clock.install(),
  });
  await says(wall, '86', 'Tagessuppe', 'Quality');
  return wall;
}

/** Stays true for as long as the page does. */
const remember = (page: Page) => page.evaluate(() => void Object.assign(window, { isSamePage: true }));
const isSamePage = (page: Page) => page.evaluate(() => 'isSamePage' in window);

describe('a wall whose server goes away', () => {
  it('says so in words, keeps what it has, and is right again by itself', async () => {
    const kitchen = await openKitchen();
    const wall = await openWall(kitchen);
    await kitchen.app.stop();
    await isConnection(wall, 'catching up');
    await says(wall, '86', 'Tagessuppe', 'Quality');
    await wall.clock.runFor(12_000);
    await isConnection(wall, /^stale since \d\d:\d\d$/);
    await says(wall, '86', 'Tagessuppe', 'Quality');

    const restarted = await kitchen.restart();
    await restarted.mark('SUPPE', { state: 'available' });
    await restarted.mark('OCHSE', { state: 'unavailable', reason: 'Kühlung' });
    await isConnection(wall, 'live');
    await says(wall, '86', 'Geschmorte Ochsenbäckchen', 'no Ochsenbäckchen: Kühlung');
    await wall.clock.runFor(10_500);
    await vi.waitFor(
      async () => expect(await zoneOf(wall, '86').innerText()).not.toContain('Tagessuppe'),
      DEADLINE,
    );
  });

  it('never goes blank on the way', async () => {
    const kitchen = await openKitchen();
    const wall = await openWall(kitchen);
    await wall.evaluate(() => {
      const blanks: string[] = [];
      const look = () => {
        if (!document.querySelector('.zone li')) blanks.push(document.body.innerText);
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      Object.assign(window, { blanks });
    });
    await kitchen.app.stop();
    await isConnection(wall, 'catching up');
    await wall.clock.runFor(12_000);
    await isConnection(wall, /^stale/);
    await kitchen.restart();
    await isConnection(wall, 'live');
    expect(await wall.evaluate(() => (window as unknown as { blanks: string[] }).blanks)).toEqual([]);
  });

  it('is told while it is only restarting, and is back without having been stale', async () => {
    const kitchen = await openKitchen();
    const wall = await openWall(kitchen);
    await remember(wall);
    await kitchen.restart();
    await isConnection(wall, 'catching up');
    await isConnection(wall, 'live');
    expect(await isSamePage(wall)).toBe(true);
  });

  it('is found by a wall that was started before it', async () => {
    const kitchen = await openKitchen();
    await kitchen.mark('SUPPE', { state: 'unavailable' });
    let isAway = true;
    const wall = await kitchen.openWall(browser(), {
      tolerate: UNREACHABLE,
      prepare: async (page) => {
        await page.route('**/api/**', (route) => (isAway ? route.abort() : route.continue()));
        await page.routeWebSocket(/socket\.io/, (socket) =>
          isAway ? socket.close() : void socket.connectToServer(),
        );
      },
    });
    await wall.getByText('Looking for the server').waitFor();
    await remember(wall);
    isAway = false;
    await says(wall, '86', 'Tagessuppe');
    await wall.getByText('Wirtshaus zur Goldenen Gans').waitFor();
    expect(await isSamePage(wall)).toBe(true);
  });
});

describe('a new build of the wall', () => {
  it('is loaded at a page turn, once', async () => {
    const kitchen = await openKitchen();
    const wall = await openWall(kitchen);
    await remember(wall);
    const { client } = kitchen;
    await kitchen.restart({ client: { ...client, build: 'the next one' } });
    await isConnection(wall, 'catching up');
    await vi.waitFor(async () => {
      await wall.clock.runFor(1_000);
      expect(await isSamePage(wall)).toBe(false);
    }, DEADLINE);
    await says(wall, '86', 'Tagessuppe');
    await remember(wall);
    await wall.clock.runFor(11_000);
    await isConnection(wall, 'live');
    expect(await isSamePage(wall)).toBe(true);
  });

  it('is not loaded by a server that serves the same', async () => {
    const kitchen = await openKitchen();
    const wall = await openWall(kitchen);
    await remember(wall);
    await kitchen.restart();
    await isConnection(wall, 'catching up');
    await isConnection(wall, 'live');
    await wall.clock.runFor(11_000);
    expect(await isSamePage(wall)).toBe(true);
  });
});

describe('a tablet whose server goes away', () => {
  it('says so, goes on working, shows what waits, and sends it in order', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser(), { tolerate: UNREACHABLE });
    await isConnection(tablet, 'live');
    await kitchen.app.stop();
    await isConnection(tablet, 'catching up');
    for (const name of ['Tagessuppe', 'Lachs-Tatar']) {
      await tileOf(tablet, name).click();
      await offOf(tablet).click();
      await tablet.keyboard.press('Escape');
    }
    await tablet.getByText('2 waiting to be sent').waitFor();
    await tablet.getByRole('button', { name: /^Lachs-Tatar.*being sent/s }).waitFor();
    const restarted = await kitchen.restart();
    for (const sku of ['SUPPE', 'TATAR'])
      await isInStock(restarted, sku, { availability: { state: 'unavailable', by: 'Tablet' } });
    const stock = await restarted.app.stock(restarted.storeId);
    const since = ['SUPPE', 'TATAR'].map((sku) => stock[sku]!.availability.since ?? '');
    expect(since).toEqual([...since].sort());
  });
});
