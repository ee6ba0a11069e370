import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { findCustomerById, setSubscribed } from '../orders/customers.service.ts';
import { openLink, type LinkContext } from '../orders/links.service.ts';
import { inStoreTransaction } from '../platform/store-transaction.ts';

/** Ends everything that the customer of a link is told. @throws AppError `not-found` for a link that is not ours */
export async function unsubscribe(ctx: LinkContext, token: string): Promise<void> {
  const { storeId, id } = await openLink(ctx, ctx.db, 'customer', token);
  await inStoreTransaction(ctx, storeId, (trx) => setSubscribed(trx, storeId, id, false, ctx.clock.now()));
}

/** What is asked before that, and in which language. Errors as in {@link unsubscribe}. */
export async function readUnsubscribeLink(
  ctx: LinkContext,
  token: string,
): Promise<{ storeName: string; language: CustomerLanguage }> {
  const { storeId, id } = await openLink(ctx, ctx.db, 'customer', token);
  const { language } = await findCustomerById(ctx.db, storeId, id);
  return { storeName: (await getStoreById(ctx.db, storeId)).name, language };
}
