import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ActionStorage } from '../../../client/tablet/action-storage.ts';
import { PersonGate } from '../../../client/tablet/person-gate.svelte.ts';
import { refusal, ScriptedServer, type Asked, type Reply } from '../../support/scripted-server.ts';
import { MemoryStorage } from './builders.ts';

const ANNA = { id: 'anna', name: 'Anna Berger' };
const BEN = { id: 'ben', name: 'Ben' };
const NOW = Date.parse('2026-11-24T10:00:00Z');
const MINUTE_MS = 60_000;

let disk: MemoryStorage;
let server: ScriptedServer;
let people: (typeof ANNA)[];
let waiting: Set<string>;
let live: boolean;
let gate: PersonGate;
let done: string[];
let logins: number;

/** PINs are 246810 for everybody; the second session of the same person is session-2. */
function answer({ path, body, headers }: Asked): Reply | 'away' {
  if (path.endsWith('/auth/people')) return { body: { items: people } };
  if (path.endsWith('/auth/logout')) return { status: 204 };
  const { personId, pin } = body as { personId: string; pin: string };
  if (headers['authorization'] !== 'Bearer tablet' || pin !== '246810')
    return refusal(401, 'unauthenticated', 'That is not the PIN.');
  const expiresAt = new Date(NOW + 14 * 60 * MINUTE_MS).toISOString();
  const person = [ANNA, BEN].find(({ id }) => id === personId)!;
  return { body: { token: `session-${++logins}`, person, expiresAt } };
}

function open(isPaired = true): void {
  const asTablet: typeof server.fetch = (path, init) =>
    server.fetch(path, { ...init, headers: { ...init.headers, authorization: 'Bearer tablet' } });
  gate = new PersonGate({
    screen: isPaired ? { fetch: asTablet, fetchOnce: asTablet } : null,
    storage: new ActionStorage(disk, 'store'),
    isLive: () => live,
    now: () => Date.now(),
    waitsFor: (id) => waiting.has(id),
    fetch: server.fetch,
  });
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'performance', 'setTimeout', 'setInterval'] });
  disk = new MemoryStorage();
  server = new ScriptedServer(answer);
  people = [ANNA, BEN];
  waiting = new Set();
  live = true;
  done = [];
  logins = 0;
  open();
});

afterEach(() => void vi.useRealTimers());

/** Lets what was sent be answered. */
const answered = () => vi.advanceTimersByTimeAsync(0);
const passes = async (minutes: number) => {
  for (let seconds = 0; seconds < minutes * 60; seconds++) {
    await vi.advanceTimersByTimeAsync(1_000);
    gate.tick();
  }
  await answered();
};
const ended = () =>
  server.asked.filter(({ path }) => path.endsWith('/logout')).map(({ headers }) => headers['authorization']);

describe('a tablet in a store where nobody has a PIN', () => {
  it('asks nobody for anything', async () => {
    people = [];
    await gate.refresh();
    gate.asSomebody(() => done.push('deed'));
    expect(done).toEqual(['deed']);
    expect(gate.isNeeded).toBe(false);
    expect(gate.asking).toBe(null);
  });

  it('asks from the moment on at which somebody has one', async () => {
    people = [];
    await gate.refresh();
    people = [ANNA];
    await passes(5);
    gate.asSomebody(() => done.push('deed'));
    expect(done).toEqual([]);
    expect(gate.asking).toEqual({ forDeed: true });
  });
});

it('a tablet that a signed-in person opened asks nobody for a PIN', async () => {
  open(false);
  await gate.refresh();
  expect(server.asked).toEqual([]);
  gate.asSomebody(() => done.push('deed'));
  expect(done).toEqual(['deed']);
});

