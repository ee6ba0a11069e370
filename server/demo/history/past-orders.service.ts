import type { AppContext } from '../../app.ts';
import { inStoreTransaction } from '../../platform/store-transaction.ts';
import type { PastOrder } from '../../purchasing/history.ts';
import { recordPastOrders } from '../../purchasing/history.service.ts';
import { settle } from '../../settlement/settle.ts';
import { listAllSuppliers } from '../../suppliers/suppliers.service.ts';
import type { Bought, House } from '../house.ts';
import type { OpenedRestaurant } from '../restaurant.service.ts';

const BY = 'Kitchen';

/** Writes what was bought before the live part, so that there is a record to judge suppliers by; what is still to come is open. */
export async function writePastOrders(
  ctx: AppContext,
  { bought, cookbook }: House,
  { store, itemIds }: OpenedRestaurant,
  now: Date,
): Promise<void> {
  const suppliers = new Map((await listAllSuppliers(ctx.db)).map((supplier) => [supplier.name, supplier]));
  // Of one that should be there and is not yet, it would have to be said that it never came.
  const told = bought.filter(({ due, arrives }) => arrives <= now || due > now);
  const orders = told.map(({ supplier, orderedAt, lines, ...times }, index): PastOrder => {
    const toLine = ({ sku, packs, came }: Bought['lines'][number]): PastOrder['lines'][number] => {
      const { unit, packs: sizes = [] } = cookbook.items.get(sku)!;
      const size = sizes[0]!.quantity;
      const delivery = deliveryOf({ ...times, quantity: packs * size, received: came * size }, now);
      return { itemId: itemIds.get(sku)!, sku, unit, price: null, deliveries: [delivery] };
    };
    const head = { externalId: `before-${index + 1}`, supplier: suppliers.get(supplier)!, orderedAt };
    return { ...head, lines: lines.map(toLine) };
  });
  await inStoreTransaction(ctx, store.id, async (trx, locked) => {
    const open = await recordPastOrders(trx, store.id, orders, { by: BY, now });
    if (open.length > 0) await settle(trx, locked, open, now);
  });
}

function deliveryOf(
  {
    due,
    arrives,
    quantity,
    received,
  }: Pick<Bought, 'due' | 'arrives'> & { quantity: number; received: number },
  now: Date,
): PastOrder['lines'][number]['deliveries'][number] {
  const isThere = arrives <= now;
  return {
    ...{ quantity, expectedAt: due, confirmed: true, rejected: 0 },
    receivedAt: isThere ? arrives : null,
    received: isThere ? received : 0,
  };
}
