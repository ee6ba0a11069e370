import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PAIRING_KEY, type Pairing } from '../../client/identity/pairing.ts';
import { sessionCookieFor } from '../../server/identity/session-cookie.ts';
import type { ClientFiles } from '../../server/platform/client-files.ts';
import { findClientFiles } from '../../server/platform/client-files.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { ScreenKind } from '../../shared/identity/access.schema.ts';
import type { AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import type { Movement } from '../../shared/stock/movement.schema.ts';
import { openPage, SMALL_WALL, TABLET, type PageOptions } from './browser.ts';
import { aDish, anIngredient } from './builders.ts';
import { anOwner, aScreen } from './principals.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';

const CLIENT_DIR = join(import.meta.dirname, '../../dist/client');

function builtClient(): ClientFiles {
  const client = findClientFiles(CLIENT_DIR);
  if (client.faces.length === 0)
    throw new Error('The screens are not built: run `npm run build` first, as `npm test` does by itself.');
  return client;
}

type FaceOptions = Partial<PageOptions> & { theme?: 'light' | 'dark'; language?: 'de' | 'pseudo' };
type Known = NonNullable<BrowserContextOptions['storageState']>;

/** What the screens of a test are called; what nobody in particular does on a tablet is done by that name. */
const SCREEN_NAMES = { wall: 'Wall', tablet: 'Tablet' } as const;

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** A store on a server that serves the built screens, with a small kitchen in it. */
export class ScreenedStore {
  readonly app: TestApp;
  readonly storeId: string;
  readonly url: string;
  /** What is served: see {@link ScreenedStore.restart}. */
  readonly client = builtClient();

  constructor(app: TestApp, storeId: string, url: string) {
    this.app = app;
    this.storeId = storeId;
    this.url = url;
  }

  /** A screen that is paired with the store. */
  async openWall(browser: Browser, options: FaceOptions = {}): Promise<Page> {
    const storageState = await this.#pair('wall');
    return this.#open(browser, 'wall', { viewport: SMALL_WALL, storageState, ...options });
  }

  /** A tablet that is paired with the store. */
  async openTablet(browser: Browser, options: FaceOptions = {}): Promise<Page> {
    const storageState = await this.#pair('tablet');
    return this.#open(browser, 'tablet', { viewport: TABLET, storageState, ...options });
  }

  /** The wall as an owner sees it who is signed in to the browser. */
  async openWallAsOwner(browser: Browser, options: FaceOptions = {}): Promise<Page> {
    const storageState = await this.#signIn();
    return this.#open(browser, 'wall', { viewport: SMALL_WALL, storageState, ...options });
  }

  mark(sku: string, availability: AvailabilityInput): Promise<unknown> {
    return this.app.mark(this.storeId, sku, availability);
  }

  /** What the ledger says happened to an item, without what it was opened with; newest first. */
  async ledger(sku: string): Promise<Movement[]> {
    const { itemId } = (await this.app.stock(this.storeId))[sku]!;
    const path = `/stores/${this.storeId}/stock/${itemId}/movements`;
    const { items } = await this.app.expectOk<{ items: Movement[] }>('GET', path);
    return items.filter(({ by }) => by === SCREEN_NAMES.tablet);
  }

  /** Another process on the same data, at the same address, once this one is stopped. */
  async restart(options: Partial<TestAppOptions> = {}): Promise<ScreenedStore> {
    await this.app.stop();
    const { database, clock } = this.app;
    const app = await startTestApp({ database, clock, client: this.client, ...options });
    return new ScreenedStore(app, this.storeId, await app.url(Number(new URL(this.url).port)));
  }

  async #pair(kind: ScreenKind): Promise<Known> {
    const { app, storeId, url } = this;
    const name = SCREEN_NAMES[kind];
    const { id, token } = await aScreen(app, storeId, kind, name);
    const expiresAt = new Date(app.clock.now().getTime() + WEEK_MS).toISOString();
    const pairing: Pairing = { deviceId: id, secret: token, token, expiresAt, kind, storeId, name };
    const localStorage = [{ name: PAIRING_KEY, value: JSON.stringify(pairing) }];
    return { cookies: [], origins: [{ origin: url, localStorage }] };
  }

  async #signIn(): Promise<Known> {
    const { name } = sessionCookieFor(this.url);
    const { token } = await anOwner(this.app);
    const { hostname: domain } = new URL(this.url);
    const lasting = { expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' } as const;
    return { cookies: [{ name, value: token, domain, path: '/', ...lasting }], origins: [] };
  }

  #open(
    browser: Browser,
    face: string,
    { theme, language, ...options }: FaceOptions & PageOptions,
  ): Promise<Page> {
    const query = new URLSearchParams({
      store: this.storeId,
      ...(theme && { theme }),
      ...(language && { language }),
    });
    return openPage(browser, `${this.url}/${face}?${query}`, options);
  }
}

/** A store without items. */
export async function openStore(options: Partial<TestAppOptions> = {}): Promise<ScreenedStore> {
  const app = await startTestApp({ clock: systemClock, client: builtClient(), ...options });
  const { id } = await app.createStore({ name: 'Wirtshaus zur Goldenen Gans' });
  return new ScreenedStore(app, id, await app.url());
}

/** Dishes with the long names that kitchens give them; plenty of everything. */
export async function openKitchen(options: Partial<TestAppOptions> = {}): Promise<ScreenedStore> {
  const store = await openStore(options);
  const { app, storeId } = store;
  const kiste = [{ name: 'Kiste', quantity: 5000 }];
  const caseOf12 = [{ name: 'case', quantity: 12 }];
  await app.createItems([
    anIngredient('LACHS', {
      name: 'Lachsfilet mit Haut',
      category: 'Fisch',
      packs: kiste,
      reorderPoint: 3000,
    }),
    anIngredient('EI', { name: 'Eier Freiland', unit: 'each', category: 'Molkerei', packs: caseOf12 }),
    anIngredient('OCHSE', { name: 'Ochsenbäckchen', category: 'Fleisch', reorderPoint: 1000 }),
    anIngredient('SELLERIE', { name: 'Knollensellerie', category: 'Gemüse', reorderPoint: 1000 }),
  ]);
  const braised = 'Geschmorte Ochsenbäckchen mit Selleriepüree und Rotweinschalotten';
  await app.createItems([
    aDish('TATAR', { LACHS: 90, EI: 1 }, { name: 'Lachs-Tatar', category: 'Vorspeisen' }),
    aDish(
      'FILET',
      { LACHS: 180 },
      { name: 'Gebratenes Lachsfilet auf Blattspinat', category: 'Hauptgerichte' },
    ),
    aDish('OCHS', { OCHSE: 220, SELLERIE: 150 }, { name: braised, category: 'Hauptgerichte' }),
    aDish('SUPPE', {}, { name: 'Tagessuppe', category: 'Vorspeisen' }),
  ]);
  await app.receive(storeId, { LACHS: 9000, EI: 120, OCHSE: 8000, SELLERIE: 6000 });
  return store;
}
