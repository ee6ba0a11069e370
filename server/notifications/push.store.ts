import { sql } from 'kysely';
import type { Queryable, Transaction } from '../platform/database.ts';
import type { PushTarget } from '../platform/pusher.ts';

export interface Subscription extends PushTarget {
  customerId: string;
}

const columns = sql`endpoint, customer_id as "customerId", p256dh, auth`;

export async function upsertSubscription(
  trx: Transaction,
  storeId: string,
  { endpoint, customerId, p256dh, auth }: Subscription,
  now: Date,
): Promise<void> {
  await sql`insert into push_subscription (store_id, endpoint, customer_id, p256dh, auth, created_at)
    values (${storeId}, ${endpoint}, ${customerId}, ${p256dh}, ${auth}, ${now})
    on conflict (store_id, endpoint) do update set customer_id = excluded.customer_id, p256dh = excluded.p256dh,
      auth = excluded.auth, created_at = excluded.created_at`.execute(trx);
}

/** The newest first. */
export async function listSubscriptions(
  db: Queryable,
  storeId: string,
  customerIds: readonly string[],
): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`select ${columns} from push_subscription
    where store_id = ${storeId} and customer_id = any(${customerIds}::uuid[]) order by created_at desc, endpoint`.execute(
    db,
  );
  return rows;
}

/** Of the customer with this e-mail address, the newest first. */
export async function listSubscriptionsByEmail(
  db: Queryable,
  storeId: string,
  email: string,
): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`select ${columns} from push_subscription p
    where store_id = ${storeId} and exists (select from customer c
      where c.store_id = p.store_id and c.id = p.customer_id and lower(c.email) = lower(${email}))
    order by created_at desc, endpoint`.execute(db);
  return rows;
}

export async function findSubscription(
  db: Queryable,
  storeId: string,
  endpoint: string,
): Promise<Subscription | undefined> {
  const { rows } = await sql<Subscription>`select ${columns} from push_subscription
    where store_id = ${storeId} and endpoint = ${endpoint}`.execute(db);
  return rows[0];
}

export async function deleteSubscription(db: Queryable, storeId: string, endpoint: string): Promise<void> {
  await db
    .deleteFrom('push_subscription')
    .where('store_id', '=', storeId)
    .where('endpoint', '=', endpoint)
    .execute();
}

/** Keeps the newest of a customer; more than that is nobody's number of browsers. */
export async function deleteOldSubscriptions(
  trx: Transaction,
  storeId: string,
  customerId: string,
  kept: number,
): Promise<void> {
  await sql`delete from push_subscription where store_id = ${storeId} and endpoint in (
    select endpoint from push_subscription where store_id = ${storeId} and customer_id = ${customerId}
    order by created_at desc, endpoint offset ${kept})`.execute(trx);
}

export interface KeyRow {
  publicKey: string | null;
  privateKey: string | null;
}

export async function getPushKeys(db: Queryable): Promise<KeyRow> {
  const { rows } = await sql<KeyRow>`select push_public_key as "publicKey", push_private_key as "privateKey"
    from deployment`.execute(db);
  return rows[0]!;
}

/** Only where there are none yet: browsers have subscribed with those that were first. */
export async function insertPushKeys(
  db: Queryable,
  { publicKey, privateKey }: { publicKey: string; privateKey: string },
): Promise<void> {
  await sql`update deployment set push_public_key = ${publicKey}, push_private_key = ${privateKey}
    where push_public_key is null`.execute(db);
}
