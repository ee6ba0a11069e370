import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hashPassword } from '../../../server/identity/passwords.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { NewApiKey } from '../../../shared/identity/api-key.schema.ts';
import type { PairingOffer, TokenAnswer } from '../../../shared/identity/device.schema.ts';
import type { Invitation } from '../../../shared/identity/person.schema.ts';
import { LIVE_NAMESPACE } from '../../../shared/live/socket.ts';
import { startMuteServer, tokenIn } from '../../support/mailbox.ts';
import { aPerson } from '../../support/principals.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/test-app.ts';

const PASSWORD = 'seven-lemons-a-day';

async function withRosa(options: TestAppOptions = {}) {
  const app = await startTestApp(options);
  const passwordHash = await hashPassword(PASSWORD);
  const rosa = await aPerson(app, { name: 'Rosa', email: 'rosa@example.com', passwordHash, isOwner: true });
  return { app, rosa };
}

async function signIn(app: TestApp): Promise<{ cookie: string }> {
  const body = { email: 'rosa@example.com', password: PASSWORD };
  const { headers } = await app.requestAs(undefined, 'POST', '/auth/login', body);
  return { cookie: String(headers['set-cookie']).split(';')[0]! };
}

describe('an answer', () => {
  it('over https keeps browsers on https', async () => {
    const plain = await startTestApp();
    const secure = await startTestApp({ publicUrl: 'https://larder.example.com' });
    const headersOf = async (app: TestApp) => (await app.app.server.inject('/healthz')).headers;
    expect(await headersOf(plain)).not.toHaveProperty('strict-transport-security');
    expect(await headersOf(secure)).toHaveProperty(
      'strict-transport-security',
      'max-age=31536000; includeSubDomains',
    );
  });

  it('has nothing of the inside when something broke there', async () => {
    const { app, rosa } = await withRosa();
    await app.database.pool.query('alter table api_key rename to secret_cupboard');
    const { status, headers, body } = await app.requestAs<Problem>(rosa.headers, 'GET', '/api-keys');
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 500,
      type: 'application/problem+json; charset=utf-8',
    });
    expect(body).toEqual({
      ...{ type: 'about:blank', title: 'Something went wrong on our side', status: 500, code: 'internal' },
      detail: 'The mistake is ours and was logged. Nothing was changed.',
      requestId: expect.any(String) as string,
    });
    expect(JSON.stringify(app.errors.splice(0))).toContain('api_key');
    await app.database.pool.query('alter table secret_cupboard rename to api_key');
  });
});

describe('a page of another site', () => {
  it('can send nothing that changes something with our cookie, to any route', async () => {
    const { app } = await withRosa();
    const mine = await signIn(app);
    const { paths } = await app.expectOk<{ paths: Record<string, object> }>('GET', '/openapi.json');
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => [method.toUpperCase(), path] as const),
    );
    expect(routes.length).toBeGreaterThan(25);
    const foreign = { ...mine, host: 'localhost', origin: 'https://evil.example' };
    for (const [method, path] of routes) {
      const route = path
        .replace('/api/v1', '')
        .replaceAll(/\{\w+\}/g, '019c8a4e-0000-7000-8000-000000000000');
      const { status, body } = await app.requestAs<Problem>(foreign, method as 'POST', route, {});
      expect({ status, detail: body.detail }, `${method} ${path}`).toEqual({
        ...{ status: 403, detail: 'A page of https://evil.example may not do this here.' },
      });
    }
  });

  it.each(['https://evil.example', 'null', undefined])(
    'opens no socket with our cookie: %s',
    async (origin) => {
      const { app } = await withRosa();
      const url = await app.url();
      const { cookie } = await signIn(app);
      const connect = (from: string | undefined) =>
        new Promise<string>((resolve) => {
          const socket = io(url + LIVE_NAMESPACE, {
            ...{ transports: ['websocket'], forceNew: true, reconnection: false },
            extraHeaders: { cookie, ...(from !== undefined && { origin: from }) },
          });
          onTestFinished(() => void socket.disconnect());
          socket.once('connect', () => resolve('connected'));
          socket.once('connect_error', (error) => resolve((error as { data?: { code: string } }).data!.code));
        });
      // What sends no origin is no browser, and could send any.
      expect(await connect(origin)).toBe(origin === undefined ? 'connected' : 'unauthenticated');
      expect(await connect(url)).toBe('connected');
    },
  );
});

