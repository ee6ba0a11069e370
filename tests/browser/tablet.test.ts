import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { cutBeforeAnswer } from '../support/socket-cut.ts';
import { DEADLINE, isConnection, says, zoneOf } from '../support/wall-page.ts';

const browser = useBrowser();
const UNREACHABLE = /ERR_|WebSocket|Failed to load/;
const SALMON = 'Lachsfilet mit Haut';

const tile = (tablet: Page, name: string) => tablet.getByRole('button', { name: new RegExp(`^${name}`) });
const sheet = (tablet: Page) => tablet.getByRole('dialog');
const undo = (tablet: Page) => tablet.getByRole('button', { name: 'Undo', exact: true });
const off = (tablet: Page) => sheet(tablet).getByRole('button', { name: /^86/ });

async function open(
  tablet: Page,
  name: string,
  task?: 'Limit' | 'Count' | 'Waste' | 'Receive',
): Promise<Locator> {
  await tile(tablet, name).click();
  if (task) await sheet(tablet).getByRole('button', { name: task, exact: true }).click();
  return sheet(tablet);
}

async function until(check: () => Promise<unknown>): Promise<void> {
  await vi.waitFor(check, DEADLINE);
}

/** Waits until the server has it so. */
function isInStock(kitchen: ScreenedStore, sku: string, state: object): Promise<void> {
  return until(async () => expect((await kitchen.app.stock(kitchen.storeId))[sku]).toMatchObject(state));
}

describe('86 on a tablet', () => {
  it('takes two taps and is on the wall, and undo takes it back', async () => {
    const kitchen = await openKitchen();
    const wall = await kitchen.openWall(browser());
    const tablet = await kitchen.openTablet(browser());
    await tile(tablet, 'Tagessuppe').click();
    await off(tablet).click();
    await says(wall, '86', 'Tagessuppe', '1 dish');
    await undo(tablet).click();
    await wall.getByText('All 4 dishes can be served').or(zoneOf(wall, 'Back again')).waitFor();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'available' } });
  });

  it('says on every dish that loses an ingredient which one', async () => {
    const kitchen = await openKitchen();
    const wall = await kitchen.openWall(browser());
    const tablet = await kitchen.openTablet(browser());
    await open(tablet, SALMON);
    await sheet(tablet).getByText('Goes off with it').waitFor();
    await off(tablet).click();
    await says(wall, '86', SALMON, 'takes 2 dishes', 'Gebratenes Lachsfilet', 'Lachs-Tatar');
    await tablet.keyboard.press('Escape');
    for (const dish of ['Lachs-Tatar', 'Gebratenes Lachsfilet'])
      await tile(tablet, dish).getByText(`no ${SALMON}`).waitFor();
  });

  it('may be given a reason and an end afterwards', async () => {
    const kitchen = await openKitchen();
    const wall = await kitchen.openWall(browser());
    const tablet = await kitchen.openTablet(browser());
    await open(tablet, 'Tagessuppe');
    await off(tablet).click();
    await sheet(tablet).getByRole('button', { name: 'Quality' }).click();
    await sheet(tablet).getByRole('button', { name: 'Rest of the day' }).click();
    await says(wall, '86', 'Tagessuppe', 'Quality', 'rest of the day');
    await undo(tablet).click();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'available' } });
  });

  it('does not take back with the second tap of a bouncing finger what the first one did', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await open(tablet, 'Tagessuppe');
    await off(tablet).dblclick();
    await sheet(tablet).getByRole('button', { name: /^Back/ }).waitFor();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'unavailable', by: 'Tablet' } });
  });

  it('can be taken back from the log when the message is long gone', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await open(tablet, 'Tagessuppe');
    await off(tablet).click();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'unavailable' } });
    await sheet(tablet).getByRole('button', { name: 'Dismiss' }).click();
    await tablet.keyboard.press('Escape');
    await tablet.getByRole('button', { name: 'Last changes' }).click();
    await sheet(tablet).getByRole('button', { name: 'Undo: Tagessuppe is 86' }).click();
    await isInStock(kitchen, 'SUPPE', { availability: { state: 'available' } });
  });
});

