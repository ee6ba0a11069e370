import { describe, expect, it } from 'vitest';
import type { Me, SetupInput } from '../../../shared/identity/person.schema.ts';
import type { Problem } from '../../../shared/errors.ts';
import { aStore } from '../../support/builders.ts';
import { startTestApp } from '../../support/test-app.ts';

const FIRST: SetupInput = {
  organisation: 'Trattoria',
  store: aStore(),
  owner: { name: 'Rosa', email: 'rosa@example.com', password: 'seven-lemons-a-day' },
};

function cookieOf(headers: Record<string, unknown>): string {
  return String(headers['set-cookie']).split(';')[0]!;
}

describe('the first start', () => {
  it('makes an organisation, a store and an owner, who is signed in by it', async () => {
    const app = await startTestApp();
    expect((await app.requestAs(undefined, 'GET', '/setup')).body).toEqual({ done: false });

    const { status, body, headers } = await app.requestAs<{ storeId: string }>(
      undefined,
      'POST',
      '/setup',
      FIRST,
    );

    expect(status).toBe(201);
    expect(String(headers['set-cookie'])).toMatch(/^larder=larder_s_.*HttpOnly; SameSite=Lax/);
    const { body: me } = await app.requestAs<Me>({ cookie: cookieOf(headers) }, 'GET', '/auth/me');
    expect(me).toMatchObject({
      kind: 'person',
      name: 'Rosa',
      isOwner: true,
      organisation: 'Trattoria',
      stores: [{ id: body.storeId, role: 'owner' }],
    });
    expect((await app.requestAs(undefined, 'GET', '/setup')).body).toEqual({ done: true });
  });

  it('happens once: everybody after the first is told to sign in', async () => {
    const app = await startTestApp();
    const answers = await Promise.all(
      [1, 2, 3].map((n) =>
        app.requestAs<Problem>(undefined, 'POST', '/setup', { ...FIRST, organisation: `Place ${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it.each([
    [
      'a password that everybody tries',
      { owner: { ...FIRST.owner, password: 'password1' } },
      '/owner/password',
    ],
    ['a short password', { owner: { ...FIRST.owner, password: 'seven' } }, '/owner/password'],
    ['no address', { owner: { ...FIRST.owner, email: 'rosa' } }, '/owner/email'],
    ['an unknown time zone', { store: aStore({ timeZone: 'Mars/Base' }) }, '/store/timeZone'],
  ])('refuses %s and names the field, and nothing is set up', async (_what, part, pointer) => {
    const app = await startTestApp();
    const { status, body } = await app.requestAs<Problem>(undefined, 'POST', '/setup', { ...FIRST, ...part });
    expect({ status, pointer: body.errors?.[0]?.pointer }).toEqual({ status: 422, pointer });
    expect((await app.requestAs(undefined, 'GET', '/setup')).body).toEqual({ done: false });
  });

  it('gives a cookie bound to the host where Larder is reached over https', async () => {
    const app = await startTestApp({ publicUrl: 'https://larder.example.com' });
    const { headers } = await app.requestAs(undefined, 'POST', '/setup', FIRST);
    expect(String(headers['set-cookie'])).toMatch(/^__Host-larder=.*Path=\/;.*Secure/);
  });
});
