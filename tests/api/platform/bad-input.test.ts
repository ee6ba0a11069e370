import { request as httpRequest } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import { mistakesIn } from '../../../server/platform/validation.ts';
import { Problem } from '../../../shared/errors.ts';
import { aSale, aStore } from '../../support/builders.ts';
import { startMenu } from '../../support/menu.ts';
import type { TestApp } from '../../support/test-app.ts';
import { AUTHORIZATION } from '../../support/test-key.ts';

interface Answer {
  status: number;
  type: string;
  body: Problem;
}

let app: TestApp;
let storeId: string;

beforeEach(async () => {
  ({ app, storeId } = await startMenu());
});

/** A request over a real connection, byte by byte as given. */
async function send(
  method: string,
  path: string,
  { body, headers: more = {} }: { body?: string | Buffer; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(await app.url());
  const headers = { ...AUTHORIZATION, ...more };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ method, path, hostname, port, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode: status = 0, headers: answered } = response;
        resolve({ status, type: answered['content-type'] ?? '', body: JSON.parse(text) as Problem });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const json = { 'content-type': 'application/json' };

async function expectProblem(answer: Answer, expected: Partial<Problem>): Promise<void> {
  expect(answer).toMatchObject({ status: expected.status, body: expected });
  expect(answer.type).toContain('application/problem+json');
  expect(mistakesIn(Problem, answer.body)).toEqual([]);
  expect(answer.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  // The process is still up, and nothing of the request was done.
  expect((await send('GET', '/readyz')).status).toBe(200);
  expect((await app.stock(storeId))['SALT']!.onHand).toBe(0);
}

describe('a body', () => {
  it('of 2 MB is too large', async () => {
    const body = JSON.stringify({ sales: [aSale({ SOUP: 1 }, { externalId: 'x'.repeat(2_000_000) })] });
    await expectProblem(await send('POST', `/api/v1/stores/${storeId}/sales`, { body, headers: json }), {
      status: 413,
      code: 'too-large',
      detail: 'The body is larger than 1 MB; send it in parts.',
    });
  });

  it.each(['text/plain', 'application/xml', 'text/csv', 'application/x-www-form-urlencoded', 'nonsense'])(
    'of type %s is not accepted',
    async (type) => {
      const body = JSON.stringify({ sales: [aSale({ SOUP: 1 })] });
      const answer = await send('POST', `/api/v1/stores/${storeId}/sales`, {
        body,
        headers: { 'content-type': type },
      });
      await expectProblem(answer, {
        status: 415,
        code: 'unsupported-media-type',
        detail: 'Send application/json.',
      });
    },
  );

  it.each([
    ['broken JSON', '{"sales": [', 'The body is not valid JSON.'],
    ['nothing', '', 'The body is empty; send JSON.'],
    ['a prototype', '{"sales": [], "__proto__": {"admin": true}}', 'The body is not valid JSON.'],
  ])('that is %s is not read', async (_, body, detail) => {
    const answer = await send('POST', `/api/v1/stores/${storeId}/sales`, { body, headers: json });
    await expectProblem(answer, { status: 400, code: 'malformed', detail });
  });

  it('that is missing is asked for', async () => {
    await expectProblem(await send('POST', '/api/v1/stores'), {
      status: 422,
      code: 'invalid',
      errors: [{ pointer: '/', detail: 'must be object, not null' }],
    });
  });

  it.each([
    ['null', 'must be object, not null'],
    ['[]', 'must be object, not a list'],
    ['"sales"', 'must be object, not "sales"'],
    ['7', 'must be object, not 7'],
  ])('that is %s is not an object', async (body, detail) => {
    const answer = await send('POST', `/api/v1/stores/${storeId}/sales`, { body, headers: json });
    await expectProblem(answer, { status: 422, errors: [{ pointer: '/', detail }] });
  });

  it('with an unknown field has it named', async () => {
    const body = JSON.stringify({ ...aStore(), 'opening/hours': 'always' });
    await expectProblem(await send('POST', '/api/v1/stores', { body, headers: json }), {
      status: 422,
      errors: [{ pointer: '/opening~1hours', detail: 'is not a known field; remove it' }],
    });
  });

  it.each(['name', 'timeZone'])('with NUL in the %s has the field named', async (field) => {
    const body = JSON.stringify({ ...aStore(), [field]: 'a\0b' });
    await expectProblem(await send('POST', '/api/v1/stores', { body, headers: json }), {
      status: 422,
      errors: [
        {
          pointer: `/${field}`,
          detail: 'must be a text without NUL and without half a surrogate pair, not "a\\u0000b"',
        },
      ],
    });
  });

  it('nested without end is refused, with an Idempotency-Key too', async () => {
    const body = `{"sales": [${'['.repeat(200_000)}${']'.repeat(200_000)}]}`;
    const headers = { ...json, 'idempotency-key': 'deep' };
    const answer = await send('POST', `/api/v1/stores/${storeId}/sales`, { body, headers });
    await expectProblem(answer, { status: 400, code: 'malformed' });
  });

  it('of half a million mistakes is answered with the first of them', async () => {
    const body = `{"movements": [${'7,'.repeat(400_000)}7]}`;
    const answer = await send('POST', `/api/v1/stores/${storeId}/movements`, { body, headers: json });
    await expectProblem(answer, { status: 422 });
    expect(answer.body.errors).toHaveLength(50);
  });
});

describe('an address', () => {
  it.each([
    ['/api/v1/stores/cellar', '/params/storeId'],
    ['/api/v1/stores/cellar/stock', '/params/storeId'],
    ['/api/v1/items/0', '/params/itemId'],
    ['/api/v1/items/urn:uuid:019c8a4e-0000-7000-8000-000000000000', '/params/itemId'],
    ['/api/v1/items/019C8A4E-0000-7000-8000-000000000000', '/params/itemId'],
  ])('with something else than an id has it named: %s', async (path, pointer) => {
    const detail = expect.stringMatching(
      /^must be an id as it was given out, a UUID in lower case, not ".+"$/,
    ) as string;
    await expectProblem(await send('GET', path), { status: 422, errors: [{ pointer, detail }] });
  });

  it.each([
    ['/api/v1/items?limit=0', '/querystring/limit'],
    ['/api/v1/items?limit=5&limit=6', '/querystring/limit'],
    ['/api/v1/items?page=2', '/querystring/page'],
    [`/api/v1/items?cursor=${'x'.repeat(301)}`, '/querystring/cursor'],
  ])('with a wrong query has it named: %s', async (path, pointer) => {
    await expectProblem(await send('GET', path), {
      status: 422,
      errors: [expect.objectContaining({ pointer }) as never],
    });
  });

  it.each([
    ['GET', '/api/v1/nothing'],
    ['GET', '/api/v1/'],
    ['DELETE', '/api/v1/items/019c8a4e-0000-7000-8000-000000000000'],
    ['GET', '/nowhere?secret=1'],
  ])('that leads nowhere says so: %s %s', async (method, path) => {
    const answer = await send(method, path);
    await expectProblem(answer, { status: 404, code: 'not-found' });
    expect(answer.body.detail).not.toContain('secret');
  });

  it.each(['/api/v1/items/%ZZ', '/api/v1/items/%00', '/%c0%ae'])(
    'that cannot be read is refused: %s',
    async (path) => {
      const { status, type } = await send('GET', path);
      expect([400, 404, 422]).toContain(status);
      expect(type).toContain('application/problem+json');
    },
  );
});
