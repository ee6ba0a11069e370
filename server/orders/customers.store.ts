import { sql } from 'kysely';
import type { Customer, CustomerLanguage, ToldBy } from '../../shared/orders/order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';

export interface CustomerRow {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  loyaltyTier: number;
  language: CustomerLanguage;
  toldBy: ToldBy[];
  unsubscribed: boolean;
}

const columns = sql`id, name, email, phone, loyalty_tier as "loyaltyTier", language, told_by as "toldBy",
  unsubscribed_at is not null as unsubscribed`;

/** The customer with this e-mail address, else the one with this phone number. */
export async function findCustomer(
  db: Queryable,
  storeId: string,
  { email, phone }: { email: string | null; phone: string | null },
): Promise<CustomerRow | undefined> {
  const { rows } = await sql<CustomerRow>`select ${columns} from customer
    where store_id = ${storeId} and (lower(email) = lower(${email}) or phone = ${phone} and (email is null or ${email}::text is null))
    order by lower(email) = lower(${email}) desc nulls last, created_at limit 1`.execute(db);
  return rows[0];
}

export async function getCustomer(db: Queryable, storeId: string, customerId: string): Promise<CustomerRow> {
  const { rows } = await sql<CustomerRow>`select ${columns} from customer
    where store_id = ${storeId} and id = ${customerId}`.execute(db);
  return rows[0]!;
}

export async function upsertCustomer(
  trx: Transaction,
  storeId: string,
  row: CustomerRow,
  now: Date,
): Promise<void> {
  const { id, name, email, phone, loyaltyTier, language, toldBy } = row;
  await sql`insert into customer (store_id, id, name, email, phone, loyalty_tier, language, told_by, created_at)
    values (${storeId}, ${id}, ${name}, ${email}, ${phone}, ${loyaltyTier}, ${language}, ${toldBy}::text[], ${now})
    on conflict (store_id, id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone,
      loyalty_tier = excluded.loyalty_tier, language = excluded.language, told_by = excluded.told_by`.execute(
    trx,
  );
}

/** Ends, or resumes, everything a customer is told. */
export async function updateSubscribed(
  trx: Transaction,
  storeId: string,
  customerId: string,
  isSubscribed: boolean,
  now: Date,
): Promise<void> {
  await sql`update customer set unsubscribed_at = ${isSubscribed ? null : now}
    where store_id = ${storeId} and id = ${customerId}`.execute(trx);
}

export function toCustomer({ id, email, phone, ...row }: CustomerRow): Customer {
  return { customerId: id, ...row, ...(email !== null && { email }), ...(phone !== null && { phone }) };
}
