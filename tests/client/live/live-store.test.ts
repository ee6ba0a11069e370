import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveStore } from '../../../client/live/live-store.svelte.ts';
import {
  FakeLiveServer,
  startFakeLiveServer,
  type FakeLiveOptions,
  type Told,
} from '../../support/fake-live-server.ts';
import { STORE, toldItem, toldNotice, toldStock } from './builders.ts';

let server: FakeLiveServer;
let live: LiveStore;

const menu: Told[] = [toldItem('salmon'), toldStock('salmon', { onHand: 4 })];
const onHand = (id = 'salmon') => live.stock.get(id)?.onHand;
const until = (check: () => void) => vi.waitFor(check, { timeout: 8_000, interval: 10 });

async function serve(options: Partial<FakeLiveOptions> = {}): Promise<void> {
  server = await startFakeLiveServer({ store: STORE, told: menu, ...options });
}

async function follow(): Promise<void> {
  live = new LiveStore({ storeId: STORE.id, url: server.url });
  live.start();
  await until(() => expect(live.status.kind).toBe('live'));
}

beforeEach(() => serve());

afterEach(async () => {
  vi.restoreAllMocks();
  live.stop();
  await server.close();
});

describe('following a store', () => {
  test('starts with a snapshot and goes on with frames', async () => {
    await follow();
    expect(live.ready).toBe(true);
    expect(live.items.get('salmon')?.name).toBe('salmon');
    expect(onHand()).toBe(4);
    server.change([toldStock('salmon', { onHand: 3 })]);
    await until(() => expect(onHand()).toBe(3));
  });

  test('asks for what a lost frame held, since the last one it has', async () => {
    await follow();
    server.change([toldStock('salmon', { onHand: 3 })], { lost: true });
    server.change([toldStock('rice', { onHand: 9 })]);
    await until(() => expect(onHand('rice')).toBe(9));
    expect(onHand()).toBe(3);
    expect(server.subscriptions).toEqual([
      { storeId: STORE.id },
      { storeId: STORE.id, since: 2, epoch: 'first' },
    ]);
    expect(live.status.kind).toBe('live');
  });

  test('notices a lost last frame by the head that the clock tells', async () => {
    await follow();
    server.change([toldStock('salmon', { onHand: 3 })], { lost: true });
    server.tellTime();
    await until(() => expect(onHand()).toBe(3));
  });

  test('does not take a head told before its frame for a gap', async () => {
    await follow();
    server.change([toldStock('salmon', { onHand: 3 })]);
    server.tellTime();
    await until(() => expect(onHand()).toBe(3));
    expect(server.subscriptions).toHaveLength(1);
  });

  test('ignores frames that it already has', async () => {
    await follow();
    server.change([toldStock('salmon', { onHand: 3 })]);
    server.sendFrame(1, 2, server.snapshot().stock ?? []);
    server.change([toldStock('rice', { onHand: 1 })]);
    await until(() => expect(onHand('rice')).toBe(1));
    expect(server.subscriptions).toHaveLength(1);
  });

  test('comes back after a cut with everything that happened meanwhile', async () => {
    await follow();
    server.cutAll();
    await until(() => expect(live.status.kind).toBe('catching-up'));
    server.change([toldStock('salmon', { onHand: 1 })]);
    await until(() => expect(live.status.kind).toBe('live'));
    await until(() => expect(onHand()).toBe(1));
    expect(server.subscriptions[1]).toMatchObject({ since: 2 });
  });

  test('replaces everything after a restore', async () => {
    await follow();
    server.restore([toldStock('rice', { onHand: 7 })]);
    await until(() => expect(onHand('rice')).toBe(7));
    expect([...live.stock.keys()]).toEqual(['rice']);
    expect(live.items.size).toBe(0);
  });

  test('never gives up on a server that is away, and keeps what it has meanwhile', async () => {
    await follow();
    const { port } = server;
    await server.close();
    await until(() => expect(live.status.kind).toBe('catching-up'));
    expect(onHand()).toBe(4);
    await serve({ port, told: [toldStock('salmon', { onHand: 2 })] });
    server.epoch = 'second';
    await until(() => expect(onHand()).toBe(2));
  });
});

describe('a server that is restarting', () => {
  test('is left at once and found again when it said', async () => {
    await follow();
    server.sayGoodbye(200);
    await until(() => expect(server.screens).toBe(0));
    expect(live.status.kind).toBe('catching-up');
    await until(() => expect(live.status.kind).toBe('live'));
  });

  test('with a new build makes the page outdated, with the same build not', async () => {
    await follow();
    server.cutAll();
    await until(() => expect(server.subscriptions).toHaveLength(2));
    expect(live.outdated).toBe(false);
    server.build = 'build-2';
    server.cutAll();
    await until(() => expect(live.outdated).toBe(true));
  });

  test('that speaks another protocol makes the page outdated from the start', async () => {
    server.protocol += 1;
    await follow();
    expect(live.outdated).toBe(true);
  });
});

