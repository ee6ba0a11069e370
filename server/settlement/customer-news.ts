import type { BackorderPromise } from '../../shared/orders/order.schema.ts';

/** What a customer should hear of one line. Quantities in the stock unit; `from` and `to` are the 80 % dates told. */
export interface CustomerNews {
  kind: 'backordered' | 'moved' | 'ready' | 'cancelled' | 'substitute' | 'back-in-stock';
  customerId: string;
  orderId?: string;
  lineId?: string;
  watchId?: string;
  detail: {
    quantity?: number;
    from?: string | null;
    to?: string | null;
    reason?: string;
    [more: string]: unknown;
  };
}

export interface LineBefore {
  allocated: number;
  backordered: number;
  /** What the customer was told last: a date, or null for "no date yet". */
  toldFor: Date | null;
}

export interface LineAfter {
  allocated: number;
  backordered: number;
  promise: BackorderPromise | null;
}

export interface NewsRules {
  /** A promise that moves by no more than this is not told again. */
  thresholdMs: number;
  /** Why the delivery that the promise rests on is late. */
  reason?: string | undefined;
  /** The line was added to an order that its customer knows already. */
  isAdded: boolean;
}

type LineNews = Pick<CustomerNews, 'kind' | 'detail'>;

/**
 * What the customer should hear because a line came from `before` (null: it was just ordered, or added to an order) to `after`. Ready and lost
 * at once; a promise that moved only if by more than the threshold. Quantities in whole thousandths.
 */
export function lineNews(
  before: LineBefore | null,
  after: LineAfter,
  { thresholdMs, reason, isAdded }: NewsRules,
): LineNews[] {
  const to = after.promise?.latest ?? null;
  if (!before) {
    const ready: LineNews[] =
      isAdded && after.allocated > 0 ? [{ kind: 'ready', detail: { quantity: after.allocated / 1000 } }] : [];
    const quantity = after.backordered / 1000;
    return quantity > 0 ? [...ready, { kind: 'backordered', detail: { quantity, to } }] : ready;
  }
  if (after.allocated > before.allocated && before.backordered > 0) {
    const ready: LineNews = {
      kind: 'ready',
      detail: { quantity: (after.allocated - before.allocated) / 1000 },
    };
    return after.backordered > 0 && hasMoved(before.toldFor, to, thresholdMs)
      ? [ready, moved(before, after, to, reason)]
      : [ready];
  }
  const isLost = after.backordered > before.backordered;
  return isLost || (after.backordered > 0 && hasMoved(before.toldFor, to, thresholdMs))
    ? [moved(before, after, to, isLost ? 'stock-lost' : reason)]
    : [];
}

function moved(before: LineBefore, after: LineAfter, to: string | null, reason?: string): LineNews {
  const from = before.toldFor?.toISOString() ?? null;
  return {
    kind: 'moved',
    detail: { quantity: after.backordered / 1000, from, to, ...(reason && { reason }) },
  };
}

/** From no date to a date, or back, is a move as well. */
function hasMoved(told: Date | null, to: string | null, thresholdMs: number): boolean {
  if (told === null || to === null) return (told === null) !== (to === null);
  return Math.abs(Date.parse(to) - told.getTime()) > thresholdMs;
}
