import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../../../client/identity/api-problem.ts';
import { Api, callApi } from '../../../client/identity/api.ts';
import { refusal, ScriptedServer } from '../../support/scripted-server.ts';

const problemOf = (promise: Promise<unknown>): Promise<ApiProblem> =>
  promise.then(
    () => expect.fail('it went through'),
    (error: unknown) => error as ApiProblem,
  );

describe('one request', () => {
  test('goes out as JSON and comes back as what it says', async () => {
    const { fetch, asked } = new ScriptedServer(() => ({ body: { id: 'x' } }));
    expect(await callApi('POST', '/stores', { name: 'Bar' }, { fetch })).toEqual({ id: 'x' });
    expect(asked[0]).toMatchObject({ path: '/api/v1/stores', method: 'POST', body: { name: 'Bar' } });
    expect(asked[0]!.headers['content-type']).toBe('application/json');
  });

  test('announces no body where there is none, which the server would miss', async () => {
    const { fetch, asked } = new ScriptedServer(() => ({ status: 204 }));
    expect(await callApi('POST', '/auth/logout', undefined, { fetch })).toBeUndefined();
    expect(asked[0]!.headers['content-type']).toBeUndefined();
  });

  test('tells a refusal by its code, with the fields at fault and the time to wait', async () => {
    const { fetch } = new ScriptedServer(() =>
      refusal(429, 'rate-limited', 'Wait.', { 'retry-after': '42' }),
    );
    expect(await problemOf(callApi('GET', '/x', undefined, { fetch }))).toMatchObject({
      code: 'rate-limited',
      message: 'Wait.',
      retryAfterSeconds: 42,
    });
    const errors = [{ pointer: '/name', detail: 'is empty' }];
    const invalid = new ScriptedServer(() => ({
      status: 422,
      body: { type: 'about:blank', title: 'No', status: 422, code: 'invalid', errors, requestId: 'r1' },
    }));
    const problem = await problemOf(callApi('GET', '/x', undefined, { fetch: invalid.fetch }));
    expect(problem).toMatchObject({ code: 'invalid', message: 'No', fields: errors, requestId: 'r1' });
  });

  test('makes something of the page that a proxy answers with', async () => {
    const fetch = async (): Promise<Response> => new Response('<h1>Bad gateway</h1>', { status: 502 });
    expect(await problemOf(callApi('GET', '/x', undefined, { fetch }))).toMatchObject({
      code: 'unavailable',
      message: 'The server answered 502. Try again in a moment.',
    });
  });

  test('says that nobody answers, unless it was called off', async () => {
    const { fetch } = new ScriptedServer(() => 'away');
    expect((await problemOf(callApi('GET', '/x', undefined, { fetch }))).code).toBe('unreachable');
    const signal = AbortSignal.abort();
    expect((await problemOf(callApi('GET', '/x', undefined, { fetch, signal }))).code).toBe('called-off');
  });
});

describe('somebody who is signed in', () => {
  function apiOf(server: ScriptedServer, confirms = true) {
    const seen = { signedOut: 0, confirmed: 0 };
    const api = new Api({
      signedOut: () => seen.signedOut++,
      confirm: async () => {
        seen.confirmed++;
        return confirms;
      },
      fetch: server.fetch,
    });
    return { api, seen };
  }

  test('is told when the session is over', async () => {
    const { api, seen } = apiOf(new ScriptedServer(() => refusal(401, 'unauthenticated')));
    expect((await problemOf(api.get('/people'))).code).toBe('unauthenticated');
    expect(seen).toEqual({ signedOut: 1, confirmed: 0 });
  });

  test('confirms once, and what was asked for goes through', async () => {
    const server: ScriptedServer = new ScriptedServer(() =>
      server.asked.length === 1 ? refusal(403, 'confirmation-required') : { body: { id: 'k' } },
    );
    const { api, seen } = apiOf(server);
    expect(await api.post('/api-keys', { name: 'Till' })).toEqual({ id: 'k' });
    expect(server.asked.map(({ body }) => body)).toEqual([{ name: 'Till' }, { name: 'Till' }]);
    expect(seen.confirmed).toBe(1);
  });

  test('is not asked for ever when confirming does not help', async () => {
    const server = new ScriptedServer(() => refusal(403, 'confirmation-required'));
    const { api, seen } = apiOf(server);
    expect((await problemOf(api.delete('/people/p'))).code).toBe('confirmation-required');
    expect(server.asked.length).toBe(2);
    expect(seen.confirmed).toBe(1);
  });

  test('changes nothing by declining to confirm', async () => {
    const server = new ScriptedServer(() => refusal(403, 'confirmation-required'));
    const { api } = apiOf(server, false);
    expect((await problemOf(api.delete('/people/p'))).code).toBe('called-off');
    expect(server.asked.length).toBe(1);
  });

  test('gets a long list page by page', async () => {
    const pages: Record<string, object> = {
      '/api/v1/items?limit=1000': { items: [1, 2], nextCursor: 'a b' },
      '/api/v1/items?limit=1000&cursor=a%20b': { items: [3], nextCursor: null },
    };
    const { api } = apiOf(new ScriptedServer(({ path }) => ({ body: pages[path] })));
    expect(await api.all('/items')).toEqual([1, 2, 3]);
  });
});
