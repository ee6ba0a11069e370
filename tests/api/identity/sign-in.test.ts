import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Me, SessionInfo } from '../../../shared/identity/person.schema.ts';
import { hashPassword } from '../../../server/identity/passwords.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { aPerson } from '../../support/principals.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const PASSWORD = 'seven-lemons-a-day';
const passwordHash = await hashPassword(PASSWORD);

async function withRosa(): Promise<{ app: TestApp; clock: ManualClock }> {
  const clock = new ManualClock();
  const app = await startTestApp({ clock });
  await aPerson(app, { name: 'Rosa', email: 'rosa@example.com', passwordHash, isOwner: true });
  return { app, clock };
}

function logIn(
  app: TestApp,
  password = PASSWORD,
  email = 'rosa@example.com',
  headers?: Record<string, string>,
) {
  return app.requestAs<Me & Problem>(headers, 'POST', '/auth/login', { email, password });
}

function cookieOf({ headers }: { headers: Record<string, unknown> }): { cookie: string } {
  return { cookie: String(headers['set-cookie']).split(';')[0]! };
}

describe('signing in', () => {
  it('takes the e-mail address however it is capitalised, and starts a session that ends when one signs out', async () => {
    const { app } = await withRosa();
    const answer = await logIn(app, PASSWORD, 'Rosa@Example.com');
    expect(answer.body).toMatchObject({ name: 'Rosa', isOwner: true });
    const me = cookieOf(answer);
    expect((await app.requestAs(me, 'GET', '/auth/me')).status).toBe(200);
    expect((await app.requestAs(me, 'POST', '/auth/logout', {})).status).toBe(204);
    expect((await app.requestAs(me, 'GET', '/auth/me')).status).toBe(401);
  });

  it('does not tell whether the address or the password is wrong', async () => {
    const { app } = await withRosa();
    const [wrong, unknown] = [await logIn(app, 'other'), await logIn(app, PASSWORD, 'nobody@example.com')];
    expect(wrong.status).toBe(401);
    expect(wrong.body.detail).toBe(unknown.body.detail);
  });

  it('locks the account after five wrong passwords, longer each time, and says how long', async () => {
    const { app, clock } = await withRosa();
    for (let n = 0; n < 5; n++) expect((await logIn(app, 'wrong')).status).toBe(401);
    const locked = await logIn(app);
    expect({ status: locked.status, wait: locked.headers['retry-after'] }).toEqual({
      status: 429,
      wait: '60',
    });
    clock.advance({ seconds: 61 });
    expect((await logIn(app, 'wrong')).status).toBe(401);
    expect((await logIn(app)).headers['retry-after']).toBe('120');
    clock.advance({ seconds: 121 });
    expect((await logIn(app)).status).toBe(200);
    expect((await logIn(app, 'wrong')).status).toBe(401);
  });

  it('counts wrong passwords that come at the same time one after the other', async () => {
    const { app } = await withRosa();
    const answers = await Promise.all(Array.from({ length: 20 }, () => logIn(app, 'wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('is over after three days without use, and after two weeks in any case', async () => {
    const { app, clock } = await withRosa();
    const me = cookieOf(await logIn(app));
    clock.advance({ hours: 73 });
    expect((await app.requestAs(me, 'GET', '/auth/me')).status).toBe(401);

    const again = cookieOf(await logIn(app));
    for (let day = 0; day < 13; day++) {
      clock.advance({ hours: 24 });
      expect((await app.requestAs(again, 'GET', '/auth/me')).status).toBe(200);
    }
    clock.advance({ hours: 25 });
    expect((await app.requestAs(again, 'GET', '/auth/me')).status).toBe(401);
  });

  it('lists where one is signed in, and ends a session elsewhere', async () => {
    const { app } = await withRosa();
    const laptop = cookieOf(await logIn(app));
    const phone = cookieOf(await logIn(app, PASSWORD, 'rosa@example.com', { 'user-agent': 'A phone' }));
    const { body } = await app.requestAs<{ items: SessionInfo[] }>(laptop, 'GET', '/auth/sessions');
    const other = body.items.find(({ agent }) => agent === 'A phone')!;
    expect(other.current).toBe(false);
    expect((await app.requestAs(laptop, 'DELETE', `/auth/sessions/${other.id}`)).status).toBe(204);
    expect((await app.requestAs(phone, 'GET', '/auth/me')).status).toBe(401);
    expect((await app.requestAs(laptop, 'GET', '/auth/me')).status).toBe(200);
  });

  it('asks for the password again before changes that open doors', async () => {
    const { app, clock } = await withRosa();
    const me = cookieOf(await logIn(app));
    clock.advance({ minutes: 16 });
    const key = { name: 'Till', permissions: ['sales:write'] };
    expect((await app.requestAs<Problem>(me, 'POST', '/api-keys', key)).body.code).toBe(
      'confirmation-required',
    );
    expect((await app.requestAs(me, 'POST', '/auth/confirm', { password: 'wrong' })).status).toBe(401);
    expect((await app.requestAs(me, 'POST', '/auth/confirm', { password: PASSWORD })).status).toBe(204);
    expect((await app.requestAs(me, 'POST', '/api-keys', key)).status).toBe(201);
  });
});

describe('a new password', () => {
  it('takes the old one, and signs out whoever is signed in elsewhere', async () => {
    const { app } = await withRosa();
    const [laptop, phone] = [cookieOf(await logIn(app)), cookieOf(await logIn(app))];
    const change = (current: string, password: string) =>
      app.requestAs<Problem>(laptop, 'POST', '/auth/password', { current, password });
    expect((await change('wrong', 'eight-limes-a-day')).status).toBe(401);
    expect((await change(PASSWORD, 'password1')).body.errors).toMatchObject([{ pointer: '/password' }]);
    expect((await change(PASSWORD, 'eight-limes-a-day')).status).toBe(204);
    expect((await app.requestAs(laptop, 'GET', '/auth/me')).status).toBe(200);
    expect((await app.requestAs(phone, 'GET', '/auth/me')).status).toBe(401);
    expect((await logIn(app)).status).toBe(401);
    expect((await logIn(app, 'eight-limes-a-day')).status).toBe(200);
  });
});

describe('a page of another site', () => {
  it('can neither act with our cookie nor sign anybody in', async () => {
    const { app } = await withRosa();
    const me = cookieOf(await logIn(app));
    const foreign = { ...me, origin: 'https://evil.example', host: 'localhost' };
    expect((await app.requestAs(foreign, 'POST', '/auth/logout', {})).status).toBe(403);
    expect((await logIn(app, PASSWORD, 'rosa@example.com', { origin: 'null' })).status).toBe(403);
    expect(
      (
        await app.requestAs(
          { ...me, origin: 'http://localhost', host: 'localhost' },
          'POST',
          '/auth/logout',
          {},
        )
      ).status,
    ).toBe(204);
  });
});
