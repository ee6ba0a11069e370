import { describe, expect, it } from 'vitest';
import { followStore } from '../../support/live-screen.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

async function get(app: TestApp, url: string, remoteAddress = '127.0.0.1') {
  return app.app.server.inject({ method: 'GET', url, remoteAddress });
}

describe('health', () => {
  it('is told by the process, and readiness by its database', async () => {
    const app = await startTestApp();
    for (const [url, status] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ] as const) {
      const answer = await get(app, url);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({ status });
    }
  });
});

describe('metrics', () => {
  it('are there for this machine, with the screens that are connected', async () => {
    const app = await startTestApp();
    const { id } = await app.createStore();
    await followStore(await app.url(), id);
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const answer = await get(app, '/metrics', address);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toContain('text/plain');
      expect(answer.body).toMatch(/^larder_connected_screens 1$/m);
      expect(answer.body).toContain('nodejs_eventloop_lag_seconds');
    }
  });

  it('are there for no other machine', async () => {
    const app = await startTestApp();
    for (const address of ['10.0.0.7', '::ffff:10.0.0.7', '2001:db8::1']) {
      const answer = await get(app, '/metrics', address);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'forbidden' });
    }
  });
});

describe('every answer', () => {
  it.each(['/api/v1/items', '/api/v1/nothing', '/healthz', '/metrics'])(
    'forbids what a page of ours never needs: %s',
    async (url) => {
      const app = await startTestApp();
      const { headers } = await get(app, url);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/unsafe-(inline|eval)/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );
});
