import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type { BackInStockAnswer, BackInStockInput } from '../../shared/notifications/message.schema.ts';
import type { CustomerInput } from '../../shared/orders/order.schema.ts';
import type { Guarded } from '../identity/lockout.ts';
import { countAsTry } from '../identity/lockouts.service.ts';
import { getItemById, listItemReferences } from '../items/items.service.ts';
import { findOrAddCustomer, findOrIntroduceCustomer } from '../orders/customers.service.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/errors.ts';
import { inStoreTransaction } from '../platform/store-transaction.ts';
import { getStock } from '../stock/stock.service.ts';
import { insertWatch } from './watches.store.ts';

/** Each is a message to somebody, some day; a household may want several things. */
const guardedAsking = (address: string): Guarded => ({
  subject: `back in stock ${address}`,
  free: 30,
  ownedByCaller: false,
});

/** Who asks: a program of the shop, whose word on its customers counts, or anybody at all from an address. */
export type Asker = { isTrusted: true } | { isTrusted: false; address: string };

/**
 * Somebody wants to know when an item is back. Says whether it is there already; then nobody has to wait.
 * @throws AppError `invalid`; `not-found` for an unknown store; `rate-limited`
 */
export async function askToBeTold(
  ctx: Context,
  storeId: string,
  input: BackInStockInput,
  asker: Asker,
): Promise<BackInStockAnswer> {
  const mistakes = mistakesOf(input, asker);
  if (mistakes.length > 0) throw invalid(mistakes);
  if (!asker.isTrusted) await countAsTry(ctx, guardedAsking(asker.address));
  const { sku, ...customer } = input;
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const item = (await listItemReferences(trx, [sku])).get(sku);
    if (!item?.sellable) throw invalid([{ pointer: '/sku', detail: `${sku} is nothing that is sold here` }]);
    const { name } = await getItemById(trx, item.id);
    const { availability } = await getStock(trx, storeId, item.id);
    if (availability.state !== 'unavailable') return { name, available: true };
    const now = ctx.clock.now();
    // Anybody may claim to be anybody: what is known of a customer is not theirs to change.
    const find = asker.isTrusted ? findOrAddCustomer : findOrIntroduceCustomer;
    const { id: customerId } = await find(trx, storeId, toCustomerInput(customer), now, '');
    await insertWatch(trx, storeId, { id: uuidv7(), itemId: item.id, customerId }, now);
    return { name, available: false };
  });
}

function toCustomerInput({ name, email, phone, ...rest }: Omit<BackInStockInput, 'sku'>): CustomerInput {
  const fallback = email?.split('@')[0] ?? phone ?? '';
  return {
    name: name ?? fallback,
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...rest,
  };
}

function mistakesOf({ name = '', email, phone }: BackInStockInput, { isTrusted }: Asker): FieldError[] {
  if (email === undefined && phone === undefined)
    return [{ pointer: '/email', detail: 'is missing; give an e-mail address or a phone number' }];
  if (isTrusted) return [];
  // Two addresses of which nobody knows whether they are the same person's must not become one customer.
  const both = email !== undefined && phone !== undefined;
  return [
    ...(both
      ? [{ pointer: '/phone', detail: 'goes only without an e-mail address; one of them is enough' }]
      : []),
    // It will stand in a message to whoever has the address.
    ...(/:\/\/|www\.|[\r\n]/i.test(name)
      ? [{ pointer: '/name', detail: 'must be a name, without a link' }]
      : []),
  ];
}
