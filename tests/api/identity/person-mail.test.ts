import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../shared/errors.ts';
import type { Invitation, Person } from '../../../shared/identity/person.schema.ts';
import { startMailbox, startMuteServer, tokenIn } from '../../support/mailbox.ts';
import { anOwner, aPerson, type Known } from '../../support/principals.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../support/test-app.ts';

const PASSWORD = 'seven-lemons-a-day';
const JO = { name: 'Jo', email: 'jo@example.com', roles: [] };

async function withOwner(options: TestAppOptions): Promise<{ app: TestApp; owner: Known }> {
  const app = await startTestApp({ publicUrl: 'https://larder.example.com', ...options });
  return { app, owner: await anOwner(app) };
}

function add(app: TestApp, owner: Known, input: object = JO) {
  type Answer = Problem & { person: Person; invitation: Invitation };
  return app.requestAs<Answer>(owner.headers, 'POST', '/people', input);
}

function redeem(app: TestApp, text: string | undefined) {
  const body = { token: tokenIn(text), password: PASSWORD };
  return app.requestAs<{ name: string }>(undefined, 'POST', '/auth/link/redeem', body);
}

function askForReset(app: TestApp, email: string) {
  return app.requestAs<Problem>(undefined, 'POST', '/auth/reset', { email });
}

describe('an invitation', () => {
  it('arrives with a link that works once, and is not told to whoever sent it', async () => {
    const { mailer, nextTo } = await startMailbox();
    const { app, owner } = await withOwner({ mailer });
    await app.database.pool.query(`update deployment set organisation = 'Trattoria'`);
    expect((await add(app, owner)).body.invitation).toEqual({ delivery: 'sent' });
    const mail = await nextTo('jo@example.com');
    expect(mail.subject).toBe('Your access to Larder of Trattoria');
    expect(mail.from?.value).toEqual([{ name: 'Larder', address: 'kitchen@example.com' }]);
    expect(mail.text).toContain('https://larder.example.com/manage#/welcome/larder_l_');
    expect((await redeem(app, mail.text)).body.name).toBe('Jo');
    expect((await redeem(app, mail.text)).status).toBe(404);
  });

  it('keeps its head, whatever the organisation and the person are called', async () => {
    const { mailer, nextTo } = await startMailbox();
    const { app, owner } = await withOwner({ mailer });
    const name = 'Jo\r\nBcc: spy@example.com';
    await app.database.pool.query('update deployment set organisation = $1', [name]);
    expect((await add(app, owner, { ...JO, name })).body.invitation.delivery).toBe('sent');
    const mail = await nextTo('jo@example.com');
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.subject).toContain('Bcc: spy@example.com');
  });

  it('is refused for an address that would be several, or a head of its own', async () => {
    const { mailer, mails } = await startMailbox();
    const { app, owner } = await withOwner({ mailer });
    for (const email of ['jo@example.com, spy@example.com', 'jo@example.com\r\nBcc: spy@example.com'])
      expect((await add(app, owner, { ...JO, email })).status).toBe(422);
    expect(mails).toEqual([]);
  });

  it.each([
    [
      'refuses',
      () =>
        startMailbox({ onRcptTo: (_address, _session, done) => done(new Error('550 no such person here')) }),
    ],
    ['says nothing at all', startMuteServer],
  ])('that the mail server %s is shown instead, and loses nothing', async (_what, start) => {
    const { mailer, lost } = await start();
    const { app, owner } = await withOwner({ mailer });
    const { status, body } = await add(app, owner);
    expect(lost).toHaveLength(1);
    expect({ status, delivery: body.invitation.delivery }).toEqual({ status: 201, delivery: 'failed' });
    expect((await redeem(app, body.invitation.link)).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  it('is answered with a link for an hour, by which everybody else is signed out', async () => {
    const { mailer, nextTo } = await startMailbox();
    const { app } = await withOwner({ mailer });
    const jo = await aPerson(app, JO);
    expect((await askForReset(app, 'JO@example.com')).status).toBe(202);
    const mail = await nextTo('jo@example.com');
    expect((await redeem(app, mail.text)).status).toBe(200);
    expect((await app.requestAs(jo.headers, 'GET', '/auth/me')).status).toBe(401);
    const login = { email: 'jo@example.com', password: PASSWORD };
    expect((await app.requestAs(undefined, 'POST', '/auth/login', login)).status).toBe(200);
  });

  it('is answered in the same way for an address that nobody has, whatever the mail server does', async () => {
    const { mailer, lost } = await startMuteServer();
    const { app } = await withOwner({ mailer });
    await aPerson(app, JO);
    const [known, unknown] = [await askForReset(app, JO.email), await askForReset(app, 'al@example.com')];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    await expect.poll(() => lost.length, { timeout: 10_000 }).toBe(1);
  });

  it('leaves an invitation that is on its way as it was', async () => {
    const { mailer, nextTo } = await startMailbox();
    const { app, owner } = await withOwner({ mailer });
    await add(app, owner);
    const invitation = await nextTo('jo@example.com');
    await askForReset(app, 'jo@example.com');
    await nextTo('jo@example.com');
    expect((await redeem(app, invitation.text)).status).toBe(200);
  });

  it('that is asked for again and again from one place has to wait', async () => {
    const { mailer } = await startMailbox();
    const { app } = await withOwner({ mailer });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await askForReset(app, `${n}@example.com`)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(202), 429, 429]);
  });

  it('cannot be mended without a mail server, and that is said', async () => {
    const { app } = await withOwner({});
    expect((await askForReset(app, 'jo@example.com')).body).toMatchObject({
      code: 'unavailable',
      detail: 'No mail server is set up; ask a manager for a new link.',
    });
  });
});
