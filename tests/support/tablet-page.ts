import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { ScreenedStore } from './screens.ts';
import { DEADLINE } from './wall-page.ts';

/** What a browser says on its console while the server is away. */
export const UNREACHABLE = /ERR_|WebSocket|Failed to load/;

/** The name of an ingredient of {@link file://./screens.ts}. */
export const SALMON = 'Lachsfilet mit Haut';

type Task = 'Limit' | 'Count' | 'Waste' | 'Receive';

export function tileOf(tablet: Page, name: string): Locator {
  return tablet.getByRole('button', { name: new RegExp(`^${name}`) });
}

export function sheetOf(tablet: Page): Locator {
  return tablet.getByRole('dialog');
}

export function undoOf(tablet: Page): Locator {
  return tablet.getByRole('button', { name: 'Undo', exact: true });
}

/** The big button of an open item. */
export function offOf(tablet: Page): Locator {
  return sheetOf(tablet).getByRole('button', { name: /^86/ });
}

export async function openItem(tablet: Page, name: string, task?: Task): Promise<Locator> {
  await tileOf(tablet, name).click();
  if (task) await sheetOf(tablet).getByRole('button', { name: task, exact: true }).click();
  return sheetOf(tablet);
}

/** Waits until the server has it so. */
export async function isInStock({ app, storeId }: ScreenedStore, sku: string, state: object): Promise<void> {
  await vi.waitFor(async () => expect((await app.stock(storeId))[sku]).toMatchObject(state), DEADLINE);
}
