import { describe, expect, it, vi } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openKitchen } from '../support/screens.ts';
import {
  isInStock,
  offOf,
  openItem,
  SALMON,
  sheetOf,
  tileOf,
  undoOf,
  UNREACHABLE,
} from '../support/tablet-page.ts';
import { DEADLINE, isConnection, says, zoneOf } from '../support/wall-page.ts';

const browser = useBrowser();

describe('86 on a tablet', () => {
  it('takes two taps and is on the wall, and undo takes it back', async () => {
    const kitchen = await openKitchen();
    const wall = await kitchen.openWall(browser());
    const tablet = await kitchen.openTablet(browser());
    await tileOf(tablet, 'Tagessuppe').click();
    await offOf(tablet).click();
    await says(wall, '86', 'Tagessuppe', '1 dish');
    await undoOf(tablet).click();
    await wall.getByText('All 4 dishes can be served').or(zoneOf(wall, 'Back again')).waitFor();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'available' } });
  });

  it('says on every dish that loses an ingredient which one', async () => {
    const kitchen = await openKitchen();
    const wall = await kitchen.openWall(browser());
    const tablet = await kitchen.openTablet(browser());
    await openItem(tablet, SALMON);
    await sheetOf(tablet).getByText('Goes off with it').waitFor();
    await offOf(tablet).click();
    await says(wall, '86', SALMON, 'takes 2 dishes', 'Gebratenes Lachsfilet', 'Lachs-Tatar');
    await tablet.keyboard.press('Escape');
    for (const dish of ['Lachs-Tatar', 'Gebratenes Lachsfilet'])
      await tileOf(tablet, dish).getByText(`no ${SALMON}`).waitFor();
  });

  it('may be given a reason and an end afterwards', async () => {
    const kitchen = await openKitchen();
    const wall = await kitchen.openWall(browser());
    const tablet = await kitchen.openTablet(browser());
    await openItem(tablet, 'Tagessuppe');
    await offOf(tablet).click();
    await sheetOf(tablet).getByRole('button', { name: 'Quality' }).click();
    await sheetOf(tablet).getByRole('button', { name: 'Rest of the day' }).click();
    await says(wall, '86', 'Tagessuppe', 'Quality', 'rest of the day');
    await undoOf(tablet).click();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'available' } });
  });

  it('does not take back with the second tap of a bouncing finger what the first one did', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await openItem(tablet, 'Tagessuppe');
    await offOf(tablet).dblclick();
    await sheetOf(tablet).getByRole('button', { name: /^Back/ }).waitFor();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'unavailable', by: 'Tablet' } });
  });

  it('can be taken back from the log when the message is long gone', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await openItem(tablet, 'Tagessuppe');
    await offOf(tablet).click();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'unavailable' } });
    await sheetOf(tablet).getByRole('button', { name: 'Dismiss' }).click();
    await tablet.keyboard.press('Escape');
    await tablet.getByRole('button', { name: 'Last changes' }).click();
    await sheetOf(tablet).getByRole('button', { name: 'Undo: Tagessuppe is 86' }).click();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'available' } });
  });
});

it('a countdown set on a tablet is counted down by sales, on the tablet and on the wall', async () => {
  const kitchen = await openKitchen();
  const wall = await kitchen.openWall(browser());
  const tablet = await kitchen.openTablet(browser());
  await openItem(tablet, 'Tagessuppe', 'Limit');
  await tablet.keyboard.type('2');
  await sheetOf(tablet).getByRole('button', { name: 'Only 2 portions left' }).click();
  await says(wall, 'Running out', 'Tagessuppe', '2 left');
  const soldAt = () => ({ soldAt: new Date().toISOString() });
  await kitchen.app.sell(kitchen.storeId, { SUPPE: 1 }, soldAt());
  await says(wall, 'Running out', '1 left');
  await tileOf(tablet, 'Tagessuppe').getByText('1 left').waitFor();
  await kitchen.app.sell(kitchen.storeId, { SUPPE: 1 }, soldAt());
  await says(wall, '86', 'Tagessuppe', 'sold out');
  await tileOf(tablet, 'Tagessuppe').getByText('86').waitFor();
});

