import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { ReportPeriod } from './report-schedule.ts';

export interface MailRow {
  subscriptionId: string;
  period: string;
  from: string;
  to: string;
  attempts: number;
  claimedUntil: Date;
}

/** Lines a mail up, unless that of this period was before. */
export async function enqueueMail(
  db: Queryable,
  subscriptionId: string,
  { period, from, to }: Omit<ReportPeriod, 'dueAt'>,
  now: Date,
): Promise<void> {
  await sql`insert into report_mail (subscription_id, period, from_day, to_day, created_at, due_at)
    values (${subscriptionId}, ${period}, ${from}::date, ${to}::date, ${now}, ${now})
    on conflict do nothing`.execute(db);
}

/** Whether one of this subscription is on its way. */
export async function isMailWaiting(trx: Transaction, subscriptionId: string): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean }>`select exists (select from report_mail
    where subscription_id = ${subscriptionId} and state = 'queued' and attempts = 0) as waiting`.execute(trx);
  return rows[0]?.waiting ?? false;
}

/** Takes mails that are due, for one sender alone until `until`. */
export async function claimMails(
  db: Queryable,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<MailRow[]> {
  const { rows } = await sql<MailRow>`with due as (
      select subscription_id, period from report_mail
      where state = 'queued' and due_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
      order by due_at limit ${limit} for update skip locked
    )
    update report_mail m set claimed_until = ${until} from due
    where m.subscription_id = due.subscription_id and m.period = due.period
    returning m.subscription_id as "subscriptionId", m.period, m.from_day::text as "from", m.to_day::text as "to",
      m.attempts, m.claimed_until as "claimedUntil"`.execute(db);
  return rows;
}

export interface FinishedMail {
  state: 'queued' | 'sent' | 'failed' | 'dropped';
  problem: string | null;
  attempts: number;
  sentAt?: Date;
  dueAt?: Date;
}

/** Writes down what came of a try, unless somebody else has taken the mail meanwhile. */
export async function finishMail(
  db: Queryable,
  { subscriptionId, period, claimedUntil }: MailRow,
  { state, problem, attempts, sentAt, dueAt }: FinishedMail,
): Promise<void> {
  await sql`update report_mail set state = ${state}, problem = ${problem}, attempts = ${attempts},
      sent_at = ${sentAt ?? null}, due_at = coalesce(${dueAt ?? null}, due_at), claimed_until = null
    where subscription_id = ${subscriptionId} and period = ${period} and claimed_until = ${claimedUntil}
      and state = 'queued'`.execute(db);
}

export interface LastMail {
  subscriptionId: string;
  state: 'queued' | 'sent' | 'failed' | 'dropped';
  problem: string | null;
  at: Date;
}

/** The last mail of each of these. */
export async function listLastMails(db: Queryable, ids: readonly string[]): Promise<LastMail[]> {
  const { rows } = await sql<LastMail>`
    select distinct on (subscription_id) subscription_id as "subscriptionId", state, problem,
      coalesce(sent_at, created_at) as at
    from report_mail where subscription_id = any(${ids}::uuid[])
    order by subscription_id, created_at desc, period desc`.execute(db);
  return rows;
}
