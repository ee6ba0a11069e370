import { getStoreById } from '../identity/stores.service.ts';
import { findMailReader, type MailReader } from '../identity/mail-readers.service.ts';
import { waitAfter } from '../notifications/back-off.ts';
import type { Delivery, Outcome } from '../notifications/delivery.ts';
import { sendEmail } from '../notifications/email.service.ts';
import { stopReportsUrl, type LinkContext } from '../orders/links.service.ts';
import { stretched } from '../platform/clock.ts';
import { csvText } from '../platform/csv-answer.ts';
import type { Mailer } from '../platform/mailer.ts';
import { reportRows } from './report-csv.ts';
import { mailOf, type MailedReport } from './report-mail.ts';
import {
  claimMails,
  enqueueMail,
  finishMail,
  type FinishedMail,
  type MailRow,
} from './report-mails.store.ts';
import { lastDue } from './report-schedule.ts';
import { scheduleOf, TO_READ, zonesOf } from './report-subscriptions.service.ts';
import {
  findSubscription,
  listSubscriptions,
  stopSubscription,
  type SubscriptionRow,
} from './report-subscriptions.store.ts';
import { findReport } from './report.service.ts';

export interface ReportMailContext extends LinkContext {
  /** Absent without an SMTP server. */
  mailer: Mailer | undefined;
}

/** Longer than a try may take; a killed sender's mails are taken again then. */
const CLAIM_MS = 60_000;
const TRY_MS = 45_000;

/** Lines up what is due and was not yet. Of times that nobody was there for, only the last. */
export async function enqueueDueReports({ db, clock }: ReportMailContext): Promise<void> {
  const now = clock.now();
  const subscriptions = await listSubscriptions(db);
  if (subscriptions.length === 0) return;
  const zones = await zonesOf(db);
  for (const row of subscriptions) {
    const due = lastDue(scheduleOf(row, zones), now);
    if (due.dueAt > row.since) await enqueueMail(db, row.id, due, now);
  }
}

export function claimReportMails({ db, clock }: ReportMailContext, limit: number): Promise<MailRow[]> {
  const now = clock.now();
  return claimMails(db, { now, until: new Date(now.getTime() + stretched(clock, CLAIM_MS)), limit });
}

/** One try to send a mail, with what may be read by whom it is for at that moment. */
export async function sendReportMail(
  ctx: ReportMailContext,
  mail: MailRow,
  stopped: AbortSignal,
): Promise<void> {
  const prepared = await prepare(ctx, mail);
  if (prepared === null) return;
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(TRY_MS)]);
  const outcome = await sendEmail(ctx.mailer, prepared, signal);
  await finishMail(ctx.db, mail, finishedBy(ctx, outcome, mail.attempts + 1));
}

/** Null where there is nobody any more to read it: that stops the subscription, and with it the mail. */
async function prepare(ctx: ReportMailContext, mail: MailRow): Promise<Delivery | null> {
  const { db, clock } = ctx;
  const row = await findSubscription(db, mail.subscriptionId);
  const reader = row && (await findMailReader(db, row.personId));
  const storeIds = row?.storeIds.filter((storeId) => reader?.may(TO_READ, storeId)) ?? [];
  if (row && reader?.email && storeIds.length > 0)
    return compose(ctx, mail, { ...row, storeIds }, { ...reader, email: reader.email });
  const because =
    reader?.email === null ? 'No e-mail address is known.' : 'The reader has no access any more.';
  await stopSubscription(db, mail.subscriptionId, because, clock.now());
  return null;
}

async function compose(
  ctx: ReportMailContext,
  { from, to, period, subscriptionId }: MailRow,
  { storeIds, parts, every, language, personId }: SubscriptionRow,
  { name, email, organisation }: MailReader & { email: string },
): Promise<Delivery> {
  const reports: MailedReport[] = [];
  for (const storeId of storeIds) {
    const { name: store } = await getStoreById(ctx.db, storeId);
    reports.push({ store, report: await findReport(ctx, storeId, { from, to }) });
  }
  const stopUrl = await stopReportsUrl(ctx, ctx.db, { personId, subscriptionId });
  const pageUrl = `${ctx.publicUrl}/manage#/reports`;
  const storeName = reports.length === 1 ? reports[0]!.store : organisation;
  const { subject, text, html } = mailOf({
    ...{ name, parts, every, language, reports, from, to, pageUrl, stopUrl, storeName },
  });
  return {
    ...{ id: `report-${subscriptionId}-${period.replaceAll(/\W/g, '-')}`, to: email },
    ...{ subject, body: text, html, language, storeName, unsubscribe: stopUrl },
    attachments: parts.flatMap((part) =>
      part === 'orders' ? [] : reports.flatMap((one) => tableOf(one, part)),
    ),
  };
}

type Table = Exclude<SubscriptionRow['parts'][number], 'orders'>;

function tableOf(
  { store, report }: MailedReport,
  part: Table,
): NonNullable<Delivery['attachments']>[number][] {
  const rows = reportRows(report, part);
  if (rows.length === 0) return [];
  const place = store.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  const filename = `${part}-${place}-${report.from}-${report.to}.csv`;
  return [{ filename, contentType: 'text/csv; charset=utf-8', content: csvText(rows) }];
}

function finishedBy({ clock }: ReportMailContext, outcome: Outcome, attempts: number): FinishedMail {
  const now = clock.now();
  if (outcome.state === 'sent') return { state: 'sent', problem: null, attempts, sentAt: now };
  const { problem } = outcome;
  const wait = outcome.state === 'retry' ? waitAfter(attempts, Math.random()) : null;
  if (wait === null) return { state: 'failed', problem, attempts };
  return { state: 'queued', problem, attempts, dueAt: new Date(now.getTime() + stretched(clock, wait)) };
}
