import type { OrderStatusView, PushInput } from '../../shared/orders/order-status.schema.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { actByLink } from '../orders/order-status.service.ts';
import { inStoreTransaction } from '../platform/store-transaction.ts';
import { addPushSubscription } from './push.service.ts';

/** Whoever has the link to an order has their browser told of it. Errors as in {@link addPushSubscription}. */
export function subscribeBrowser(
  ctx: LinkContext,
  token: string,
  input: PushInput,
): Promise<OrderStatusView> {
  return actByLink(ctx, token, ({ storeId }, { customer: { customerId } }) =>
    inStoreTransaction(ctx, storeId, (trx) =>
      addPushSubscription(trx, storeId, customerId, input, ctx.clock.now()),
    ),
  );
}
