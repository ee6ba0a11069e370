import type { PurchaseOrderState, SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Habit } from './lateness.ts';

/** Said to come so much later than at first it is not yet called late. */
export const TOLERANCE_MS = 15 * 60_000;

export interface DelayFacts {
  /** Still to come. */
  isOpen: boolean;
  /** When it was first said to come, and what is said now. */
  firstExpectedAt: Date;
  expectedAt: Date;
}

/** A delay as it stands: until when, if anybody knows, and what it is predicted by. */
export interface Delay {
  kind: SupplierDelay['kind'];
  nowExpected: Date | null;
  because: string | null;
}

/**
 * How late a delivery is, if it is: overdue once its own time is past, when nobody knows until when; reported while its
 * supplier names a later time than at first; predicted where its supplier usually is late and said nothing.
 */
export function delayOf(
  { isOpen, firstExpectedAt, expectedAt }: DelayFacts,
  habit: Habit | null,
  now: Date,
): Delay | null {
  if (!isOpen) return null;
  if (expectedAt < now) return { kind: 'overdue', nowExpected: null, because: null };
  const lateBy = expectedAt.getTime() - firstExpectedAt.getTime();
  if (lateBy >= TOLERANCE_MS) return { kind: 'reported', nowExpected: expectedAt, because: null };
  if (habit === null) return null;
  const nowExpected = new Date(expectedAt.getTime() + habit.lateByMs);
  return { kind: 'predicted', nowExpected, because: habit.words };
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
