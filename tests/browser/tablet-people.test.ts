import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { findClientFiles } from '../../server/platform/client-files.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { CLIENT_DIR } from '../../server/run-server.ts';
import type { Availability } from '../../shared/stock/availability.schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { TABLET, useBrowser } from '../support/browser.ts';
import { anOwner } from '../support/principals.ts';
import { aKitchen, openScreenPage, pairPage } from '../support/screen-pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const browser = useBrowser();

let app: TestApp;
let storeId: string;

beforeEach(async () => {
  app = await startTestApp({ clock: systemClock, client: findClientFiles(CLIENT_DIR) });
  storeId = await aKitchen(app);
});

const soup = async (): Promise<Availability> => (await app.stock(storeId))['SOUP']!.availability;
const locked = (page: Page) => page.getByRole('button', { name: 'Who is working?' });
const working = (page: Page, name: string) => page.getByRole('button', { name: `${name} is working` });

/** Giving somebody a PIN opens a door, so it takes a person who has just signed in. */
async function addPerson(name: string, pin: string): Promise<void> {
  const { headers } = await anOwner(app);
  const person = { name, roles: [{ storeId, role: 'staff' }], pin };
  const { status, body } = await app.requestAs(headers, 'POST', '/people', person);
  expect(status, JSON.stringify(body)).toBeLessThan(300);
}

async function openTablet(): Promise<Page> {
  const page = await openScreenPage(browser(), `${await app.url()}/tablet`, TABLET);
  await pairPage(app, page, storeId, 'tablet', 'Cold section');
  await page.getByText('Soup').waitFor();
  return page;
}

/** A tablet in a store where Bea and Cem have PINs. */
async function aTablet(): Promise<Page> {
  await addPerson('Bea', '246813');
  await addPerson('Cem', '975318');
  const page = await openTablet();
  await locked(page).waitFor();
  return page;
}

async function enter(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await page.keyboard.type(pin);
  await working(page, name).waitFor();
}

/** Where only one person has a PIN, nobody is asked who it is. */
async function enterAlone(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('heading', { name }).waitFor();
  await page.keyboard.type(pin);
  await working(page, name).waitFor();
}

async function takeSoupOff(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Soup' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^86/ }).click();
}

it('the first thing that somebody changes asks who it is, and goes on in their name', async () => {
  const page = await aTablet();
  await takeSoupOff(page);
  await page.getByRole('heading', { name: 'Who is it?' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Bea' }).click();
  await expectAccessible(page);
  await page.keyboard.type('111222');
  await page.getByText('That is not the PIN of Bea.').waitFor();
  expect(await soup()).toEqual({ state: 'available' });
  for (const digit of '246813') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByText('Soup is 86').waitFor();
  await expect.poll(soup).toMatchObject({ state: 'unavailable', by: 'Bea' });
  await page.getByRole('button', { name: 'Close' }).click();
  await working(page, 'Bea').waitFor();
  await expectAccessible(page);
});

it('the next person takes over with one tap and a PIN, and one tap locks', async () => {
  const page = await aTablet();
  await locked(page).click();
  await enter(page, 'Bea', '246813');
  await working(page, 'Bea').click();
  await enter(page, 'Cem', '975318');
  await takeSoupOff(page);
  await expect.poll(soup).toMatchObject({ by: 'Cem' });
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Lock' }).click();
  await locked(page).waitFor();
  const open = 'select from session where device_id is not null and ended_at is null';
  await expect.poll(async () => (await app.database.pool.query(open)).rowCount).toBe(0);
});

it('a tablet that nobody touched for three minutes is locked', async () => {
  const page = await aTablet();
  await page.clock.install();
  await page.reload();
  await locked(page).click();
  await enter(page, 'Bea', '246813');
  await page.clock.fastForward('02:30');
  await page.getByText('live', { exact: true }).waitFor();
  await working(page, 'Bea').waitFor();
  await page.clock.fastForward('00:40');
  await locked(page).waitFor();
});

it('a count that was typed before the tablet locked itself is not lost', async () => {
  const page = await aTablet();
  await page.clock.install();
  await page.reload();
  await page.getByRole('button', { name: 'Soup' }).click();
  await page.getByRole('button', { name: 'Count', exact: true }).click();
  await enter(page, 'Bea', '246813');
  await page.keyboard.type('24');
  await page.clock.fastForward('03:10');
  await locked(page).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: /24/ }).click();
  await enter(page, 'Cem', '975318');
  await expect.poll(async () => (await app.stock(storeId))['SOUP']!.onHand).toBe(24);
});

it('what somebody did offline is sent in their own name, whoever works by then', async () => {
  const page = await aTablet();
  await locked(page).click();
  await enter(page, 'Bea', '246813');
  await page.context().setOffline(true);
  await page.getByText('live', { exact: true }).waitFor({ state: 'detached' });
  await takeSoupOff(page);
  await page.getByText('1 waiting to be sent').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Lock' }).click();
  expect(await soup()).toEqual({ state: 'available' });
  await page.context().setOffline(false);
  await expect.poll(soup, { timeout: 15_000 }).toMatchObject({ by: 'Bea' });
});

it('too many wrong PINs tell how long to wait', async () => {
  const page = await aTablet();
  await locked(page).click();
  await page.getByRole('button', { name: 'Bea' }).click();
  for (let tries = 0; tries < 6; tries++) {
    await page.getByLabel('0 of 6 digits').waitFor();
    await page.keyboard.type('111222');
  }
  await page.getByText(/Too many wrong PINs\. The next try is in (1:00|0:5\d)/).waitFor();
  expect(await page.getByRole('button', { name: '5', exact: true }).isDisabled()).toBe(true);
});

it('in a store without PINs the tablet works as itself, until somebody gets one', async () => {
  const page = await openTablet();
  await takeSoupOff(page);
  await expect.poll(soup).toMatchObject({ by: 'Cold section' });
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await locked(page).count()).toBe(0);
  await addPerson('Bea', '246813');
  await locked(page).waitFor();
  await page.getByRole('button', { name: 'Soup' }).click();
  await page.getByRole('button', { name: /^Back/ }).click();
  await enterAlone(page, 'Bea', '246813');
  await expect.poll(soup).toEqual({ state: 'available' });
});

it('what nobody in particular did offline is asked about when people have PINs by the time it is sent', async () => {
  const page = await openTablet();
  await page.getByText('live', { exact: true }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('live', { exact: true }).waitFor({ state: 'detached' });
  await takeSoupOff(page);
  await page.getByRole('button', { name: 'Close' }).click();
  await addPerson('Bea', '246813');
  await page.context().setOffline(false);
  await page.getByText('1 not taken').click();
  expect(await soup()).toEqual({ state: 'available' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await enterAlone(page, 'Bea', '246813');
  await expect.poll(soup).toMatchObject({ state: 'unavailable', by: 'Bea' });
});
