import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { findClientFiles } from '../../server/platform/client-files.ts';
import { CLIENT_DIR } from '../../server/run-server.ts';
import type { Device } from '../../shared/identity/device.schema.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { useBrowser, WALL } from '../support/browser.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { aKitchen, codeOn, openScreenPage, pairPage } from '../support/screen-pages.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const browser = useBrowser();

let app: TestApp;
let clock: ManualClock;
let url: string;

beforeEach(async () => {
  // Browsers drop cookies that have run out by their own clock.
  clock = new ManualClock(new Date().toISOString());
  app = await startTestApp({ clock, client: findClientFiles(CLIENT_DIR) });
  url = await app.url();
});

const open = (path: string, viewport = WALL) => openScreenPage(browser(), url + path, viewport);
const live = (page: Page) => page.getByText('live', { exact: true });

/** A wall that is paired and shows its board. */
async function aWall(): Promise<{ page: Page; id: string }> {
  const page = await open('/wall');
  const { id } = await pairPage(app, page, await aKitchen(app), 'wall');
  await page.getByText('Salmon').first().waitFor();
  return { page, id };
}

describe('an unpaired screen', () => {
  it('shows the same code after a reload, and says when the server does not answer', async () => {
    const page = await open('/pair');
    const code = await codeOn(page);
    await page.reload();
    expect(await codeOn(page)).toBe(code);
    await page.route('**/api/v1/devices/**', (route) => route.abort());
    await page.getByText('The server does not answer. The code stays good').waitFor();
    await page.unroute('**/api/v1/devices/**');
    await page.getByText('Scan the square').waitFor();
    expect(await codeOn(page)).toBe(code);
  });

  it('belongs to the one of two managers who was first', async () => {
    const storeId = await aKitchen(app);
    const page = await open('/pair');
    const code = await codeOn(page);
    const claims = await Promise.all(
      ['First', 'Second'].map((name) =>
        app.request<Device>('POST', '/devices/claim', { code, kind: 'wall', storeId, name }),
      ),
    );
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 404]);
    await page.waitForURL('**/wall');
    await live(page).waitFor();
    const winner = claims.find(({ status }) => status === 200)!.body;
    await app.expectOk('POST', `/devices/${winner.id}/command`, { command: 'identify' });
    await page.locator('.over').getByText(winner.name, { exact: true }).waitFor();
    await expectAccessible(page);
  });

  it('whose browser starts on the pairing page is back on its board after a power cut', async () => {
    const { page } = await aWall();
    await page.goto(`${url}/pair`);
    await page.waitForURL('**/wall');
    await page.getByText('Salmon').first().waitFor();
  });
});

describe('a paired wall', () => {
  it('shows the pairing page the moment it is revoked', async () => {
    const { page, id } = await aWall();
    await live(page).waitFor();
    await app.expectOk('DELETE', `/devices/${id}`);
    await page.waitForURL('**/pair#removed');
    await page.getByText('This screen was taken out of its store').waitFor();
    await codeOn(page);
    await page.goto(`${url}/wall`);
    await page.waitForURL('**/pair');
  });

  it('that was off for a month comes back by itself', async () => {
    const { page } = await aWall();
    await page.goto('about:blank');
    clock.advance({ hours: 24 * 31 });
    await page.goto(`${url}/wall`);
    await page.getByText('Salmon').first().waitFor();
    await live(page).waitFor();
  });

  it('whose token is not good any more gets another one and goes on', async () => {
    const { page, id } = await aWall();
    await live(page).waitFor();
    await app.database.pool.query('delete from device_token');
    app.app.ctx.revoked(`device:${id}`);
    await live(page).waitFor({ state: 'detached' });
    await live(page).waitFor();
    expect((await app.database.pool.query('select from device_token')).rowCount).toBe(1);
  });

  it('goes to its new store and its new face by itself', async () => {
    const { page, id } = await aWall();
    await live(page).waitFor();
    const { id: storeId } = await app.createStore({ name: 'Bar' });
    await app.expectOk('PATCH', `/devices/${id}`, { storeId });
    await page.getByText('Bar', { exact: true }).first().waitFor();
    await live(page).waitFor();
    await app.expectOk('PATCH', `/devices/${id}`, { kind: 'tablet' });
    await page.waitForURL('**/tablet');
    await page.getByText('Bar', { exact: true }).first().waitFor();
  });

  it('is listed with the build that it runs, and loads itself again when it is told to', async () => {
    const { page, id } = await aWall();
    await live(page).waitFor();
    const { items } = await app.expectOk<{ items: Device[] }>('GET', '/devices');
    expect(items).toMatchObject([{ id, connected: true, current: true }]);
    await page.evaluate(() => Object.assign(window, { before: true }));
    await app.expectOk('POST', `/devices/${id}/command`, { command: 'reload' });
    await page.waitForFunction(() => !('before' in window));
    await page.getByText('Salmon').first().waitFor();
  });
});
