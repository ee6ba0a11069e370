import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findClientFiles } from '../../server/platform/client-files.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { CLIENT_DIR } from '../../server/run-server.ts';
import { openPage, TABLET, useBrowser } from '../support/browser.ts';
import { csv } from '../support/csv-upload.ts';
import { aStore } from '../support/builders.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const browser = useBrowser();
const OWNER = { name: 'Ada', email: 'ada@example.com', password: 'seven blue kettles' };
/** What a browser says on its console about what it holds back. */
const HELD_BACK = /CORS|Failed to load|ERR_|frame|Content Security Policy/;

let app: TestApp;
let url: string;

beforeEach(async () => {
  app = await startTestApp({ clock: systemClock, client: findClientFiles(CLIENT_DIR) });
  url = await app.url();
});

/** Pages of somebody else, as the browser sees them at `host`. */
async function anotherSite(host: string): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>You won</title><p>A holiday');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

/** A page at `address`, in a browser in which the owner is signed in to Larder. */
async function openAsOwner(address: string): Promise<Page> {
  const page = await openPage(browser(), 'about:blank', { viewport: TABLET, tolerate: HELD_BACK });
  const data = { organisation: 'Gans', store: aStore(), owner: OWNER };
  expect((await page.request.post(`${url}/api/v1/setup`, { data })).status()).toBe(201);
  await page.goto(address);
  return page;
}

interface Sending {
  method?: 'POST';
  mode?: 'no-cors';
  headers?: Record<string, string>;
  body?: string;
  /** Text of a file of items, sent as a form in place of a body. */
  items?: string;
}

/** Sends it with the cookies of whoever sits there, and tells what status the page gets to see. */
function send(page: Page, path: string, sending: Sending = {}): Promise<number | 'nothing'> {
  return page.evaluate(
    async ({ address, init, items }) => {
      const form = new FormData();
      form.append('kind', 'items');
      form.append('file', new File([items ?? ''], 'items.csv'));
      const body = items === undefined ? {} : { body: form };
      const options = { credentials: 'include' as const, ...init, ...body };
      const answer = await fetch(address, options).catch(() => null);
      return answer === null || answer.type === 'opaque' ? 'nothing' : answer.status;
    },
    { address: `${url}/api/v1${path}`, init: sending, items: sending.items },
  );
}

const ITEMS = csv('sku,name,unit', 'TROJAN,Horse,each');

/** Fills in the form for a file of items, which a browser sends to any site, and returns what the page says then. */
async function sendForm(page: Page): Promise<string> {
  const answered = page.waitForResponse(/\/imports/);
  await page.evaluate(
    ({ action, items }) => {
      const form = Object.assign(document.createElement('form'), { action, method: 'post' });
      form.enctype = 'multipart/form-data';
      const [kind, file] = [document.createElement('input'), document.createElement('input')];
      Object.assign(kind, { name: 'kind', value: 'items' });
      Object.assign(file, { name: 'file', type: 'file' });
      const files = new DataTransfer();
      files.items.add(new File([items], 'items.csv'));
      file.files = files.files;
      form.append(kind, file);
      document.body.append(form);
      form.submit();
    },
    { action: `${url}/api/v1/imports?commit=true`, items: ITEMS },
  );
  return (await answered).text();
}