it('a countdown set on a tablet is counted down by sales, on the tablet and on the wall', async () => {
  const kitchen = await openKitchen();
  const wall = await kitchen.openWall(browser());
  const tablet = await kitchen.openTablet(browser());
  await open(tablet, 'Tagessuppe', 'Limit');
  await tablet.keyboard.type('2');
  await sheet(tablet).getByRole('button', { name: 'Only 2 portions left' }).click();
  await says(wall, 'Running out', 'Tagessuppe', '2 left');
  const soldAt = () => ({ soldAt: new Date().toISOString() });
  await kitchen.app.sell(kitchen.storeId, { SUPPE: 1 }, soldAt());
  await says(wall, 'Running out', '1 left');
  await tile(tablet, 'Tagessuppe').getByText('1 left').waitFor();
  await kitchen.app.sell(kitchen.storeId, { SUPPE: 1 }, soldAt());
  await says(wall, '86', 'Tagessuppe', 'sold out');
  await tile(tablet, 'Tagessuppe').getByText('86').waitFor();
});

describe('finding an item', () => {
  it('takes a word or the beginning of one, with or without marks, and Enter', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await tile(tablet, 'Tagessuppe').waitFor();
    await tablet.keyboard.type('ochsenback');
    await tablet.getByText('2 items').waitFor();
    await tablet.keyboard.press('Enter');
    await tablet.getByRole('heading', { name: 'Ochsenbäckchen', exact: true }).waitFor();
  });

  it('takes the code of a label, as a scanner types it', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await tile(tablet, 'Tagessuppe').waitFor();
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
    await until(async () =>
      expect(await tiles.allInnerTexts()).toMatchObject([expect.stringContaining(SALMON)]),
    );
    await rail.getByRole('button', { name: /86 now/ }).click();
    await until(async () =>
      expect(await tiles.allInnerTexts()).toMatchObject([expect.stringContaining('Tagessuppe')]),
    );
    await rail.getByRole('button', { name: /Low/ }).click();
    await tablet.getByText('Nothing is running low').waitFor();
  });

  it('says when there is nothing of the kind', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await tile(tablet, 'Tagessuppe').waitFor();
    await tablet.keyboard.type('hummer');
    await tablet.getByText('Nothing called “hummer”').waitFor();
    await tablet.getByRole('button', { name: 'Show everything' }).click();
    await tile(tablet, 'Tagessuppe').waitFor();
  });
});

/** What a person does with the number pad, and what it has to be in the ledger: once. */
const DEEDS = [
  {
    task: 'Count',
    press: async (form: Locator) => {
      await form.page().keyboard.type('1');
      await form.getByRole('button', { name: /^Kiste/ }).click();
      await form.page().keyboard.type('750');
    },
    confirm: 'Count 5,750 g',
    moved: { type: 'count', quantity: -3250, counted: 5750 },
    onHand: 5750,
  },
  {
    task: 'Waste',
    press: async (form: Locator) => {
      await form.page().keyboard.type('300');
      await form.getByRole('button', { name: 'Dropped' }).click();
    },
    confirm: 'Waste 300 g',
    moved: { type: 'waste', quantity: -300, reason: 'Dropped' },
    onHand: 8700,
  },
  {
    task: 'Receive',
    press: async (form: Locator) => {
      await form.page().keyboard.type('2');
      await form.getByRole('button', { name: 'and a half' }).click();
      await form.getByRole('button', { name: /^Kiste/ }).click();
    },
    confirm: 'Receive 12,500 g',
    moved: { type: 'receipt', quantity: 12_500 },
    onHand: 21_500,
  },
] as const;

async function doIt(tablet: Page, { task, press, confirm }: (typeof DEEDS)[number]): Promise<void> {
  const form = await open(tablet, SALMON, task);
  await press(form);
  await form.getByRole('button', { name: confirm }).click();
}

async function isOnceInLedger(
  kitchen: ScreenedStore,
  { moved, onHand }: (typeof DEEDS)[number],
): Promise<void> {
  await isInStock(kitchen, 'LACHS', { onHand });
  expect(await kitchen.ledger('LACHS')).toMatchObject([moved]);
}

