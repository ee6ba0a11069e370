import { expect, it } from 'vitest';
import {
  claimReportMails,
  enqueueDueReports,
  sendReportMail,
  type ReportMailContext,
} from '../../../server/displays/report-mails.service.ts';
import type {
  ReportSubscription,
  ReportSubscriptions,
} from '../../../shared/displays/report-subscription.schema.ts';
import { aMovement } from '../../support/builders.ts';
import { openBuyer } from '../../support/buyer.ts';
import { startMailbox } from '../../support/mailbox.ts';
import { aPerson } from '../../support/principals.ts';

const FORM = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };

/** What one process does, again and again. Returns how many mails it took. */
async function work(ctx: ReportMailContext): Promise<number> {
  await enqueueDueReports(ctx);
  const mails = await claimReportMails(ctx, 10);
  for (const mail of mails) await sendReportMail(ctx, mail, new AbortController().signal);
  return mails.length;
}

/** A reader of two stores; salmon was thrown away in the first. */
async function openReader() {
  const { mailer, mails } = await startMailbox();
  const { app, storeId, clock } = await openBuyer({ mailer, publicUrl: 'https://larder.example' });
  const other = await app.createStore({ name: 'Übersee & Söhne', timeZone: 'Europe/Vienna' });
  const roles = [storeId, other.id].map((id) => ({ storeId: id, role: 'staff' as const }));
  const email = 'ada@example.com';
  const ada = await aPerson(app, { roles, email });
  await app.receive(storeId, { SALMON: 10 });
  await app.record(storeId, { ...aMovement('waste', 'SALMON', 0.5), reason: 'Spoiled' });
  const sql = (statement: string, ...values: unknown[]) => app.database.pool.query(statement, values);
  const ask = async <T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path = '', body?: object) => {
    // Days go by between requests, in which the session would end.
    await sql('update session set last_used_at = $1', clock.now());
    return app.requestAs<T>(ada.headers, method, `/report-subscriptions${path}`, body);
  };
  const wanted = {
    ...{ storeIds: [storeId, other.id], parts: ['waste', 'orders', 'stock-outs', 'inventory'] },
    ...{ every: 'week', at: '07:00', language: 'en' },
  };
  return { app, ctx: app.app.ctx, clock, storeId, other: other.id, ada, mails, ask, wanted, sql };
}

it('a report comes once for its week, with figures and tables, of the stores that may be read, until it is stopped', async () => {
  const { app, ctx, clock, storeId, ada, mails, ask, wanted, sql } = await openReader();
  const stranger = await app.createStore();
  expect(await ask('POST', '', { ...wanted, storeIds: [stranger.id] })).toMatchObject({
    ...{ status: 422, body: { errors: [{ pointer: '/storeIds/0' }] } },
  });
  const { body: made } = await ask<ReportSubscription>('POST', '', wanted);
  expect(made.nextAt).toBe('2026-03-23T06:00:00.000Z');

  clock.set('2026-03-23T05:59:00Z');
  expect(await work(ctx)).toBe(0);
  clock.set('2026-03-23T06:00:00Z');
  // Several processes, at the same time.
  const taken = await Promise.all([work(ctx), work(ctx), work(ctx)]);
  expect(taken.reduce((sum, one) => sum + one)).toBe(1);
  expect(await work(ctx)).toBe(0);
  const [mail] = mails;
  expect(mail).toMatchObject({
    subject: expect.stringMatching(/^Weekly report of .+: 16.+22 March 2026$/) as string,
  });
  for (const part of [mail!.text, mail!.html]) expect(part).toMatch(/€9\.00/);
  expect(mail!.html).toContain('Übersee &amp; Söhne');
  expect(mail!.attachments.map(({ filename }) => filename)).toEqual([
    expect.stringMatching(/^waste-.+-2026-03-16-2026-03-22\.csv$/),
    expect.stringMatching(/^inventory-.+\.csv$/),
  ]);
  expect(mail!.attachments[0]!.content.toString()).toContain('Salmon,0.5,kg,1,9.00,EUR');

  // Asked for once more, and only once at a time; clocks changed meanwhile, and one of the stores was lost.
  clock.set('2026-03-28T12:00:00Z');
  await sql('delete from store_role where person_id = $1 and store_id = $2', ada.id, storeId);
  expect((await ask('POST', `/${made.id}/send`)).status).toBe(204);
  expect((await ask('POST', `/${made.id}/send`)).status).toBe(409);
  expect(await work(ctx)).toBe(1);
  clock.set('2026-03-30T05:00:00Z');
  expect(await work(ctx)).toBe(1);
  expect(mails.map(({ subject }) => subject?.split(': ')[1])).toEqual([
    ...['16 – 22 March 2026', '16 – 22 March 2026', '23 – 29 March 2026'],
  ]);
  expect(mails[2]!.html).not.toContain('Salmon');
  const { body: list } = await ask<ReportSubscriptions>('GET');
  expect(list).toMatchObject({ email: 'ada@example.com', items: [{ last: { state: 'sent' } }] });

  // Following the link ends nothing yet; the button there does.
  const link = new URL(/https:\S+report-mails\S+/.exec(mail!.text!)![0]).pathname;
  const visit = (method: 'GET' | 'POST') => app.app.server.inject({ method, url: link, headers: FORM });
  expect((await visit('GET')).body).toContain('<form method="post">');
  expect((await ask<ReportSubscriptions>('GET')).body.items).toHaveLength(1);
  expect((await visit('POST')).body).toContain('no more');
  expect((await ask<ReportSubscriptions>('GET')).body.items).toEqual([]);
  clock.set('2026-04-06T12:00:00Z');
  expect(await work(ctx)).toBe(0);
});

it('one that cannot be sent says why, and nobody without access is sent any more', async () => {
  const { ctx, clock, ada, mails, ask, wanted, sql } = await openReader();
  const daily = { ...wanted, every: 'day', language: 'de' };
  const { body: made } = await ask<ReportSubscription>('POST', '', wanted);
  expect((await ask('PUT', `/${made.id}`, daily)).body).toMatchObject({ nextAt: '2026-03-21T06:00:00.000Z' });
  clock.set('2026-03-21T06:00:00Z');
  expect(await work({ ...ctx, mailer: undefined })).toBe(1);
  expect((await ask<ReportSubscriptions>('GET')).body.items[0]!.last).toMatchObject({
    ...{ state: 'failed', problem: expect.stringContaining('No mail server is set up') as string },
  });
  clock.set('2026-03-22T06:00:00Z');
  expect(await work(ctx)).toBe(1);
  expect(mails[0]!.subject).toMatch(/^Tagesbericht .+: Samstag, 21\. März 2026$/);
  await sql('update person set removed_at = now() where id = $1', ada.id);
  clock.set('2026-03-23T06:00:00Z');
  expect(await work(ctx)).toBe(1);
  clock.set('2026-03-24T06:00:00Z');
  expect(await work(ctx)).toBe(0);
  expect(mails).toHaveLength(1);
  const { rows } = await sql('select state, problem from report_mail order by created_at desc limit 1');
  expect(rows).toEqual([{ state: 'dropped', problem: 'The reader has no access any more.' }]);
});
