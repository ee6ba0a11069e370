import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { useBrowser } from '../support/browser.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { cutBeforeAnswer } from '../support/socket-cut.ts';
import { isInStock, openItem, SALMON, tileOf, undoOf, UNREACHABLE } from '../support/tablet-page.ts';
import { DEADLINE, isConnection } from '../support/wall-page.ts';

const browser = useBrowser();

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
  const form = await openItem(tablet, SALMON, task);
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
    await undoOf(tablet).click();
    await isInStock(kitchen, 'LACHS', { onHand: 9000 });
  });

  it('changes it once although the connection breaks before the answer is there', async () => {
    const kitchen = await openKitchen();
    const cut = cutBeforeAnswer();
    const tablet = await kitchen.openTablet(browser(), { prepare: cut.watch });
    await isConnection(tablet, 'live');
    await doIt(tablet, deed);
    await vi.waitFor(async () => expect(cut.cuts).toBe(1), DEADLINE);
    await tileOf(tablet, SALMON).locator('.mark').waitFor({ state: 'detached', timeout: DEADLINE.timeout });
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
    await tileOf(tablet, SALMON).getByText(', being sent').waitFor();
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
  await vi.waitFor(async () => expect(cut.commands).toBe(1), DEADLINE);
  cut.deaf = false;
  await tablet.reload();
  await isOnceInLedger(kitchen, DEEDS[1]);
  await vi.waitFor(async () => expect(cut.commands).toBe(2), DEADLINE);
  expect(await kitchen.ledger('LACHS')).toHaveLength(1);
});
