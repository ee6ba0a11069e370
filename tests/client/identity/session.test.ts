import { describe, expect, test, vi } from 'vitest';
import type { ApiProblem } from '../../../client/identity/api-problem.ts';
import { Session } from '../../../client/identity/session.svelte.ts';
import type { Me } from '../../../shared/identity/person.schema.ts';
import { refusal, ScriptedServer, type Asked, type Reply } from '../../support/scripted-server.ts';

const STORES = [
  { id: 'bar', name: 'Bar', timeZone: 'Europe/Vienna', currency: 'EUR', dayStart: '04:00' },
  { id: 'inn', name: 'Inn', timeZone: 'Asia/Tokyo', currency: 'JPY', dayStart: '04:00' },
];
const ME: Me = {
  ...{ kind: 'person', id: 'p', name: 'Ada', organisation: 'Trattoria', isOwner: false },
  stores: [
    { id: 'bar', name: 'Bar', role: 'staff' },
    { id: 'inn', name: 'Inn', role: 'manager' },
  ],
};

function serverOf(answers: Record<string, (asked: Asked) => Reply | 'away'>): ScriptedServer {
  return new ScriptedServer((asked) => {
    const path = asked.path.replace('/api/v1', '').split('?')[0]!;
    return answers[path]?.(asked) ?? refusal(404, 'not-found');
  });
}

const signedIn = {
  '/auth/me': () => ({ body: ME }),
  '/stores': () => ({ body: { items: STORES, nextCursor: null } }),
};

async function signedInWith(more: Parameters<typeof serverOf>[0] = {}) {
  const server = serverOf({ ...signedIn, ...more });
  const session = new Session(server.fetch);
  await session.start();
  return { session, server };
}

describe('a page that opens', () => {
  test('goes on as whoever is signed in, with what they may do where', async () => {
    const { session } = await signedInWith();
    expect(session.state).toEqual({ kind: 'signed-in' });
    expect(session.stores.map(({ name, role }) => [name, role])).toEqual([
      ['Bar', 'staff'],
      ['Inn', 'manager'],
    ]);
    expect(session.store?.name).toBe('Bar');
    expect(session.may('screens:write')).toBe(false);
    expect(session.storesWith('screens:write').map(({ id }) => id)).toEqual(['inn']);
  });

  test('looks at another store with its own clock and rights', async () => {
    const { session } = await signedInWith();
    session.look('inn');
    expect(session.may('screens:write')).toBe(true);
    expect(session.times.clock(Date.UTC(2026, 2, 20, 11))).toBe('20:00');
    session.look('closed down');
    expect(session.store?.name).toBe('Bar');
  });

  test('shows the sign-in to strangers, and the set-up where there is nobody yet', async () => {
    const nobody = { '/auth/me': () => refusal(401, 'unauthenticated') };
    const stranger = new Session(serverOf({ ...nobody, '/setup': () => ({ body: { done: true } }) }).fetch);
    await stranger.start();
    expect(stranger.state).toEqual({ kind: 'signed-out', ended: false });
    const first = new Session(serverOf({ ...nobody, '/setup': () => ({ body: { done: false } }) }).fetch);
    await first.start();
    expect(first.state).toEqual({ kind: 'not-set-up' });
  });

  test('keeps asking a server that does not answer', async () => {
    vi.useFakeTimers();
    let away = true;
    const server = serverOf({ ...signedIn, '/auth/me': () => (away ? 'away' : { body: ME }) });
    const session = new Session(server.fetch);
    await session.start();
    expect(session.state).toEqual({ kind: 'unreachable' });
    away = false;
    await vi.runAllTimersAsync();
    expect(session.state).toEqual({ kind: 'signed-in' });
    vi.useRealTimers();
  });
});

test('an owner may everything in a store opened a moment ago, which they were not told of when they signed in', async () => {
  const owner = { ...ME, isOwner: true, stores: [] };
  const { session } = await signedInWith({ '/auth/me': () => ({ body: owner }) });
  expect(session.stores.map(({ role }) => role)).toEqual(['owner', 'owner']);
  expect(session.may('keys:write')).toBe(true);
});

test('somebody without a store is signed in all the same', async () => {
  const { session } = await signedInWith({ '/auth/me': () => ({ body: { ...ME, stores: [] } }) });
  expect(session.state).toEqual({ kind: 'signed-in' });
  expect(session.store).toBeUndefined();
  expect(session.may('stock:read')).toBe(false);
});

test('signing out forgets who it was; a session that ends by itself says so', async () => {
  const { session } = await signedInWith({
    '/auth/logout': () => ({ status: 204 }),
    '/people': () => refusal(401, 'unauthenticated'),
  });
  await session.signOut();
  expect(session.state).toEqual({ kind: 'signed-out', ended: false });
  expect(session.me.name).toBe('');
  await session.start();
  await session.api.get('/people').catch(() => {});
  expect(session.state).toEqual({ kind: 'signed-out', ended: true });
});

describe('changes that take the password again', () => {
  const doors = { confirmed: false };
  const answers = {
    '/auth/confirm': ({ body }: Asked): Reply => {
      if ((body as { password: string }).password !== 'right') return refusal(401, 'unauthenticated');
      doors.confirmed = true;
      return { status: 204 };
    },
    '/people': (): Reply =>
      doors.confirmed ? { body: { ok: true } } : refusal(403, 'confirmation-required'),
  };

  test('wait for one answer together, and a wrong password does not end the session', async () => {
    doors.confirmed = false;
    const { session } = await signedInWith(answers);
    const changes = Promise.all([session.api.post('/people', {}), session.api.post('/people', {})]);
    await vi.waitFor(() => expect(session.confirming).toBe(true));
    await expect(session.confirm('wrong')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(session.state.kind).toBe('signed-in');
    expect(session.confirming).toBe(true);
    await session.confirm('right');
    expect(await changes).toEqual([{ ok: true }, { ok: true }]);
    expect(session.confirming).toBe(false);
  });

  test('are called off by declining', async () => {
    doors.confirmed = false;
    const { session } = await signedInWith(answers);
    const change = session.api.post('/people', {}).catch((error: ApiProblem) => error.code);
    await vi.waitFor(() => expect(session.confirming).toBe(true));
    session.cancelConfirmation();
    expect(await change).toBe('called-off');
  });
});
