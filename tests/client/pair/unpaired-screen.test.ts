import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PairingMemory } from '../../../client/identity/pairing.ts';
import { UnpairedScreen } from '../../../client/pair/unpaired-screen.svelte.ts';
import { refusal, ScriptedServer, type Reply } from '../../support/scripted-server.ts';
import { anOffer, aToken, NOW } from '../identity/builders.ts';
import { MemoryStorage } from '../tablet/builders.ts';

let memory: PairingMemory;
let server: ScriptedServer;
let screen: UnpairedScreen;
let went: string[];
let offers: number;
let token: Reply | 'away';

const OFFERS = '/api/v1/devices';
const TOKENS = '/api/v1/devices/token';
const NOT_YET = refusal(409, 'conflict');
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function open(): void {
  screen = new UnpairedScreen(memory, {
    go: (path) => void went.push(path),
    now: () => Date.now(),
    fetch: server.fetch,
  });
}

/** The first code is AAAAAAA1, the next one AAAAAAA2. */
function offer(): Reply {
  const { until: _, ...sent } = anOffer({ deviceId: `device-${++offers}`, code: `AAAAAAA${offers}` });
  return { status: 201, body: sent };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  memory = new PairingMemory(new MemoryStorage());
  went = [];
  offers = 0;
  token = NOT_YET;
  server = new ScriptedServer(({ path }) => (path === OFFERS ? offer() : token));
  open();
});

afterEach(() => {
  screen.stop();
  vi.useRealTimers();
});

describe('an unpaired screen', () => {
  test('shows a code and asks until somebody has paired it, then goes to its face', async () => {
    await screen.ask();
    expect(screen.offer).toMatchObject({ code: 'AAAAAAA1', words: 'basil walnut' });
    await passes(9_500);
    expect(server.count(TOKENS)).toBe(3);
    expect(went).toEqual([]);
    token = { body: aToken({ kind: 'tablet' }) };
    await passes(3_000);
    expect(went).toEqual(['/tablet']);
    expect(memory.pairing).toEqual({
      ...aToken({ kind: 'tablet' }),
      deviceId: 'device-1',
      secret: 'secret-1',
    });
    expect(memory.offer).toBe(null);
    await passes(60_000);
    expect(server.count(TOKENS)).toBe(4);
  });

  test('shows the same code after a reload, and after a power cut', async () => {
    await screen.ask();
    screen.stop();
    await passes(4 * 60_000);
    open();
    expect(screen.offer?.code).toBe('AAAAAAA1');
    await screen.ask();
    expect(screen.offer?.code).toBe('AAAAAAA1');
    expect(server.count(OFFERS)).toBe(1);
  });

  test('gets a new code by itself when ten minutes are over', async () => {
    await screen.ask();
    await passes(10 * 60_000 - 1_000);
    expect(screen.offer?.code).toBe('AAAAAAA1');
    await passes(2_000);
    expect(screen.offer?.code).toBe('AAAAAAA2');
  });

  test('that was paired in the last moment of its code is paired', async () => {
    await screen.ask();
    await passes(10 * 60_000 - 500);
    token = { body: aToken() };
    await passes(1_000);
    expect(went).toEqual(['/wall']);
    expect(server.count(OFFERS)).toBe(1);
  });

  test('that was off while it was paired is paired when it comes back', async () => {
    await screen.ask();
    screen.stop();
    await passes(3 * 60 * 60_000);
    token = { body: aToken() };
    open();
    await screen.ask();
    expect(went).toEqual(['/wall']);
  });

  test('gets a new code when the server does not know the old one any more', async () => {
    await screen.ask();
    token = refusal(401, 'unauthenticated');
    await passes(3_000);
    expect(screen.offer?.code).toBe('AAAAAAA2');
  });

  test('does not believe a kept code that lasts longer than any code does', async () => {
    memory.offer = anOffer({ until: NOW + 60 * 60_000 });
    open();
    await screen.ask();
    expect(screen.offer?.code).toBe('AAAAAAA1');
  });
});

describe('without a server', () => {
  test('says so, keeps trying, and goes on by itself', async () => {
    server.reply = () => 'away';
    await screen.ask();
    expect(screen.trouble?.code).toBe('unreachable');
    await passes(60_000);
    const tries = server.asked.length;
    expect(tries).toBeGreaterThan(4);
    server.reply = ({ path }) => (path === OFFERS ? offer() : token);
    await passes(15_000);
    expect(screen.trouble).toBe(null);
    expect(screen.offer?.code).toBe('AAAAAAA1');
  });

  test('keeps showing the code that it has', async () => {
    await screen.ask();
    server.reply = () => 'away';
    await passes(3_000);
    expect(screen.trouble?.code).toBe('unreachable');
    expect(screen.offer?.code).toBe('AAAAAAA1');
  });

  test('waits as long as it is told to when too many codes were asked for', async () => {
    server.reply = () => refusal(429, 'rate-limited', 'Too many.', { 'retry-after': '60' });
    await screen.ask();
    expect(screen.trouble).toMatchObject({ code: 'rate-limited', retryAfterSeconds: 60 });
    await passes(59_000);
    expect(server.count(OFFERS)).toBe(1);
    await passes(2_000);
    expect(server.count(OFFERS)).toBe(2);
  });
});
