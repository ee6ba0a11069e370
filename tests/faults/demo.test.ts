import axe from 'axe-core';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDatabase, createPool } from '../../server/platform/database.ts';
import { findRunningEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { verifyDatabase } from '../../server/settlement/verify.service.ts';
import type { DemoPaceInput, DemoShortage, DemoState } from '../../shared/demo.schema.ts';
import type { Device } from '../../shared/identity/device.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { openPage, PHONE, SMALL_WALL, useBrowser } from '../support/browser.ts';
import { DemoChild } from '../support/demo-child.ts';
import { followStore } from '../support/live-screen.ts';

/** A Friday at noon, with two days of history: the shops are open, and the kitchen is busy. */
const ARGS = ['--seed', 'test', '--start', '2026-11-20T11:30', '--days', '2', '--port', '0'];
const DEADLINE = { timeout: 120_000, interval: 50 };

const until = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, DEADLINE);

async function addressOf(demo: DemoChild): Promise<string> {
  return until(() => {
    expect(demo.url, demo.lines.join('\n')).toBeDefined();
    return demo.url!;
  });
}

/** Opens a page as a browser does, which signs it in. */
async function sessionOf(url: string): Promise<string> {
  const { headers } = await fetch(`${url}/manage`, { headers: { accept: 'text/html' } });
  return /^larder=(larder_s_[\w-]+)/.exec(headers.get('set-cookie') ?? '')![1]!;
}

describe('the demo', () => {
  const browser = useBrowser();
  let demo: DemoChild;
  let url: string;
  let storeId: string;
  /** Of the session that the demo starts for every browser that opens a page of it. */
  let token: string;

  beforeAll(async () => {
    demo = await DemoChild.start(...ARGS, '--speed', '600');
    url = await addressOf(demo);
    storeId = (await state()).store.id;
    token = await sessionOf(url);
  }, DEADLINE.timeout);

  afterAll(() => demo.dispose());

  async function ask<T>(path: string, body?: object): Promise<T> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(url + path, { headers, ...sent });
    expect(response.status, path).toBe(200);
    return (await response.json()) as T;
  }

  const state = () => ask<DemoState>('/demo/state');
  const setPace = (pace: DemoPaceInput) => ask<DemoState>('/demo/pace', pace);
  const timeNow = async () => Date.parse((await state()).now);

  async function offBySku(): Promise<Map<string, boolean>> {
    const { items } = await ask<{ items: StockState[] }>(`/api/v1/stores/${storeId}/stock`);
    return new Map(items.map(({ sku, availability }) => [sku, availability.state === 'unavailable']));
  }

  async function skusOf(names: readonly string[]): Promise<string[]> {
    const { items } = await ask<{ items: Item[] }>('/api/v1/items');
    return items.filter(({ name, sellable }) => sellable && names.includes(name)).map(({ sku }) => sku);
  }

  it('sells by itself, as its screens see live', async () => {
    const screen = await followStore(url, storeId, token);
    const before = screen.seq;
    await until(() => expect(screen.seq).toBeGreaterThan(before + 20));
    expect(screen.tables.item.size).toBeGreaterThan(150);
    expect((await state()).service).toMatch(/Lunch|Afternoon|Dinner/);
  });

  it('buys through the board, and its suppliers answer by the portal', async () => {
    const path = `/api/v1/stores/${storeId}/purchase-orders`;
    const order = await until(async () => {
      const { items } = await ask<{ items: PurchaseOrder[] }>(path);
      const confirmed = items.find(({ acknowledgedAt, sentAt }) => sentAt! < acknowledgedAt!);
      expect(confirmed).toBeDefined();
      return ask<PurchaseOrder>(`${path}/${confirmed!.poId}`);
    });
    expect(order.events).toContainEqual(
      expect.objectContaining({ kind: 'acknowledged', via: 'portal', by: order.supplier }),
    );
  });

  it('takes dishes off when a shortage is caused, and brings them back', async () => {
    const { item, dishes } = await ask<DemoShortage>('/demo/shortage', {});
    expect(dishes.length).toBeGreaterThanOrEqual(3);
    const skus = await skusOf(dishes);
    expect(skus).toHaveLength(dishes.length);
    expect((await state()).diary.map(({ words }) => words.toLowerCase())).toContainEqual(
      expect.stringContaining(`all ${item.toLowerCase()} lost`),
    );
    await until(async () => {
      const off = await offBySku();
      expect(skus.some((sku) => off.get(sku) === false)).toBe(true);
    });
  });

  it('stands still when paused, changes its speed, and tells open screens at once', async () => {
    const screen = await followStore(url, storeId, token);
    const rates: number[] = [];
    screen.socket.on('clock', ({ rate }) => rates.push(rate));

    expect(await setPace({ paused: true })).toMatchObject({ paused: true, rate: 0, speed: 600 });
    expect(await timeNow()).toBe(await timeNow());
    await setPace({ speed: 60 });
    expect(await setPace({ paused: false })).toMatchObject({ paused: false, rate: 60 });

    await until(() => expect(rates).toContain(60));
    expect(rates).toContain(0);
    const before = await timeNow();
    await until(async () => expect(await timeNow()).toBeGreaterThan(before));
    const refused = await fetch(`${url}/demo/pace`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"speed": 0}',
    });
    expect(refused.status).toBe(422);
  });

  it('is steered from a phone', async () => {
    const page = await openPage(browser(), `${url}/demo`, { viewport: PHONE });
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    expect((await state()).paused).toBe(true);

    await page.getByRole('button', { name: '300×' }).click();
    await page.getByRole('button', { name: 'Cause a shortage' }).click();
    await page.getByText(/all thrown away/).waitFor();
    expect(await state()).toMatchObject({ speed: 300, paused: true });

    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run().then(({ violations }) => violations)')).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    await page.getByRole('button', { name: 'Resume' }).click();
  });

  it('pairs its walls and tablets by itself, each in a tab of its own', async () => {
    const wall = await openPage(browser(), `${url}/wall`, { viewport: SMALL_WALL });
    const opened = wall.waitForEvent('popup');
    await wall.evaluate(`window.open('/tablet')`);
    const tablet = await opened;
    await tablet.getByRole('main').getByRole('button').first().waitFor();
    await wall.reload();
    await wall.getByText('Bistro Magnolia').first().waitFor();
    await until(async () => {
      const { items } = await ask<{ items: Device[] }>('/api/v1/devices');
      expect(items.map(({ kind, connected }) => ({ kind, connected }))).toEqual(
        expect.arrayContaining([
          { kind: 'wall', connected: true },
          { kind: 'tablet', connected: true },
        ]),
      );
    });
  });

  it('keeps a sound database, and leaves nothing behind when it is stopped', async () => {
    const [folder] = (await readdir(demo.folder)).filter((name) => name.startsWith('larder-demo-'));
    const connectionString = await findRunningEmbeddedPostgres(join(demo.folder, folder!));
    const pool = createPool({ connectionString: connectionString!, poolSize: 1 });
    const { differences } = await verifyDatabase(createDatabase(pool));
    await pool.end();
    expect(differences).toEqual([]);

    expect(await demo.stop()).toEqual({ code: 0, left: [] });
    // Warnings and errors would be there too.
    const said = demo.lines.indexOf('Ctrl-C ends it, and nothing is left behind.');
    expect(said).toBeGreaterThan(0);
    expect(demo.lines.slice(said + 1).join('\n'), 'no warning and no error').toBe('');
    await expect(fetch(url)).rejects.toThrow();
  });
});

