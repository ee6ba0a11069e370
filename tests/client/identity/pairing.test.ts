import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ScreenCredentials } from '../../../client/identity/pairing-credentials.ts';
import { PairingMemory } from '../../../client/identity/pairing.ts';
import { refusal, ScriptedServer, type Asked, type Reply } from '../../support/scripted-server.ts';
import { MemoryStorage } from '../tablet/builders.ts';
import { anOffer, aPairing, aToken, NOW } from './builders.ts';

let disk: MemoryStorage;
let memory: PairingMemory;

beforeEach(() => {
  disk = new MemoryStorage();
  memory = new PairingMemory(disk);
});

describe('what a screen keeps', () => {
  test('is there after a reload', () => {
    memory.pairing = aPairing();
    memory.offer = anOffer();
    const later = new PairingMemory(disk);
    expect(later.pairing).toEqual(aPairing());
    expect(later.offer).toEqual(anOffer());
    later.pairing = null;
    later.offer = null;
    expect(memory.pairing).toBe(null);
    expect(disk.length).toBe(0);
  });

  test.each([
    ['not JSON', '{'],
    ['something else', '"paired"'],
    ['half a pairing', JSON.stringify({ deviceId: 'device-1', secret: 'secret-1' })],
  ])('counts as nothing when it is %s', (_, kept) => {
    disk.setItem('larder.pairing', kept);
    expect(memory.pairing).toBe(null);
  });

  test('is nothing where the browser keeps nothing, and that can be told beforehand', () => {
    expect(memory.works).toBe(true);
    expect(disk.length).toBe(0);
    expect(new PairingMemory(null).works).toBe(false);
    disk.full = true;
    expect(memory.works).toBe(false);
    memory.pairing = aPairing();
    expect(memory.pairing).toBe(null);
  });
});

describe('the credentials of a paired screen', () => {
  let went: string[];
  let now: number;
  let server: ScriptedServer;
  let screen: ScreenCredentials;

  /** Knows one token, and gives out the next one for the right secret. */
  function serve(valid: string, next: Reply | 'away' = { body: aToken({ token: 'token-2' }) }): void {
    const isValid = ({ headers }: Asked) =>
      headers['authorization'] === `Bearer ${valid}` || headers['authorization'] === 'Bearer token-2';
    server.reply = (asked) => {
      if (asked.path === '/api/v1/devices/token') return next;
      return isValid(asked) ? { body: { ok: true } } : refusal(401, 'unauthenticated');
    };
  }

  beforeEach(() => {
    vi.useFakeTimers();
    went = [];
    now = NOW;
    server = new ScriptedServer(() => 'away');
    memory.pairing = aPairing();
    const edges = { go: (path: string) => void went.push(path), now: () => now, fetch: server.fetch };
    screen = new ScreenCredentials(aPairing(), memory, edges);
  });

  afterEach(() => void vi.useRealTimers());

  const ask = () => screen.fetch('/api/v1/stores/store-1', { headers: { 'x-kept': 'yes' } });

  test('go with every request, alone', async () => {
    serve('token-1');
    expect((await ask()).status).toBe(200);
    expect(server.asked).toMatchObject([
      { headers: { authorization: 'Bearer token-1', 'x-kept': 'yes' }, credentials: 'omit' },
    ]);
  });

  test('are renewed with the secret when the token ran out, and the request goes through', async () => {
    serve('another');
    expect((await ask()).status).toBe(200);
    expect(server.asked.map(({ path, body }) => [path, body])).toEqual([
      ['/api/v1/stores/store-1', undefined],
      ['/api/v1/devices/token', { deviceId: 'device-1', secret: 'secret-1' }],
      ['/api/v1/stores/store-1', undefined],
    ]);
    expect(memory.pairing).toEqual(aPairing({ token: 'token-2' }));
    expect(screen.token).toBe('token-2');
    expect(went).toEqual([]);
  });

  test('are renewed once however many ask', async () => {
    serve('another');
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(server.count('/api/v1/devices/token')).toBe(1);
  });

  test('are not renewed where 401 means something else', async () => {
    serve('another');
    expect((await screen.fetchOnce('/api/v1/auth/pin', { method: 'POST' })).status).toBe(401);
    expect(server.count('/api/v1/devices/token')).toBe(0);
  });

  test('are given up when the screen was removed, which leads back to pairing', async () => {
    serve('another', refusal(401, 'unauthenticated'));
    expect((await ask()).status).toBe(401);
    expect(memory.pairing).toBe(null);
    expect(went).toEqual(['/pair#removed']);
  });

  test.each<[string, Reply | 'away']>([
    ['does not answer', 'away'],
    ['is overloaded', refusal(503, 'unavailable')],
    ['answers with a page of a proxy', { status: 502 }],
  ])('are kept when the server %s', async (_, reply) => {
    serve('another', reply);
    expect((await ask()).status).toBe(401);
    expect(memory.pairing).toEqual(aPairing());
    expect(went).toEqual([]);
  });

  test('lead to where the screen was moved while it was off', async () => {
    serve('another', { body: aToken({ token: 'token-2', kind: 'tablet' }) });
    await ask();
    serve('another', { body: aToken({ token: 'token-3', kind: 'tablet', storeId: 'store-2' }) });
    await screen.renew();
    expect(went).toEqual(['/tablet', '/tablet']);
    expect(memory.pairing).toMatchObject({ token: 'token-3', storeId: 'store-2', deviceId: 'device-1' });
  });

  test('are what another tab got meanwhile', () => {
    new PairingMemory(disk).pairing = aPairing({ token: 'token-9' });
    expect(screen.token).toBe('token-9');
  });

  test('are renewed well before they run out, by a screen that is never off', async () => {
    serve('token-1');
    const stop = screen.keepFresh();
    now = NOW + 3 * 24 * 60 * 60_000;
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(server.count('/api/v1/devices/token')).toBe(0);
    now = NOW + 4 * 24 * 60 * 60_000;
    serve('token-1', { body: aToken({ token: 'token-2', expiresAt: '2026-12-05T10:00:00Z' }) });
    await vi.advanceTimersByTimeAsync(3 * 60 * 60_000);
    expect(server.count('/api/v1/devices/token')).toBe(1);
    expect(screen.token).toBe('token-2');
    stop();
  });
});