/** How the server answers a page that wants to follow a store live: "40" it may, "44" it may not. */
function openSocket(page: Page): Promise<string> {
  return page.evaluate(
    (address) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address);
        socket.onmessage = ({ data }) => {
          if (String(data).startsWith('0')) return socket.send('40/live,');
          resolve(String(data));
          socket.close();
        };
        socket.onclose = () => resolve('closed');
      }),
    `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
  );
}

/** What an owner could want to know that somebody else did in their name. */
async function stateOf(page: Page): Promise<{ items: string[]; stores: number; signedIn: boolean }> {
  const listed = async <T>(path: string) => (await app.expectOk<{ items: T[] }>('GET', path)).items;
  const items = await listed<{ sku: string }>('/items');
  const me = await page.request.get(`${url}/api/v1/auth/me`);
  return {
    items: items.map(({ sku }) => sku),
    stores: (await listed('/stores')).length,
    signedIn: me.ok(),
  };
}

const UNTOUCHED = { items: [], stores: 1, signedIn: true };
const IMPORT = { method: 'POST', items: ITEMS } as const;
const A_STORE = { method: 'POST' as const, body: JSON.stringify(aStore({ name: 'Theirs' })) };
const AS_JSON = { 'content-type': 'application/json' };

describe.each([
  // Ports are no part of a site: the browser sends the cookie along.
  ['another port of the same host', '127.0.0.1', true],
  ['another host', 'localhost', false],
])('a page from %s, opened by somebody who is signed in,', (_, host, sameSite) => {
  it('changes nothing with a form', async () => {
    const site = await anotherSite(host);
    const page = await openAsOwner(site);
    const sent = page.waitForRequest(/\/imports/);
    expect(await sendForm(page)).toContain(`A page of ${site} may not do this here.`);
    expect('cookie' in (await (await sent).allHeaders())).toBe(sameSite);
    expect(await stateOf(page)).toEqual(UNTOUCHED);
  });

  it('changes nothing with a script, and reads nothing', async () => {
    const page = await openAsOwner(await anotherSite(host));
    expect(await send(page, '/stores')).toBe('nothing');
    expect(await send(page, '/stores', { ...A_STORE, headers: AS_JSON })).toBe('nothing');
    expect(await send(page, '/stores', { ...A_STORE, mode: 'no-cors' })).toBe('nothing');
    expect(await send(page, '/imports?commit=true', { ...IMPORT, mode: 'no-cors' })).toBe('nothing');
    expect(await send(page, '/auth/logout', { method: 'POST', mode: 'no-cors' })).toBe('nothing');
    expect(await stateOf(page)).toEqual(UNTOUCHED);
  });

  it('does not sign anybody in', async () => {
    const page = await openAsOwner(await anotherSite(host));
    await page.context().clearCookies();
    const body = JSON.stringify({ email: OWNER.email, password: OWNER.password });
    for (const init of [{ headers: AS_JSON }, { mode: 'no-cors' as const }])
      expect(await send(page, '/auth/login', { method: 'POST', body, ...init })).toBe('nothing');
    expect(await page.context().cookies()).toEqual([]);
  });

  it('follows no store live', async () => {
    const page = await openAsOwner(await anotherSite(host));
    expect(await openSocket(page)).toMatch(/^44\/live,.*"unauthenticated"/);
  });

  it('shows none of our pages in a frame', async () => {
    const site = await anotherSite(host);
    const page = await openAsOwner(site);
    const load = (address: string): Promise<void> =>
      page.evaluate(
        (src) =>
          new Promise((resolve) => {
            const frame = Object.assign(document.createElement('iframe'), { src });
            frame.onload = () => resolve();
            document.body.append(frame);
          }),
        address,
      );
    await load(`${site}/another`);
    for (const face of ['manage', 'tablet', 'pair']) await load(`${url}/${face}`);
    const shown = page.frames().map((frame) => frame.url());
    expect(shown.slice(1)).toEqual([
      `${site}/another`,
      ...Array<string>(3).fill('chrome-error://chromewebdata/'),
    ]);
  });
});

it('our own pages do all of that', async () => {
  const page = await openAsOwner(`${url}/manage`);
  expect(await send(page, '/stores')).toBe(200);
  expect(await send(page, '/stores', { ...A_STORE, headers: AS_JSON })).toBe(201);
  expect(await send(page, '/imports?commit=true', IMPORT)).toBe(200);
  expect(await openSocket(page)).toMatch(/^40\/live,/);
  expect(await stateOf(page)).toEqual({ items: ['TROJAN'], stores: 2, signedIn: true });
  expect(await send(page, '/auth/logout', { method: 'POST' })).toBe(204);
  expect(await stateOf(page)).toMatchObject({ signedIn: false });
  const body = JSON.stringify({ email: OWNER.email, password: OWNER.password });
  expect(await send(page, '/auth/login', { method: 'POST', body, headers: AS_JSON })).toBe(200);
});
