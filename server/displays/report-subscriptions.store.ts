import { sql } from 'kysely';
import type { Rhythm, SubscribedPart } from '../../shared/displays/report-subscription.schema.ts';
import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

export interface SubscriptionRow {
  id: string;
  personId: string;
  storeIds: string[];
  parts: SubscribedPart[];
  every: Rhythm;
  at: string;
  language: CustomerLanguage;
  /** What was due before that is not sent. */
  since: Date;
}

const columns = sql`s.id, s.person_id as "personId", s.store_ids as "storeIds", s.parts, s.every,
  to_char(s.local_time, 'HH24:MI') as at, s.language, s.since`;

/** Those that nobody stopped; of one person only when given. */
export async function listSubscriptions(db: Queryable, personId?: string): Promise<SubscriptionRow[]> {
  const { rows } = await sql<SubscriptionRow>`select ${columns} from report_subscription s
    where s.stopped_at is null and ${personId === undefined ? sql`true` : sql`s.person_id = ${personId}`}
    order by s.id`.execute(db);
  return rows;
}

/** Stopped or not. */
export async function findSubscription(db: Queryable, id: string): Promise<SubscriptionRow | undefined> {
  const { rows } =
    await sql<SubscriptionRow>`select ${columns} from report_subscription s where s.id = ${id}`.execute(db);
  return rows[0];
}

/** One that goes on, for whom it is for. @throws AppError `not-found` */
export async function lockSubscription(
  trx: Transaction,
  personId: string,
  id: string,
): Promise<SubscriptionRow> {
  const { rows } = await sql<SubscriptionRow>`select ${columns} from report_subscription s
    where s.id = ${id} and s.person_id = ${personId} and s.stopped_at is null for update`.execute(trx);
  if (!rows[0]) throw notFound(`Subscription ${id}`);
  return rows[0];
}

export async function writeSubscription(trx: Transaction, row: SubscriptionRow): Promise<void> {
  await sql`insert into report_subscription (id, person_id, store_ids, parts, every, local_time, language, since)
    values (${row.id}, ${row.personId}, ${row.storeIds}::uuid[], ${row.parts}::text[], ${row.every}, ${row.at}::time,
      ${row.language}, ${row.since})
    on conflict (id) do update set store_ids = excluded.store_ids, parts = excluded.parts, every = excluded.every,
      local_time = excluded.local_time, language = excluded.language, since = excluded.since`.execute(trx);
}

/** For good. What waits is not sent any more. */
export async function stopSubscription(db: Queryable, id: string, because: string, now: Date): Promise<void> {
  await sql`with stopped as (
      update report_subscription set stopped_at = ${now}, stopped_because = ${because}
      where id = ${id} and stopped_at is null returning id
    )
    update report_mail m set state = 'dropped', problem = ${because}
    from stopped s where m.subscription_id = s.id and m.state = 'queued'`.execute(db);
}