describe.each(DEEDS)('$task on a tablet', (deed) => {
  it('changes the ledger once, and undo takes it back', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await doIt(tablet, deed);
    await isOnceInLedger(kitchen, deed);
    await undo(tablet).click();
    await isInStock(kitchen, 'LACHS', { onHand: 9000 });
  });

  it('changes it once although the connection breaks before the answer is there', async () => {
    const kitchen = await openKitchen();
    const cut = cutBeforeAnswer();
    const tablet = await kitchen.openTablet(browser(), { prepare: cut.watch });
    await isConnection(tablet, 'live');
    await doIt(tablet, deed);
    await until(async () => expect(cut.cuts).toBe(1));
    await tile(tablet, SALMON).locator('.mark').waitFor({ state: 'detached', timeout: DEADLINE.timeout });
    await isConnection(tablet, 'live');
    await isOnceInLedger(kitchen, deed);
    expect(cut.commands).toBe(2);
  });

  it('changes it once when the server was away in the meantime', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser(), { tolerate: UNREACHABLE });
    await isConnection(tablet, 'live');
    await kitchen.app.stop();
    await isConnection(tablet, 'catching up');
    await doIt(tablet, deed);
    await tablet.getByText('1 waiting to be sent').waitFor();
    await tile(tablet, SALMON).getByText(', being sent').waitFor();
    const restarted = await kitchen.restart();
    await tablet.getByText('1 waiting to be sent').waitFor({ state: 'detached', timeout: DEADLINE.timeout });
    await isOnceInLedger(restarted, deed);
  });
});

it('what waits on a tablet survives that the page is opened anew', async () => {
  const kitchen = await openKitchen();
  const cut = cutBeforeAnswer();
  const tablet = await kitchen.openTablet(browser(), { prepare: cut.watch });
  await isConnection(tablet, 'live');
  cut.deaf = true;
  await doIt(tablet, DEEDS[1]);
  await until(async () => expect(cut.commands).toBe(1));
  cut.deaf = false;
  await tablet.reload();
  await isOnceInLedger(kitchen, DEEDS[1]);
  await until(async () => expect(cut.commands).toBe(2));
  expect(await kitchen.ledger('LACHS')).toHaveLength(1);
});

it('something that is not taken is rolled back and told in plain words, with what the board says', async () => {
  const clock = new ManualClock();
  const kitchen = await openKitchen({ clock });
  const tablet = await kitchen.openTablet(browser(), { tolerate: UNREACHABLE });
  await isConnection(tablet, 'live');
  await kitchen.app.stop();
  await isConnection(tablet, 'catching up');
  await open(tablet, 'Tagessuppe');
  await off(tablet).click();
  await sheet(tablet).getByRole('button', { name: 'A time…' }).click();
  await sheet(tablet).getByLabel('Time').fill('12:30');
  await sheet(tablet).getByRole('button', { name: 'Set' }).click();
  await sheet(tablet).getByText('being sent').waitFor();
  await tablet.keyboard.press('Escape');
  await tile(tablet, 'Tagessuppe').getByText('86').waitFor();
  // By the time the tablet is back, the end of its mark is over.
  clock.advance({ hours: 2 });
  await kitchen.restart();
  await tablet.getByRole('button', { name: '1 not taken' }).click({ timeout: DEADLINE.timeout });
  const log = sheet(tablet);
  await log.getByText('Not taken: Tagessuppe is 86').waitFor();
  expect(await log.getByRole('article').innerText()).toMatch(/is past; give a time to come/);
  expect(await log.getByRole('article').innerText()).toContain('The board says: available');
  await log.getByRole('button', { name: 'Leave it' }).click();
  await tablet.keyboard.press('Escape');
  await tablet.getByRole('button', { name: 'Last changes' }).waitFor();
  expect(await tile(tablet, 'Tagessuppe').innerText()).toBe('Tagessuppe');
});

it('two tablets of one kitchen see what the other does', async () => {
  const kitchen = await openKitchen();
  const [one, other] = [await kitchen.openTablet(browser()), await kitchen.openTablet(browser())];
  await tile(other, 'Tagessuppe').waitFor();
  await open(one, 'Tagessuppe');
  await off(one).click();
  await tile(other, 'Tagessuppe').getByText('86').waitFor();
});
