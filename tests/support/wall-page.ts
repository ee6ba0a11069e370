import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';

export const DEADLINE = { timeout: 15_000, interval: 20 };

export type ZoneTitle =
  '86' | 'Running out' | 'Late deliveries' | 'Backorders' | 'Ready to hand over' | 'Back again';

export function zoneOf(wall: Page, title: ZoneTitle): Locator {
  return wall.getByRole('region', { name: title, exact: true });
}

/** Waits until a zone of the wall says all of this. */
export async function says(wall: Page, title: ZoneTitle, ...words: string[]): Promise<void> {
  await vi.waitFor(async () => {
    // Names are broken into lines.
    const text = (await zoneOf(wall, title).innerText()).replace(/\s+/g, ' ');
    for (const word of words) expect(text).toContain(word);
  }, DEADLINE);
}

/** Waits until the wall says how its connection is. */
export async function isConnection(page: Page, words: string | RegExp): Promise<void> {
  await page.getByRole('status').getByText(words, { exact: true }).waitFor({ timeout: DEADLINE.timeout });
}
