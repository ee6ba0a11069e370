import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, findSidewaysScroll, findViolations } from '../support/accessibility.ts';
import { PHONE, TABLET, useBrowser } from '../support/browser.ts';
import { aMovement } from '../support/builders.ts';
import { openKitchen, type ScreenedStore } from '../support/screens.ts';
import { isInStock, offOf, sheetOf, tileOf } from '../support/tablet-page.ts';
import { says } from '../support/wall-page.ts';

const browser = useBrowser();
const THEMES = ['light', 'dark'] as const;
/** Half of each side: what a tablet has at 200 % zoom. */
const ZOOMED = { width: TABLET.width / 2, height: TABLET.height / 2 };

/** Something in every state that a screen can show. */
async function openBusyKitchen(): Promise<ScreenedStore> {
  const kitchen = await openKitchen();
  const { app, storeId } = kitchen;
  await kitchen.mark('SUPPE', { state: 'unavailable' });
  await kitchen.mark('SUPPE', { state: 'available' });
  await kitchen.mark('OCHS', { state: 'limited', remaining: 7, reason: 'letzter Topf' });
  await app.record(storeId, aMovement('count', 'LACHS', 450), aMovement('count', 'EI', 0));
  return kitchen;
}

/** Every view of the tablet, one after the other. */
async function visitViews(tablet: Page, look: (view: string) => Promise<void>): Promise<void> {
  await tileOf(tablet, 'Tagessuppe').waitFor();
  await look('home');
  await tileOf(tablet, 'Lachsfilet mit Haut').click();
  await sheetOf(tablet).getByRole('button', { name: 'Count', exact: true }).waitFor();
  await look('an item');
  for (const task of ['Count', 'Waste', 'Limit'] as const) {
    await sheetOf(tablet).getByRole('button', { name: task, exact: true }).click();
    await tablet.keyboard.type('12');
    await look(task);
    await sheetOf(tablet).getByRole('button', { name: 'Return to the item' }).click();
  }
  await offOf(tablet).click();
  await sheetOf(tablet).getByRole('button', { name: 'Other…' }).click();
  await look('an item that is 86, with the message about it');
  await tablet.keyboard.press('Escape');
  await tablet.getByRole('button', { name: 'Last changes' }).click();
  await sheetOf(tablet).getByText('In the kitchen').waitFor();
  await look('the log');
  await tablet.keyboard.press('Escape');
  await tablet.keyboard.type('nothing of the kind');
  await tablet.getByText('Nothing called').waitFor();
  await look('a search without hits');
}

describe.each(THEMES)('in the %s theme', (theme) => {
  it('axe finds nothing wrong with a wall', async () => {
    const kitchen = await openBusyKitchen();
    const wall = await kitchen.openWall(browser(), { theme });
    await says(wall, '86', 'Lachs-Tatar');
    await expectAccessible(wall);
  });

  it('axe finds nothing wrong with a calm wall', async () => {
    const kitchen = await openKitchen();
    const wall = await kitchen.openWall(browser(), { theme });
    await wall.getByText('Everything is on').waitFor();
    await expectAccessible(wall);
  });

  it('axe finds nothing wrong with any view of a tablet', async () => {
    const kitchen = await openBusyKitchen();
    const tablet = await kitchen.openTablet(browser(), { theme });
    const wrong: string[] = [];
    await visitViews(tablet, async (view) => {
      wrong.push(...(await findViolations(tablet)).map((it) => `${view}: ${it}`));
    });
    expect(wrong).toEqual([]);
  });
});

/** Targets that are smaller than a wet finger needs, or closer together. */
function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const [smallest, main, apart] = [48, 64, 8];
    const round = 0.5;
    const scope = document.querySelector('dialog[open]') ?? document.body;
    const targets = [...scope.querySelectorAll('button, a, input, select')]
      .filter((it) => it.checkVisibility())
      .map((element) => {
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? element.tagName;
        return { element, name, box: element.getBoundingClientRect() };
      });
    const small = targets.flatMap(({ element, name, box }) => {
      const least = element.matches('.main, .tile, .confirm, .off, .back') ? main : smallest;
      const isSmall = box.height + round < least || box.width + round < smallest;
      return isSmall ? [`${name}: ${box.width} × ${box.height}`] : [];
    });
    const close = targets.flatMap((a, i) =>
      targets.slice(i + 1).flatMap((b) => {
        const across = Math.max(a.box.left, b.box.left) - Math.min(a.box.right, b.box.right);
        const down = Math.max(a.box.top, b.box.top) - Math.min(a.box.bottom, b.box.bottom);
        // What floats over the end of a sheet covers what is below it, and scrolls free.
        const floats = [a, b].some(({ element }) => element.closest('.snackbar, header, .confirm'));
        return Math.max(across, down) + round < apart && !floats ? [`${a.name} and ${b.name}`] : [];
      }),
    );
    return [...small, ...close];
  });
}