describe('a locked tablet', () => {
  beforeEach(() => gate.refresh());

  it('asks who it is, then goes on with what was tapped', async () => {
    gate.asSomebody(() => done.push(`deed by ${gate.working?.name}`));
    expect(done).toEqual([]);
    await gate.enter('anna', '246810');
    expect(done).toEqual(['deed by Anna Berger']);
    expect(gate.asking).toBe(null);
    gate.asSomebody(() => done.push('another'));
    expect(done).toHaveLength(2);
  });

  it('does nothing when the question is closed', () => {
    gate.asSomebody(() => done.push('deed'));
    gate.cancel();
    expect([gate.asking, gate.working, done]).toEqual([null, null, []]);
  });

  it('lets nobody in with a wrong PIN, and goes on asking', async () => {
    gate.asSomebody(() => done.push('deed'));
    await expect(gate.enter('anna', '111222')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect([gate.working, done]).toEqual([null, []]);
    expect(gate.asking).toEqual({ forDeed: true });
    await gate.enter('anna', '246810');
    expect(done).toEqual(['deed']);
  });

  it('stays locked when the question was closed before the answer, and ends the session that came of it', async () => {
    gate.asSomebody(() => done.push('deed'));
    const entering = gate.enter('anna', '246810');
    gate.cancel();
    await entering;
    await answered();
    expect([gate.working, done]).toEqual([null, []]);
    expect(ended()).toEqual(['Bearer session-1']);
  });

  it('knows its people without a connection, from the last time', () => {
    server.reply = () => 'away';
    open();
    expect(gate.people).toEqual([ANNA, BEN]);
    expect(gate.isNeeded).toBe(true);
  });
});

describe('somebody at work', () => {
  beforeEach(async () => {
    await gate.refresh();
    gate.change();
    await gate.enter('anna', '246810');
  });

  it('locks by one tap, which ends the session', async () => {
    gate.lock();
    await answered();
    expect(gate.working).toBe(null);
    expect(ended()).toEqual(['Bearer session-1']);
    expect(gate.shiftOf('anna')).toBe(undefined);
  });

  it('is locked out after three minutes without a touch, not before, and not while there is one', async () => {
    await passes(2.9);
    gate.touch();
    await passes(2.9);
    expect(gate.working).toEqual(ANNA);
    await passes(0.2);
    expect(gate.working).toBe(null);
  });

  it('is locked out after as long as the tablet is told, also after a reload', async () => {
    gate.lockMinutes = 10;
    open();
    expect(gate.lockMinutes).toBe(10);
    await gate.enter('anna', '246810');
    await passes(9.9);
    expect(gate.working).toEqual(ANNA);
    await passes(0.2);
    expect(gate.working).toBe(null);
  });

  it('stays without a connection, because nobody could come back in', async () => {
    live = false;
    await passes(20);
    expect(gate.working).toEqual(ANNA);
    live = true;
    await passes(0.1);
    expect(gate.working).toBe(null);
  });

  it('hands over to the next one in one go', async () => {
    gate.change();
    await gate.enter('ben', '246810');
    await answered();
    expect(gate.working).toEqual(BEN);
    expect(ended()).toEqual(['Bearer session-1']);
  });

  it('keeps the session for what waits to be sent, and ends it afterwards, also after a reload', async () => {
    waiting.add('anna');
    gate.lock();
    await answered();
    open();
    expect(gate.working).toBe(null);
    expect(gate.shiftOf('anna')?.token).toBe('session-1');
    await passes(1);
    expect(ended()).toEqual([]);
    waiting.clear();
    await passes(1);
    expect(ended()).toEqual(['Bearer session-1']);
    expect(gate.shiftOf('anna')).toBe(undefined);
  });

  it('sends what waits in the newer session after coming back', async () => {
    waiting.add('anna');
    gate.lock();
    gate.change();
    await gate.enter('anna', '246810');
    await answered();
    expect(gate.shiftOf('anna')?.token).toBe('session-2');
    expect(ended()).toEqual(['Bearer session-1']);
  });

  it('ends a session later that the server could not be told of now', async () => {
    server.reply = () => 'away';
    gate.lock();
    await answered();
    expect(gate.shiftOf('anna')?.token).toBe('session-1');
    server.reply = answer;
    await passes(1);
    expect(gate.shiftOf('anna')).toBe(undefined);
  });

  it('is asked again when the session ran out, or was ended elsewhere', async () => {
    vi.setSystemTime(NOW + 15 * 60 * MINUTE_MS);
    gate.asSomebody(() => done.push('deed'));
    expect(done).toEqual([]);
    await gate.enter('anna', '246810');
    expect(done).toEqual(['deed']);
    gate.ended(gate.shiftOf('anna')!);
    expect(gate.working).toBe(null);
  });

  it('is locked out when the PIN was taken away', async () => {
    people = [BEN];
    await gate.refresh();
    expect(gate.working).toBe(null);
  });
});