describe('the address of a caller', () => {
  const PROXY = '203.0.113.7';

  /** How many unpaired screens may ask for a code from behind a proxy that names a new caller each time. */
  async function offersTaken(app: TestApp, nameOf: (n: number) => string): Promise<number> {
    for (let n = 0; n < 80; n++) {
      const { statusCode } = await app.app.server.inject({
        ...{ method: 'POST', url: '/api/v1/devices', remoteAddress: PROXY },
        headers: { 'x-forwarded-for': nameOf(n) },
      });
      if (statusCode !== 201) return n;
    }
    return 80;
  }

  it('is not what it says itself', async () => {
    const app = await startTestApp();
    expect(await offersTaken(app, (n) => `198.51.100.${n}`)).toBe(60);
  });

  it('is taken from a proxy that is trusted, and from no further', async () => {
    const app = await startTestApp({ trustedProxies: [PROXY] });
    expect(await offersTaken(app, (n) => `198.51.100.${n}`)).toBe(80);
    expect(await offersTaken(app, (n) => `127.0.0.${n}, 198.51.100.250`)).toBe(60);
  });

  it('that asks without end has to wait, and others do not', { timeout: 120_000 }, async () => {
    const app = await startTestApp();
    const ask = (remoteAddress: string) =>
      app.app.server.inject({ method: 'GET', url: '/api/v1/auth/me', remoteAddress });
    let answer = await ask(PROXY);
    for (let n = 0; n < 3_500 && answer.statusCode !== 429; n++) answer = await ask(PROXY);
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('198.51.100.1')).statusCode).toBe(401);
  });
});

describe('the log', () => {
  it('has no password, PIN, token, key, code or link, whatever goes wrong', async () => {
    const lines: string[] = [];
    const { mailer } = await startMuteServer();
    const { app, rosa } = await withRosa({ mailer, onLog: (line) => void lines.push(line) });
    const { id: storeId } = await app.createStore();
    const { cookie } = await signIn(app);
    const wrong = 'the-wrong-password';
    await app.requestAs(undefined, 'POST', '/auth/login', { email: 'rosa@example.com', password: wrong });
    const { body: made } = await app.requestAs<{ invitation: Invitation }>(rosa.headers, 'POST', '/people', {
      ...{ name: 'Jo', email: 'jo@example.com', roles: [{ storeId, role: 'staff' }], pin: '739164' },
    });
    const { body: key } = await app.requestAs<NewApiKey>(rosa.headers, 'POST', '/api-keys', {
      ...{ name: 'Till', permissions: ['sales:write'] },
    });
    const { body: offer } = await app.requestAs<PairingOffer>(undefined, 'POST', '/devices');
    const claim = { code: offer.code, kind: 'tablet', storeId, name: 'Line' };
    await app.requestAs(rosa.headers, 'POST', '/devices/claim', claim);
    const { deviceId, secret } = offer;
    const { body: screen } = await app.requestAs<TokenAnswer>(undefined, 'POST', '/devices/token', {
      deviceId,
      secret,
    });
    await app.database.pool.query('alter table person rename to somebody');
    const link = { token: tokenIn(made.invitation.link), password: PASSWORD };
    for (const [path, body] of [
      ['/auth/login', { email: 'rosa@example.com', password: PASSWORD }],
      ['/auth/link', { token: link.token }],
      ['/auth/link/redeem', link],
    ] as const)
      expect((await app.requestAs(undefined, 'POST', path, body)).status).toBe(500);
    for (const who of [rosa.headers, { cookie }])
      expect((await app.requestAs(who, 'GET', '/auth/me')).status).toBe(500);
    await app.database.pool.query('alter table somebody rename to person');

    expect(app.errors.splice(0)).toHaveLength(5);
    expect(lines.length).toBeGreaterThanOrEqual(5);
    const secrets = [
      PASSWORD,
      wrong,
      '739164',
      cookie.split('=')[1]!,
      rosa.token,
      link.token,
      key.key,
      secret,
    ];
    for (const told of [...secrets, screen.token, offer.code]) expect(lines.join()).not.toContain(told);
  });
});
