import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Sizes at which the faces are used. */
export const WALL = { width: 1920, height: 1080 };
export const TABLET = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A real Chromium: the one that `LARDER_CHROMIUM` names, or the one in the registry package. */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['LARDER_CHROMIUM'];
  const executablePath = named ?? (await sparticuz.executablePath());
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  return chromium.launch({
    executablePath,
    headless: true,
    args: named ? args : [...sparticuz.args, ...args],
  });
}

/** A page that fails its test when a script fails or the content security policy refuses something. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage({ viewport });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors };
}
