import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';

/** Sizes at which the faces are used. */
export const WALL = { width: 1920, height: 1080 };
/** Looks the same and is drawn in half the time. */
export const SMALL_WALL = { width: 1280, height: 720 };
export const TALL_WALL = { width: 1080, height: 1920 };
export const TABLET = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** What the package would have the browser do that no browser in a kitchen does. */
const UNLIKE_KITCHENS = [
  // In one process with its pages, the browser would go with the first page that is closed.
  '--single-process',
  // Every page could do what only pages of our own may.
  '--disable-web-security',
  '--allow-running-insecure-content',
];

/** A real Chromium: the one that `LARDER_CHROMIUM` names, or the one in the registry package. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const named = process.env['LARDER_CHROMIUM'];
  const executablePath = named ?? (await unpackedChromium());
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    ...more,
  ];
  return chromium.launch({
    executablePath,
    headless: true,
    args: named ? args : [...sparticuz.args.filter((arg) => !UNLIKE_KITCHENS.includes(arg)), ...args],
  });
}

/**
 * The package unpacks into the temporary folder, where the copy may be another user's, or half of one that somebody is
 * unpacking at the moment: so each user has a copy, which is there whole or not at all.
 */
async function unpackedChromium(): Promise<string> {
  const folder = join(tmpdir(), `larder-chromium-${userInfo().uid}`);
  if (!(await stat(folder).catch(() => undefined))) {
    const draft = await mkdtemp(`${folder}-`);
    await inTemporaryFolder(draft, () => sparticuz.executablePath());
    await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
  }
  return join(folder, 'chromium');
}

async function inTemporaryFolder(folder: string, work: () => Promise<unknown>): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** One browser for all tests of a file; call at its top. */
export function useBrowser(more: readonly string[] = []): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser(more);
  });
  afterAll(() => browser?.close());
  return () => browser!;
}

export interface PageOptions extends BrowserContextOptions {
  viewport: { width: number; height: number };
  /** Prepares the page before anything is loaded. */
  prepare?: (page: Page) => Promise<unknown>;
  /** Errors on the console that the test brings about itself. */
  tolerate?: RegExp;
}

/**
 * A page of its own, without memory of other pages, until the end of the test, which fails when a script fails or the
 * content security policy refuses something.
 */
export async function openPage(
  browser: Browser,
  url: string,
  { prepare, tolerate, ...context }: PageOptions,
): Promise<Page> {
  const page = await browser.newPage(context);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !tolerate?.test(message.text())) errors.push(message.text());
  });
  onTestFinished(async () => {
    await page.close();
    expect(errors).toEqual([]);
  });
  await prepare?.(page);
  await page.goto(url);
  return page;
}
