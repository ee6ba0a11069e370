import type { PurchaseOrderState, SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';

/** Said to come so much later than at first it is not yet called late. */
const TOLERANCE_MS = 15 * 60_000;

export interface DelayFacts {
  /** Still to come. */
  isOpen: boolean;
  /** When it was first said to come, and what is said now. */
  firstExpectedAt: Date;
  expectedAt: Date;
}

/**
 * How late a delivery is, if it is: overdue once its own time is past, when nobody knows until when; reported while its
 * supplier names a later time than at first.
 */
export function delayOf(
  { isOpen, firstExpectedAt, expectedAt }: DelayFacts,
  now: Date,
): { kind: SupplierDelay['kind']; nowExpected: Date | null } | null {
  if (!isOpen) return null;
  if (expectedAt < now) return { kind: 'overdue', nowExpected: null };
  const lateBy = expectedAt.getTime() - firstExpectedAt.getTime();
  return lateBy >= TOLERANCE_MS ? { kind: 'reported', nowExpected: expectedAt } : null;
}

export interface PurchaseOrderFacts {
  acknowledged: boolean;
  /** Whether anything came, for good or to be sent back. */
  touched: boolean;
  /** Whether anything is still to come. */
  open: boolean;
}

/** The state of a purchase order that was sent, as its deliveries stand. */
export function stateOf({ acknowledged, touched, open }: PurchaseOrderFacts): PurchaseOrderState {
  if (!open) return touched ? 'received' : 'cancelled';
  if (touched) return 'partially-received';
  return acknowledged ? 'acknowledged' : 'sent';
}