describe('silence', () => {
  test('is shown with the time of the last news, and ends with a new transport', async () => {
    const startedAt = Date.parse('2026-11-24T18:40:00Z');
    await server.close();
    await serve({ now: () => startedAt });
    await follow();
    await until(() => expect(live.now()).toBeLessThan(startedAt + 60_000));
    server.mute = true;
    const real = performance.now.bind(performance);
    let ahead = 10_500;
    vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead);
    await until(() => expect(live.status.kind).toBe('stale'));
    const { status } = live;
    expect('since' in status && Math.abs(status.since.getTime() - startedAt)).toBeLessThan(5_000);
    expect(onHand()).toBe(4);
    server.mute = false;
    // A request that went out while the server was mute is given up as any other silence.
    ahead += 10_500;
    await until(() => expect(live.status.kind).toBe('live'));
    expect(server.subscriptions.length).toBeGreaterThan(1);
    expect(server.screens).toBe(1);
  });
});

test('a refusal is told as a code, and tried again', async () => {
  server.refuse = 'unauthenticated';
  live = new LiveStore({ storeId: STORE.id, url: server.url });
  live.start();
  await until(() => expect(live.refusal).toBe('unauthenticated'));
  server.refuse = null;
  await until(() => expect(live.status.kind).toBe('live'));
  expect(live.refusal).toBe(null);
});

describe('a screen with a token of its own', () => {
  let token: string;
  let turnedAway: number;
  const commands: string[] = [];

  beforeEach(() => {
    token = 'token-1';
    turnedAway = 0;
    live = new LiveStore({
      storeId: STORE.id,
      url: server.url,
      token: () => token,
      turnedAway: () => void turnedAway++,
      command: (command) => void commands.push(command),
    });
    live.start();
  });

  test('shows it with every try to connect as it is by then, and its build once it knows that', async () => {
    await until(() => expect(live.status.kind).toBe('live'));
    token = 'token-2';
    server.build = 'build-2';
    server.cutAll();
    await until(() => expect(server.subscriptions).toHaveLength(2));
    expect(server.handshakes).toEqual([{ token: 'token-1' }, { token: 'token-2', build: 'build-1' }]);
  });

  test('is told when the server refuses it, and comes in with the next token', async () => {
    await until(() => expect(live.status.kind).toBe('live'));
    server.refuse = 'unauthenticated';
    server.cutAll();
    await until(() => expect(live.refusal).toBe('unauthenticated'));
    expect(turnedAway).toBeGreaterThanOrEqual(2);
    server.refuse = null;
    token = 'token-2';
    await until(() => expect(live.refusal).toBe(null));
    expect(server.handshakes[server.handshakes.length - 1]).toMatchObject({ token: 'token-2' });
  });

  test('is not told of a server that restarts or is not there', async () => {
    await until(() => expect(live.status.kind).toBe('live'));
    server.sayGoodbye(50);
    await until(() => expect(server.subscriptions).toHaveLength(2));
    server.refuse = 'unavailable';
    server.sayGoodbye(50);
    await until(() => expect(live.refusal).toBe('unavailable'));
    expect(turnedAway).toBe(0);
  });

  test('is told what a manager wants of it', async () => {
    await until(() => expect(live.status.kind).toBe('live'));
    server.command('identify');
    await until(() => expect(commands).toEqual(['identify']));
  });
});

test('time follows the server at the rate of the server', async () => {
  await server.close();
  await serve({ now: () => Date.parse('2026-01-01T00:00:00Z'), rate: 60 });
  await follow();
  const before = live.now();
  await until(() => expect(live.now() - before).toBeGreaterThan(3_000));
});

test('notices come newest first, and go when they are older than screens show', async () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  server.change([toldNotice('old', { at: minutesAgo(61) }), toldNotice('recent', { at: minutesAgo(59) })]);
  server.change([toldNotice('new')]);
  await follow();
  await until(() => expect(live.notices.map(({ id }) => id)).toEqual(['new', 'recent']));
});

describe('a command', () => {
  const command = {
    storeId: STORE.id,
    itemId: 'salmon',
    idempotencyKey: 'tap-0001',
    availability: { state: 'unavailable' as const },
  };

  test('is answered once', async () => {
    server.answer = () => ({ ok: 'done' });
    await follow();
    await expect(live.send('availability.set', command)).resolves.toEqual({ ok: 'done' });
    expect(server.commands).toHaveLength(1);
  });

  test('is sent again with the same key when the connection breaks before the answer', async () => {
    await follow();
    const answer = live.send('availability.set', command);
    await until(() => expect(server.commands).toHaveLength(1));
    server.answer = () => ({ ok: 'done' });
    server.cutAll();
    await expect(answer).resolves.toEqual({ ok: 'done' });
    expect(server.commands.map(({ payload }) => payload.idempotencyKey)).toEqual(['tap-0001', 'tap-0001']);
  });

  test('given while offline waits for the connection, in order', async () => {
    server.answer = (_, { idempotencyKey }) => ({ ok: idempotencyKey });
    live = new LiveStore({ storeId: STORE.id, url: server.url });
    const answers = ['tap-0001', 'tap-0002'].map((idempotencyKey) =>
      live.send('availability.set', { ...command, idempotencyKey }),
    );
    live.start();
    await expect(Promise.all(answers)).resolves.toEqual([{ ok: 'tap-0001' }, { ok: 'tap-0002' }]);
    expect(server.commands.map(({ payload }) => payload.idempotencyKey)).toEqual(['tap-0001', 'tap-0002']);
  });

  test('can be given up', async () => {
    await follow();
    const giveUp = new AbortController();
    const answer = live.send('availability.set', command, { signal: giveUp.signal });
    giveUp.abort(new Error('closed'));
    await expect(answer).rejects.toThrow('closed');
  });
});
