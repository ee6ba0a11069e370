import type { ExpectedDelivery } from '../../shared/purchasing/expected-delivery.schema.ts';
import type { PurchaseOrderSummary } from '../../shared/purchasing/purchase-order.schema.ts';
import type { ReorderProposal } from '../../shared/purchasing/reorder.schema.ts';
import type { TransferSummary } from '../../shared/purchasing/transfer.schema.ts';
import type { Tone } from '../stock/state.ts';
import type { Shape } from '../ui/shapes.ts';
import { KIND_LOOKS, needsApproval, TO_APPROVE } from './purchase-words.ts';

export interface PurchasingFacts {
  proposals: readonly Pick<ReorderProposal, 'emergency' | 'lines'>[];
  orders: readonly Pick<PurchaseOrderSummary, 'state' | 'total'>[];
  deliveries: readonly Pick<ExpectedDelivery, 'state'>[];
  /** Open ones. */
  transfers: readonly Pick<TransferSummary, 'side' | 'state'>[];
  /** What needs nobody's approval, in minor units. */
  approvalAbove: number | undefined;
}

export interface PurchasingNews {
  href: string;
  words: string;
  shape: Shape;
  tone: Tone;
}

/** What of purchasing waits for somebody today; nothing of what does not. */
export function purchasingNews({
  proposals,
  orders,
  deliveries,
  transfers,
  approvalAbove,
}: PurchasingFacts): PurchasingNews[] {
  const items = proposals.reduce((sum, { lines }) => sum + lines.length, 0);
  const emergencies = proposals.filter(({ emergency }) => emergency).length;
  const waiting = orders.filter(
    ({ state, total }) => state === 'draft' && needsApproval(total, approvalAbove),
  ).length;
  const late = deliveries.filter(({ state }) => state === 'late').length;
  const asked = transfers.filter(({ side, state }) => side === 'sender' && state === 'asked').length;
  const { shape, tone } = emergencies > 0 ? KIND_LOOKS.emergency : KIND_LOOKS.reorder;
  const news: (PurchasingNews & { count: number })[] = [
    {
      ...{ count: items, href: '#/order-now', shape, tone },
      words: `${items} ${items === 1 ? 'item' : 'items'} to order${emergencies > 0 ? ', some in a hurry' : ''}`,
    },
    {
      ...{ count: waiting, href: '#/purchase-orders', shape: TO_APPROVE.shape, tone: TO_APPROVE.tone },
      words: `${waiting} ${waiting === 1 ? 'order waits' : 'orders wait'} for approval`,
    },
    {
      ...{ count: late, href: '#/deliveries', shape: 'clock-arrow', tone: 'late' },
      words: `${late} ${late === 1 ? 'delivery is' : 'deliveries are'} late`,
    },
    {
      ...{ count: asked, href: '#/transfers', shape: 'turning', tone: 'late' },
      words: `${asked} ${asked === 1 ? 'request' : 'requests'} from other stores`,
    },
  ];
  return news.filter(({ count }) => count > 0).map(({ count: _, ...rest }) => rest);
}