describe('finding an item', () => {
  it('takes a word or the beginning of one, with or without marks, and Enter', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await tileOf(tablet, 'Tagessuppe').waitFor();
    await tablet.keyboard.type('ochsenback');
    await tablet.getByText('2 items').waitFor();
    await tablet.keyboard.press('Enter');
    await tablet.getByRole('heading', { name: 'Ochsenbäckchen', exact: true }).waitFor();
  });

  it('takes the code of a label, as a scanner types it', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await tileOf(tablet, 'Tagessuppe').waitFor();
    await tablet.keyboard.type('LACHS\n');
    await tablet.getByRole('heading', { name: SALMON }).waitFor();
  });

  it('takes a category, or what is 86 or low', async () => {
    const kitchen = await openKitchen();
    await kitchen.mark('SUPPE', { state: 'unavailable' });
    const tablet = await kitchen.openTablet(browser());
    const rail = tablet.getByRole('navigation', { name: 'What to show' });
    await rail.getByRole('button', { name: 'Fisch' }).click();
    const tiles = tablet.getByRole('main').getByRole('button');
    await vi.waitFor(
      async () => expect(await tiles.allInnerTexts()).toMatchObject([expect.stringContaining(SALMON)]),
      DEADLINE,
    );
    await rail.getByRole('button', { name: /86 now/ }).click();
    await vi.waitFor(
      async () => expect(await tiles.allInnerTexts()).toMatchObject([expect.stringContaining('Tagessuppe')]),
      DEADLINE,
    );
    await rail.getByRole('button', { name: /Low/ }).click();
    await tablet.getByText('Nothing is running low').waitFor();
  });

  it('says when there is nothing of the kind', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await tileOf(tablet, 'Tagessuppe').waitFor();
    await tablet.keyboard.type('hummer');
    await tablet.getByText('Nothing called “hummer”').waitFor();
    await tablet.getByRole('button', { name: 'Show everything' }).click();
    await tileOf(tablet, 'Tagessuppe').waitFor();
  });
});

it('something that is not taken is rolled back and told in plain words, with what the board says', async () => {
  const clock = new ManualClock();
  const kitchen = await openKitchen({ clock });
  const tablet = await kitchen.openTablet(browser(), { tolerate: UNREACHABLE });
  await isConnection(tablet, 'live');
  await kitchen.app.stop();
  await isConnection(tablet, 'catching up');
  await openItem(tablet, 'Tagessuppe');
  await offOf(tablet).click();
  await sheetOf(tablet).getByRole('button', { name: 'A time…' }).click();
  await sheetOf(tablet).getByLabel('Time').fill('12:30');
  await sheetOf(tablet).getByRole('button', { name: 'Set' }).click();
  await sheetOf(tablet).getByText('being sent').waitFor();
  await tablet.keyboard.press('Escape');
  await tileOf(tablet, 'Tagessuppe').getByText('86').waitFor();
  // By the time the tablet is back, the end of its mark is over.
  clock.advance({ hours: 2 });
  await kitchen.restart();
  await tablet.getByRole('button', { name: '1 not taken' }).click({ timeout: DEADLINE.timeout });
  const log = sheetOf(tablet);
  await log.getByText('Not taken: Tagessuppe is 86').waitFor();
  expect(await log.getByRole('article').innerText()).toMatch(/is past; give a time to come/);
  expect(await log.getByRole('article').innerText()).toContain('The board says: available');
  await log.getByRole('button', { name: 'Leave it' }).click();
  await tablet.keyboard.press('Escape');
  await tablet.getByRole('button', { name: 'Last changes' }).waitFor();
  expect(await tileOf(tablet, 'Tagessuppe').innerText()).toBe('Tagessuppe');
});

it('two tablets of one kitchen see what the other does', async () => {
  const kitchen = await openKitchen();
  const [one, other] = [await kitchen.openTablet(browser()), await kitchen.openTablet(browser())];
  await tileOf(other, 'Tagessuppe').waitFor();
  await openItem(one, 'Tagessuppe');
  await offOf(one).click();
  await tileOf(other, 'Tagessuppe').getByText('86').waitFor();
});
