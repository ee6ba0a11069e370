import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DepletionList } from '../../shared/forecasts/forecast.schema.ts';
import type { DemoState } from '../../shared/demo.schema.ts';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import { openPage, PHONE, TABLET, useBrowser } from '../support/browser.ts';
import { DemoChild } from '../support/demo-child.ts';

/** A Friday afternoon after four weeks, when dinner is ahead and who delivers today still takes orders. */
const ARGS = [
  '--seed',
  'newcomer',
  '--start',
  '2026-11-20T15:00',
  '--days',
  '28',
  '--port',
  '0',
  '--speed',
  '1',
];
const DEADLINE = { timeout: 120_000, interval: 200 };
/** Where pictures and times of the walk are put, for whoever wants to look at them. */
const PICTURES = process.env['LARDER_PICTURES'];

describe('somebody who has never seen it', () => {
  const browser = useBrowser();
  let demo: DemoChild;
  let store: string;
  let token: string;

  beforeAll(async () => {
    demo = await DemoChild.start(...ARGS);
    await vi.waitFor(() => expect(demo.url, demo.lines.join('\n')).toBeDefined(), DEADLINE);
    const { headers } = await fetch(`${demo.url}/manage`, { headers: { accept: 'text/html' } });
    token = /^larder=(larder_s_[\w-]+)/.exec(headers.get('set-cookie') ?? '')![1]!;
    // Nobody else orders meanwhile.
    store = `/api/v1/stores/${(await ask<DemoState>('/demo/pace', { paused: true })).store.id}`;
    await vi.waitFor(async () => {
      const { items } = await ask<DepletionList>(`${store}/depletion`);
      expect(items.length).toBeGreaterThan(10);
    }, DEADLINE);
  }, DEADLINE.timeout);

  afterAll(() => demo.dispose());

  async function ask<T>(path: string, body?: object): Promise<T> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const sent = body && { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(demo.url! + path, { headers, ...sent });
    expect(response.status, path).toBeLessThan(300);
    return (await response.json()) as T;
  }

  it.each([
    ['a laptop', TABLET],
    ['a phone', PHONE],
  ])(
    'finds on %s what runs out tonight, who is the worst supplier and why, and orders what prevents one',
    async (device, viewport) => {
      const walk = new Walk(
        await openPage(browser(), `${demo.url}/manage`, { viewport, locale: 'en-GB' }),
        device,
      );
      const { page } = walk;

      const hurry = page.getByRole('listitem').filter({ hasText: 'in a hurry' });
      await hurry.waitFor();
      const ends = page.getByRole('listitem').filter({ hasText: /runs out about \d\d:\d\d/ });
      const tonight = (await ends.allInnerTexts()).map((text) => text.split(' runs out about ')[0]!.trim());
      expect(tonight.length).toBeGreaterThanOrEqual(3);
      await walk.see('what runs out tonight');

      if (viewport === PHONE) await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('link', { name: 'Suppliers', exact: true }).filter({ visible: true }).click();
      await page.getByRole('link', { name: 'Scorecards' }).click();
      const worst = page
        .getByRole('row')
        .filter({ hasText: /\d+ orders/ })
        .last();
      await worst.waitFor();
      await walk.see('suppliers by rank');
      const name = (await worst.getByRole('link').innerText()).trim();
      await worst.getByRole('link').click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page
        .getByRole('row')
        .filter({ hasText: /in full/i })
        .first()
        .waitFor();
      await walk.see('the worst supplier');

      await page.getByRole('link', { name: 'Today', exact: true }).filter({ visible: true }).click();
      await hurry.getByRole('link').first().click();
      await page
        .getByText(/likely to run out before .* already/)
        .first()
        .waitFor();
      await walk.see('what is ordered in a hurry');
      await page.getByRole('button', { name: 'Order', exact: true }).first().click();
      await page.getByText(/#\d+ to .* is sent\./).waitFor();
      await walk.see('ordered');
      await walk.end();

      const { items } = await ask<{ items: PurchaseOrder[] }>(`${store}/purchase-orders`);
      const order = await ask<PurchaseOrder>(`${store}/purchase-orders/${items[0]!.poId}`);
      expect(order.state).toBe('sent');
      const ordered = order.lines.map((line) => line.name);
      expect(tonight.filter((item) => ordered.includes(item)).length).toBeGreaterThanOrEqual(1);
      // Whoever comes next finds the same.
      await ask(`${store}/purchase-orders/${order.poId}/cancel`, { reason: 'once more' });
    },
  );
});

/** How long each thing took to find, and what was seen then. */
class Walk {
  readonly page: Page;
  readonly #device: string;
  readonly #steps: { seen: string; atMs: number }[] = [];
  readonly #start = performance.now();

  constructor(page: Page, device: string) {
    this.page = page;
    this.#device = device;
  }

  async see(seen: string): Promise<void> {
    this.#steps.push({ seen, atMs: Math.round(performance.now() - this.#start) });
    if (PICTURES === undefined) return;
    await mkdir(PICTURES, { recursive: true });
    const file = `${this.#device} ${this.#steps.length} ${seen}`.replaceAll(' ', '-');
    await this.page.screenshot({ path: join(PICTURES, `${file}.png`) });
  }

  async end(): Promise<void> {
    if (PICTURES === undefined) return;
    await writeFile(
      join(PICTURES, `${this.#device.replaceAll(' ', '-')}.json`),
      JSON.stringify(this.#steps, null, 2),
    );
  }
}