describe.each([
  ['a tablet', TABLET],
  ['a phone', PHONE],
  ['a tablet at 200 % zoom', ZOOMED],
])('on %s', (_, viewport) => {
  it('every target is big enough for wet fingers, and nothing scrolls sideways', async () => {
    const kitchen = await openBusyKitchen();
    const tablet = await kitchen.openTablet(browser(), { viewport, hasTouch: true });
    const wrong: string[] = [];
    await visitViews(tablet, async (view) => {
      const found = [...(await findSmallTargets(tablet)), ...(await findSidewaysScroll(tablet))];
      wrong.push(...found.map((it) => `${view}: ${it}`));
    });
    expect(wrong).toEqual([]);
  });
});

describe('with a keyboard only', () => {
  it('an item is found, taken off, given a reason, counted, and left again', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => tablet.keyboard.press(key)), Promise.resolve());
    const focused = () => tablet.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    /** Tabs until the focus is on something that says this, as a person does. */
    const tabTo = async (words: RegExp) => {
      for (let steps = 0; steps < 40 && !words.test(await focused()); steps++) await press('Tab');
      expect(await focused()).toMatch(words);
    };
    await tileOf(tablet, 'Tagessuppe').waitFor();
    await tablet.keyboard.type('lachsfilet mit');
    await press('Enter');
    await sheetOf(tablet).waitFor();
    expect(await focused()).toBe('Lachsfilet mit Haut');
    await tabTo(/^86/);
    await press('Enter');
    await tabTo(/^Quality/);
    await press('Space');
    await isInStock(kitchen, 'LACHS', { availability: { state: 'unavailable', reason: 'Quality' } });
    await tabTo(/^Count/);
    await press('Enter');
    await tablet.keyboard.type('8500');
    await press('Enter');
    await isInStock(kitchen, 'LACHS', { onHand: 8500 });
    await sheetOf(tablet).waitFor({ state: 'detached' });
    await tabTo(/^Undo/);
    await press('Enter');
    await isInStock(kitchen, 'LACHS', { onHand: 9000 });
  });

  it('it is seen where the focus is, and Escape goes back one step', async () => {
    const kitchen = await openKitchen();
    const tablet = await kitchen.openTablet(browser());
    await tileOf(tablet, 'Tagessuppe').waitFor();
    await tablet.keyboard.press('Tab');
    const outline = () =>
      tablet.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
        return `${outlineStyle} ${parseFloat(outlineWidth) >= 2}`;
      });
    expect(await outline()).toBe('solid true');
    await tileOf(tablet, 'Lachsfilet').click();
    await sheetOf(tablet).getByRole('button', { name: 'Count', exact: true }).click();
    await sheetOf(tablet).getByText('How much is there?').waitFor();
    await tablet.keyboard.press('Escape');
    await offOf(tablet).waitFor();
    await tablet.keyboard.press('Escape');
    await sheetOf(tablet).waitFor({ state: 'detached' });
  });
});

it('with reduced motion nothing moves', async () => {
  const kitchen = await openKitchen();
  const tablet = await kitchen.openTablet(browser(), { reducedMotion: 'reduce' });
  const wall = await kitchen.openWall(browser(), { reducedMotion: 'reduce' });
  await wall.getByText('Everything is on').waitFor();
  /** Whatever is animated, other than a colour that comes and goes. */
  const moving = (page: Page) =>
    page.evaluate(() =>
      document
        .getAnimations()
        .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? effect.getKeyframes() : []))
        .filter((frame) => 'transform' in frame || 'opacity' in frame || 'translate' in frame),
    );
  await tileOf(tablet, 'Tagessuppe').click();
  expect(await moving(tablet)).toEqual([]);
  await offOf(tablet).click();
  await says(wall, '86', 'Tagessuppe');
  expect(await moving(wall)).toEqual([]);
});