it('two demos started at once both run, on neighbouring ports', async () => {
  const taken = 20_000 + Math.floor(Math.random() * 10_000);
  const demos = await Promise.all([1, 2].map(() => DemoChild.start(...ARGS, '--port', `${taken}`)));
  onTestFinished(async () => void (await Promise.all(demos.map((demo) => demo.dispose()))));
  const [first, second] = await Promise.all(demos.map(addressOf));
  expect(first).not.toBe(second);
  const stores = await Promise.all(
    [first, second].map(async (url) => (await fetch(`${url}/demo/state`)).status),
  );
  expect(stores).toEqual([200, 200]);
  for (const demo of demos) expect(await demo.stop('SIGINT')).toEqual({ code: 0, left: [] });
});

it('a demo given up while it starts leaves nothing behind either', async () => {
  const demo = await DemoChild.start('--port', '0');
  onTestFinished(() => demo.dispose());
  await until(() => expect(demo.lines.join()).toContain('week 1 of 4'));
  expect(await demo.stop()).toEqual({ code: 0, left: [] });
  expect(demo.url).toBeUndefined();
});

it('a demo ends with the shell that npm put between', async () => {
  const demo = await DemoChild.startUnderShell(...ARGS);
  onTestFinished(() => demo.dispose());
  const url = await addressOf(demo);
  await demo.stop();
  await until(async () => expect(await readdir(demo.folder)).toEqual([]));
  await expect(fetch(url)).rejects.toThrow();
});

it('a wrong option is told in one line, before anything starts', async () => {
  const demo = await DemoChild.start('--speed', 'fast');
  onTestFinished(() => demo.dispose());
  expect(await demo.end()).toEqual({ code: 2, left: [] });
  expect(demo.lines).toEqual(['--speed must be more than 0 and at most 600, not "fast".']);
});
