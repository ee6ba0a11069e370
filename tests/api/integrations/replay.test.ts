import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { replay, type ReplayOptions } from '../../../server/cli/replay.ts';
import { csv } from '../../support/csv-upload.ts';
import { sharedData } from '../../support/shared-data.ts';
import { TEST_KEY } from '../../support/test-key.ts';
import { startTestApp } from '../../support/test-app.ts';

const bakery = sharedData('edinburgh-bakery');

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-replay-'));
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const FILES = {
  'items.csv': csv('sku,name,unit', 'DOUGH,Dough,g', 'PIZZA,Pizza,portion'),
  'recipes.csv': csv('sku,component_sku,quantity', 'PIZZA,DOUGH,200'),
  'opening-stock.csv': csv('sku,quantity', 'DOUGH,1000'),
  'sales.csv': csv(
    'external_id,sold_at,sku,quantity',
    'T2,2026-03-19 12:00:00,PIZZA,2',
    'T1,2026-03-18 23:30:00,PIZZA,1',
    'T3,2026-03-20 00:00:00,PIZZA,1',
  ),
};

function options(overrides: Partial<ReplayOptions> & Pick<ReplayOptions, 'folder' | 'url'>): ReplayOptions {
  return { key: TEST_KEY, speed: 'max', prepare: false, signal: new AbortController().signal, ...overrides };
}

/** Stands between a replay and the server, and decides what becomes of each request. */
async function startProxy(
  url: string,
  onRequest: (path: string) => 'pass' | 'drop' | 'lose' | 503,
): Promise<string> {
  const relay = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fate = onRequest(request.url ?? '');
    if (fate === 'drop') return void request.socket.destroy();
    if (fate === 503) return void response.writeHead(503, { 'retry-after': '0' }).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(url + request.url, {
      method: request.method!,
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? 'application/json',
      },
      ...(request.method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    if (fate === 'lose') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! }).end(text);
  };
  const proxy = createServer((request, response) => void relay(request, response));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

describe('a replay', () => {
  it('makes the store, imports what lies beside the sales, and opens the stock only once', async () => {
    const app = await startTestApp();
    const folder = await folderOf(FILES);
    const run = options({ folder, url: await app.url(), store: 'Trattoria' });
    const first = await replay(run, () => {});
    expect(first).toMatchObject({ accepted: 3, duplicate: 0, rejected: 0, store: { name: 'Trattoria' } });
    expect(await replay(run, () => {})).toMatchObject({ accepted: 0, duplicate: 3, store: first.store });
    expect((await app.stock(first.store.id))['DOUGH']).toMatchObject({ onHand: 1000 - 4 * 200 });
  });

  it('plays the days it is asked for, in the time of the store', async () => {
    const app = await startTestApp();
    const folder = await folderOf(FILES);
    const day = { from: '2026-03-19', to: '2026-03-19' };
    const run = options({ folder, url: await app.url(), ...day });
    expect(await replay(run, () => {})).toMatchObject({ sales: 1, accepted: 1 });
    await expect(replay({ ...run, from: '2027-01-01', to: '2027-01-02' }, () => {})).rejects.toThrow(
      'There are no sales of these days; the data goes from 2026-03-18 to 2026-03-20.',
    );
  });

  it('waits for the time of each sale at a speed, to the last one', async () => {
    const app = await startTestApp();
    const folder = await folderOf(FILES);
    const run = options({ folder, url: await app.url(), speed: 100_000 });
    expect(await replay(run, () => {})).toMatchObject({ sales: 3, accepted: 3 });
  });

  it('can be stopped while it waits, and played on later', async () => {
    const app = await startTestApp();
    const folder = await folderOf(FILES);
    const stopping = new AbortController();
    const run = options({ folder, url: await app.url(), speed: 1 });
    const tell = (step: string, done?: number): void => {
      if (step === 'Sending sales' && done === 1) stopping.abort(new Error('stopped by hand'));
    };
    await expect(replay({ ...run, signal: stopping.signal }, tell)).rejects.toThrow();
    expect(stopping.signal.aborted).toBe(true);
    expect(await replay({ ...run, speed: 'max' }, () => {})).toMatchObject({ accepted: 2, duplicate: 1 });
  });

  it('gets through lost requests, lost answers and a server that is not ready, and doubles nothing', async () => {
    const app = await startTestApp();
    const folder = await folderOf(FILES);
    const fates = ['lose', 503, 'drop', 'pass'] as const;
    const seen = new Map<string, number>();
    const url = await startProxy(await app.url(), (path) => {
      const times = seen.get(path) ?? 0;
      seen.set(path, times + 1);
      return fates[times % fates.length]!;
    });
    const summary = await replay(options({ folder, url, store: 'Trattoria' }), () => {});
    expect(summary).toMatchObject({ rejected: 0, sales: 3 });
    const { items } = await app.expectOk<{ items: unknown[] }>('GET', '/stores');
    expect(items).toHaveLength(1);
    expect((await app.stock(summary.store.id))['DOUGH']).toMatchObject({ onHand: 1000 - 4 * 200 });
  });

  it('says which file is wrong, and where', async () => {
    const app = await startTestApp();
    const folder = await folderOf({
      ...FILES,
      'recipes.csv': csv('sku,component_sku,quantity', 'PIZZA,SALT,1'),
    });
    await expect(replay(options({ folder, url: await app.url() }), () => {})).rejects.toThrow(
      `recipes.csv, row 2, component_sku: "SALT" is no item's SKU; import the items first (1 mistakes in all)`,
    );
  });

  it('tells what the server rejects, and goes on', async () => {
    const app = await startTestApp();
    const folder = await folderOf({ 'sales.csv': FILES['sales.csv'] });
    await app.createItem({ sku: 'DOUGH', name: 'Dough', unit: 'g' });
    const summary = await replay(options({ folder, url: await app.url() }), () => {});
    expect(summary).toMatchObject({ accepted: 0, rejected: 3 });
    expect(summary.reasons[0]).toBe('T1: /lines/0/sku no item has SKU PIZZA');
  });
});

describe.skipIf(!bakery.isThere)(`a week of ${bakery.label}`, () => {
  it('sells its items whole, without the tickets that are void', { timeout: 60_000 }, async () => {
    const app = await startTestApp();
    const week = { from: '2016-10-30', to: '2016-11-05' };
    const summary = await replay(options({ folder: bakery.path, url: await app.url(), ...week }), () => {});
    expect(summary).toMatchObject({ rejected: 0, duplicate: 0 });
    const stock = await app.stock(summary.store.id);
    expect(stock['NONE']).toBeUndefined();
    expect(stock['Bread']!.onHand).toBeLessThan(-100);
  });
});
