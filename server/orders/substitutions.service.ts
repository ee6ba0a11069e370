import { uuidv7 } from 'uuidv7';
import type { Order, SubstituteInput } from '../../shared/orders/order.schema.ts';
import { listItemReferences } from '../items/items.service.ts';
import { isSoldWhole } from '../items/units.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { noteNews } from '../settlement/settle-orders.service.ts';
import type { LinkContext } from './links.service.ts';
import { changeOrder, type Deed } from './orders.service.ts';
import {
  answerSubstitution,
  insertLines,
  insertSubstitution,
  moveLines,
  type LineRow,
  type OrderRecord,
} from './orders.store.ts';

/**
 * Offers the customer another item for what waits of a line. Nothing changes before somebody accepts.
 * @throws AppError `invalid` for an item that cannot be sold, or more than waits; `conflict` when one is offered already
 */
export function offerSubstitute(
  ctx: LinkContext,
  storeId: string,
  orderId: string,
  input: SubstituteInput,
  deed: Deed,
): Promise<Order> {
  const change = { action: 'order.substitute', input, deed };
  return changeOrder(ctx, storeId, orderId, change, async ({ trx, order, now, by }) => {
    const line = order.lines.find(({ lineId }) => lineId === input.lineId);
    if (!line) throw invalid([{ pointer: '/lineId', detail: 'is no line of this order' }]);
    if (line.substitutions.some(({ state }) => state === 'asked'))
      throw new AppError('conflict', 'The customer has not answered the last offer yet; withdraw it first.');
    const item = await substituteFor(trx, line, input);
    const quantity = input.quantity ?? line.backordered;
    const id = uuidv7();
    await insertSubstitution(trx, storeId, { id, lineId: line.lineId, itemId: item.id, quantity, by }, now);
    const customerId = order.customer.id;
    const detail = { substitutionId: id, quantity };
    await noteNews(
      trx,
      storeId,
      [{ kind: 'substitute', customerId, orderId, lineId: line.lineId, detail }],
      now,
    );
    return { of: line.sku, sku: item.sku, quantity };
  });
}

async function substituteFor(
  db: Queryable,
  line: LineRow,
  { sku, quantity = line.backordered }: SubstituteInput,
) {
  const item = (await listItemReferences(db, [sku])).get(sku);
  if (!item) throw invalid([{ pointer: '/sku', detail: `no item has SKU ${sku}` }]);
  if (!item.sellable) throw invalid([{ pointer: '/sku', detail: `${sku} is not for sale` }]);
  if (item.id === line.itemId)
    throw invalid([{ pointer: '/sku', detail: 'is what was ordered; name another item' }]);
  if (line.backordered === 0) throw new AppError('conflict', `Nothing of ${line.name} waits any more.`);
  if (quantity > line.backordered)
    throw invalid([
      { pointer: '/quantity', detail: `only ${line.backordered} ${line.unit} of ${line.name} wait` },
    ]);
  if (isSoldWhole(item.unit) && !Number.isInteger(quantity))
    throw invalid([{ pointer: '/quantity', detail: `${sku} is sold whole, by the ${item.unit}` }]);
  return item;
}

/**
 * What the customer, or somebody for them, says to an offer. Accepted, the substitute becomes a line of the order, and what
 * it stands for is cancelled.
 * @throws AppError `conflict` when it was answered already
 */
export function answerSubstitute(
  ctx: LinkContext,
  storeId: string,
  { orderId, substitutionId }: { orderId: string; substitutionId: string },
  answer: 'accepted' | 'declined' | 'withdrawn',
  deed: Deed,
): Promise<Order> {
  const change = { action: `order.substitute-${answer}`, input: { substitutionId }, deed };
  return changeOrder(ctx, storeId, orderId, change, async ({ trx, order, now, by }) => {
    const { line, offer } = findOffer(order, substitutionId);
    await answerSubstitution(trx, storeId, substitutionId, { state: answer, by }, now);
    if (answer === 'accepted') {
      // Some of what waited may have come meanwhile: that much of the substitute is not needed.
      const quantity = Math.min(offer.quantity, line.backordered);
      await moveLines(trx, storeId, 'cancelled', [{ lineId: line.lineId, quantity }]);
      await insertLines(trx, storeId, orderId, [{ id: uuidv7(), itemId: offer.itemId, quantity }]);
    }
    return { of: line.sku, sku: offer.sku, quantity: offer.quantity };
  });
}

function findOffer(order: OrderRecord, substitutionId: string) {
  for (const line of order.lines) {
    const offer = line.substitutions.find((each) => each.substitutionId === substitutionId);
    if (offer && offer.state === 'asked' && line.backordered > 0) return { line, offer };
    if (offer)
      throw new AppError(
        'conflict',
        `This offer was ${offer.state === 'asked' ? 'overtaken' : offer.state} already.`,
      );
  }
  throw new AppError('not-found', 'This offer does not exist.');
}
