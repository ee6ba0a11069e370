import type { OrderStatusView, PushInput } from '../../shared/orders/order-status.schema.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { findOrderStatus, openOrder } from '../orders/order-status.service.ts';
import { getOrderWhole } from '../orders/orders.service.ts';
import { inStoreTransaction } from '../platform/store-transaction.ts';
import { addPushSubscription } from './push.service.ts';

/** Whoever has the link to an order has their browser told of it. Errors as in {@link addPushSubscription}. */
export async function subscribeBrowser(
  ctx: LinkContext,
  token: string,
  input: PushInput,
): Promise<OrderStatusView> {
  const { storeId, id } = await openOrder(ctx, token);
  await inStoreTransaction(ctx, storeId, async (trx) => {
    const { customer } = await getOrderWhole(ctx, trx, storeId, id);
    await addPushSubscription(trx, storeId, customer.customerId, input, ctx.clock.now());
  });
  return findOrderStatus(ctx, token);
}
