import type { Page } from 'playwright-core';
import pino from 'pino';
import { uuidv7 } from 'uuidv7';
import { readConfig } from '../../server/config.ts';
import { saveItems, withDefaults } from '../../server/items/items.service.ts';
import { inAllStoresTransaction } from '../../server/platform/store-transaction.ts';
import { runServer } from '../../server/run-server.ts';
import { launchBrowser } from '../support/browser.ts';
import type { Kitchen } from './kitchen.ts';
import { now } from './monotonic.ts';
import { rowOf, type Row } from './report.ts';

const OWNER = { email: 'bench@example.com', password: 'seven blue kettles' };
const THROTTLE = 4;
const FRAMES = 180;
/** A quick turn of a wheel, again and again: nearly three rows a frame. */
const STEP = 120;

/** The table of stock in a browser that is four times slower than this machine: opened, searched, scrolled. */
export async function measureTable({
  connectionString,
  kitchen,
  rounds,
}: {
  connectionString: string;
  kitchen: Kitchen;
  rounds: number;
}): Promise<Row[]> {
  const settings = {
    PORT: '0',
    DATABASE_URL: connectionString,
    LOG_LEVEL: 'warn',
    LARDER_STORE_NAME: 'Bench',
  };
  const owner = { LARDER_OWNER_EMAIL: OWNER.email, LARDER_OWNER_PASSWORD: OWNER.password };
  const config = readConfig({ ...settings, ...owner, LARDER_TIME_ZONE: 'Europe/Vienna', LARDER_ROLE: 'web' });
  const running = await runServer(config, pino({ level: 'warn' }));
  const { ctx } = running.app;
  const items = kitchen.items.map((item) => withDefaults(item, uuidv7()));
  await inAllStoresTransaction(ctx, (trx, stores) => saveItems(ctx, trx, stores, items));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await signIn(page, running.url);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });
    const seen: Seen[] = [];
    for (let round = 0; round < rounds; round++) seen.push(await look(page, running.url));
    return rowsOf(items.length, seen);
  } finally {
    await browser.close();
    await running.stop();
  }
}

interface Seen {
  openedMs: number;
  typedMs: number;
  framesPerSecond: number;
  longestMs: number;
  rows: number;
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/manage`);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
}

async function look(page: Page, url: string): Promise<Seen> {
  await page.goto(`${url}/manage#/settings`);
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  const openedAt = now();
  await page.goto(`${url}/manage#/stock`);
  await page.getByRole('row').nth(10).waitFor();
  const typedAt = now();
  await page.getByRole('searchbox').fill('grilled');
  await page.getByRole('status').filter({ hasText: ' of ' }).waitFor();
  const doneAt = now();
  await page.getByRole('searchbox').fill('');
  const scrolled = await page.evaluate(scroll, { frames: FRAMES, step: STEP });
  return { openedMs: typedAt - openedAt, typedMs: doneAt - typedAt, ...scrolled };
}

/** Runs in the page. */
async function scroll({
  frames,
  step,
}: {
  frames: number;
  step: number;
}): Promise<Pick<Seen, 'framesPerSecond' | 'longestMs' | 'rows'>> {
  const grid = document.querySelector('[role="grid"]')!;
  const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);
  for (let calm = 0; calm < 30; calm++) await nextFrame();
  const times = [await nextFrame()];
  let rows = 0;
  for (let frame = 0; frame < frames; frame++) {
    grid.scrollTop += step;
    times.push(await nextFrame());
    rows = Math.max(rows, grid.querySelectorAll('[data-row]').length);
  }
  const lengths = times.slice(1).map((time, index) => time - times[index]!);
  const seconds = (times.at(-1)! - times[0]!) / 1000;
  return { framesPerSecond: frames / seconds, longestMs: Math.max(...lengths), rows };
}

function rowsOf(items: number, seen: readonly Seen[]): Row[] {
  const many = `${items.toLocaleString('en')} rows at ${THROTTLE}× throttle`;
  const row = (what: string, unit: string, of: (seen: Seen) => number, target: Row['target']): Row =>
    rowOf({
      id: 'TBL',
      what: `stock, ${many}: ${what}`,
      unit,
      product: seen.map(of),
      ...(target && { target }),
    });
  return [
    row('frames per second, scrolled', 'fps', ({ framesPerSecond }) => framesPerSecond, { atLeast: 55 }),
    row('longest frame', 'ms', ({ longestMs }) => longestMs, { atMost: 50 }),
    row('rows that are made at most', '', ({ rows }) => rows, { atMost: 60 }),
    row('opened', 's', ({ openedMs }) => openedMs / 1000, { atMost: 3 }),
    row('searched', 'ms', ({ typedMs }) => typedMs, { atMost: 500 }),
  ];
}
