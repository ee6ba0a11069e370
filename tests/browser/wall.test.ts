import { describe, expect, it, vi } from 'vitest';
import { TALL_WALL, useBrowser, WALL } from '../support/browser.ts';
import { aDish, aMovement, anIngredient } from '../support/builders.ts';
import { openKitchen, openStore, type ScreenedStore } from '../support/screens.ts';
import { DEADLINE, isConnection, says, zoneOf } from '../support/wall-page.ts';
import { findSmallText, findSpilledText } from '../support/wall-text.ts';

const browser = useBrowser();

describe('a wall', () => {
  it('says what is off, why, until when and which dishes it takes', async () => {
    const kitchen = await openKitchen();
    await kitchen.mark('LACHS', { state: 'unavailable', reason: 'Quality', until: 'restock' });
    const page = await kitchen.openWall(browser());
    await says(page, '86', 'Lachsfilet mit Haut', 'Quality', 'until restocked', 'takes 2 dishes');
    await says(page, '86', 'Gebratenes Lachsfilet auf Blattspinat', 'Lachs-Tatar', '2 dishes');
  });

  it('says what is running low with what is left, and counts down as it is sold', async () => {
    const kitchen = await openKitchen();
    const { app, storeId } = kitchen;
    await kitchen.mark('SUPPE', { state: 'limited', remaining: 2 });
    await app.record(storeId, aMovement('count', 'LACHS', 450));
    const page = await kitchen.openWall(browser());
    await says(page, 'Running out', 'Tagessuppe', '2 left', 'Lachsfilet mit Haut', '450 g');
    await app.sell(storeId, { SUPPE: 1 }, { soldAt: new Date().toISOString() });
    await says(page, 'Running out', 'Tagessuppe', '1 left');
    await app.sell(storeId, { SUPPE: 1 }, { soldAt: new Date().toISOString() });
    await says(page, '86', 'Tagessuppe', 'sold out');
  });

  it('says what is back again, and what changed in the last minutes', async () => {
    const kitchen = await openKitchen();
    const { app, storeId } = kitchen;
    await kitchen.mark('SUPPE', { state: 'unavailable' });
    await kitchen.mark('SUPPE', { state: 'available' });
    await app.record(storeId, aMovement('waste', 'OCHSE', 300, { reason: 'Dropped' }));
    const page = await kitchen.openWall(browser());
    await says(page, 'Back again', 'Tagessuppe', 'just now');
    expect(await page.locator('footer').innerText()).toContain('Ochsenbäckchen 300 g wasted');
  });

  it('is calm when everything can be served, and names what is closest to low', async () => {
    const kitchen = await openKitchen();
    const page = await kitchen.openWall(browser());
    await page.getByText('All 4 dishes can be served').waitFor();
    await page.getByText('Closest to low').waitFor();
    expect(await page.locator('main').innerText()).toMatch(/Lachsfilet mit Haut\s+low at 3 kg\s+9 kg/);
    expect(await findSmallText(page)).toEqual([]);
    expect(await findSpilledText(page)).toEqual([]);
  });

  it('tells the time of the store and the state of the connection', async () => {
    const kitchen = await openKitchen();
    const page = await kitchen.openWall(browser(), { timezoneId: 'America/New_York' });
    await isConnection(page, 'live');
    const format = {
      timeZone: 'Europe/Vienna',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    } as const;
    await vi.waitFor(async () => {
      const clock = new Intl.DateTimeFormat('en', format).format(new Date());
      expect(await page.locator('header time').innerText()).toBe(clock);
    }, DEADLINE);
  });

  it('says what to do where there is nothing to show yet', async () => {
    const empty = await openStore();
    const page = await empty.openWall(browser());
    await page.getByText('Nothing to watch yet').waitFor();
    await empty.app.createItem(aDish('SUPPE', {}, { name: 'Tagessuppe' }));
    await page.getByText('The one dish can be served').waitFor();
  });

  it('asks which store where there are several, and keeps its theme', async () => {
    const kitchen = await openKitchen();
    await kitchen.app.createStore({ name: 'Bar am Eck' });
    const page = await kitchen.openWallAsOwner(browser());
    await page.goto(`${kitchen.url}/wall?theme=light`);
    await page.getByRole('link', { name: 'Wirtshaus zur Goldenen Gans' }).click();
    await page.getByText('All 4 dishes can be served').waitFor();
    expect(page.url()).toContain('theme=light');
  });

  it('says that its address is wrong, in words', async () => {
    const kitchen = await openKitchen();
    const page = await kitchen.openWallAsOwner(browser(), { tolerate: /404/ });
    await page.goto(`${kitchen.url}/wall?store=0190f3a0-0000-7000-8000-000000000001`);
    await page.getByText('There is no such store').waitFor();
  });
});

