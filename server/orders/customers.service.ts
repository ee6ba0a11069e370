import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type { Customer, CustomerInput, ToldBy } from '../../shared/orders/order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import {
  findCustomer,
  getCustomer,
  toCustomer,
  updateSubscribed,
  upsertCustomer,
  type CustomerRow,
} from './customers.store.ts';
import { toPhoneNumber } from './phone-number.ts';

/**
 * The customer with this e-mail address or phone number, with what is said of them now; a new one where there is none.
 * @throws AppError `invalid` for a phone number that is none, or a way of telling without an address
 */
export async function findOrAddCustomer(
  trx: Transaction,
  storeId: string,
  input: CustomerInput,
  now: Date,
  root = '/customer',
): Promise<CustomerRow> {
  const { email, phone, toldBy } = checkAddresses(input, root);
  const known = await findCustomer(trx, storeId, { email, phone });
  const customer: CustomerRow = {
    id: known?.id ?? uuidv7(),
    name: input.name,
    email: email ?? known?.email ?? null,
    phone: phone ?? known?.phone ?? null,
    loyaltyTier: input.loyaltyTier ?? known?.loyaltyTier ?? 0,
    language: input.language ?? known?.language ?? 'en',
    toldBy: input.toldBy ?? [...new Set([...(known?.toldBy ?? []), ...toldBy])],
    unsubscribed: known?.unsubscribed ?? false,
  };
  await upsertCustomer(trx, storeId, customer, now);
  return customer;
}

/** {@link findOrAddCustomer} for what anybody may say of anybody: who is known already stays as they are. */
export async function findOrIntroduceCustomer(
  trx: Transaction,
  storeId: string,
  input: CustomerInput,
  now: Date,
  root: string,
): Promise<CustomerRow> {
  const known = await findCustomer(trx, storeId, checkAddresses(input, root));
  return known ?? findOrAddCustomer(trx, storeId, input, now, root);
}

export async function findCustomerById(
  db: Queryable,
  storeId: string,
  customerId: string,
): Promise<Customer> {
  return toCustomer(await getCustomer(db, storeId, customerId));
}

/** Ends, or resumes, everything a customer is told. */
export function setSubscribed(
  trx: Transaction,
  storeId: string,
  customerId: string,
  isSubscribed: boolean,
  now: Date,
): Promise<void> {
  return updateSubscribed(trx, storeId, customerId, isSubscribed, now);
}

/** @throws AppError `invalid` as {@link findOrAddCustomer} */
export function checkAddresses(
  { email: given, phone: spoken, toldBy }: CustomerInput,
  root = '/customer',
): { email: string | null; phone: string | null; toldBy: ToldBy[] } {
  const errors: FieldError[] = [];
  const email = given ?? null;
  const written = spoken ?? null;
  const phone = written === null ? null : toPhoneNumber(written);
  if (written !== null && phone === null)
    errors.push({
      pointer: `${root}/phone`,
      detail: `${written} is no phone number; write it with its country code, as +43 660 1234567`,
    });
  const addresses: Record<ToldBy, string | null> = { email, sms: written };
  (toldBy ?? []).forEach((way, index) => {
    if (addresses[way] !== null) return;
    const missing = way === 'sms' ? 'a phone number' : 'an e-mail address';
    errors.push({
      pointer: `${root}/toldBy/${index}`,
      detail: `${way} needs ${missing}; give one, or leave ${way} out`,
    });
  });
  if (errors.length > 0) throw invalid(errors);
  return { email, phone, toldBy: (['email', 'sms'] as const).filter((way) => addresses[way] !== null) };
}