/** Two thirds of so many dishes are off and the rest about to be; a few for long reasons that somebody gave. */
async function openBanquet(count: number): Promise<ScreenedStore> {
  const banquet = await openStore();
  const { app, storeId } = banquet;
  const dishes = ['Ochsenbäckchen', 'Rote-Rüben-Carpaccio', 'Schwammerlravioli'];
  const skus = Array.from({ length: count }, (_, i) => `D${i}`);
  await app.createItems(
    skus.map((sku, i) => {
      const name = `Geschmorte ${i} ${dishes[i % 3]} mit Selleriepüree und Rotweinschalotten`;
      return anIngredient(sku, { name, unit: 'each', sellable: true, reorderPoint: 20 });
    }),
  );
  await app.record(storeId, ...skus.map((sku, i) => aMovement('count', sku, i % 3 === 0 ? 1 + (i % 12) : 0)));
  const reason = 'Kühlkette unterbrochen, Rückfrage beim Lieferanten läuft noch';
  for (const sku of skus.filter((_, i) => i % 15 === 1).slice(0, 9))
    await banquet.mark(sku, { state: 'unavailable', reason, until: 'end-of-day' });
  return banquet;
}

describe('a wall with 300 things to say', () => {
  it('turns pages at a steady pace, never scrolls, cuts nothing off, and always has what is 86 in view', async () => {
    const banquet = await openBanquet(300);
    const page = await banquet.openWall(browser(), { prepare: (it) => it.clock.install() });
    await says(page, '86', '200 dishes', '1 of ');
    const mark = async () =>
      /(\d+) of (\d+)/
        .exec(await zoneOf(page, '86').innerText())
        ?.slice(1)
        .map(Number);
    const [, count] = (await mark()) ?? [];
    expect(count).toBeGreaterThan(20);
    await page.clock.runFor(6_000);
    expect(await mark()).toEqual([1, count]);
    const seen = new Set<string>();
    for (let turn = 1; turn <= 3; turn++) {
      await vi.waitFor(async () => expect(await mark()).toEqual([turn, count]), DEADLINE);
      const names = await zoneOf(page, '86').locator('li').allInnerTexts();
      for (const name of names) expect(seen.has(name)).toBe(false);
      for (const name of names) seen.add(name);
      expect(names.length).toBeGreaterThan(2);
      expect(await findSpilledText(page)).toEqual([]);
      await page.clock.runFor(turn === 1 ? 5_000 : 10_000);
    }
  });

  it.each([
    ['a large screen', { width: 3840, height: 2160 }],
    ['a screen that stands upright', TALL_WALL],
    ['an ordinary screen', WALL],
    ['a nearly square screen', { width: 1280, height: 1024 }],
  ])('fits on %s, with nothing smaller than can be read', async (_, viewport) => {
    const banquet = await openBanquet(40);
    const page = await banquet.openWall(browser(), { viewport });
    await says(page, '86', '26 dishes');
    await says(page, 'Running out', ' left');
    expect(await findSpilledText(page)).toEqual([]);
    expect(await findSmallText(page)).toEqual([]);
  });
});

it('a wall shows at once what is newly 86, whatever page it is on', async () => {
  const banquet = await openBanquet(60);
  await banquet.app.createItem(aDish('NEU', {}, { name: 'Zwiebelrostbraten' }));
  const page = await banquet.openWall(browser());
  await says(page, '86', '40 dishes');
  await banquet.mark('NEU', { state: 'unavailable', reason: 'Quality' });
  await says(page, '86', '41 dishes', 'Zwiebelrostbraten');
  expect(await zoneOf(page, '86').locator('li').first().innerText()).toContain('Zwiebelrostbraten');
});
