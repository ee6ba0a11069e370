import type {
  ExpectedDelivery,
  ExpectedDeliveryInput,
  ExpectedDeliveryPatch,
} from '../../shared/purchasing/expected-delivery.schema.ts';
import { instantOfLocal, localTime } from '../identity/local-date.ts';
import { readQuantity } from '../orders/line-task.ts';

/** A delivery as it is filled in; times are those of the store: "2026-03-20T14:00". */
export interface DeliveryDraft {
  sku: string;
  quantity: string;
  /** Empty: the stock unit. */
  unit: string;
  expectedAt: string;
  supplier: string;
  reason: string;
}

export const NEW_DELIVERY: DeliveryDraft = {
  ...{ sku: '', quantity: '', unit: '', expectedAt: '', supplier: '', reason: '' },
};

export function deliveryDraftOf(delivery: ExpectedDelivery, timeZone: string): DeliveryDraft {
  const { sku, quantity, supplier, expectedAt } = delivery;
  const at = localTime(Date.parse(expectedAt), timeZone);
  return { ...NEW_DELIVERY, sku, supplier, quantity: `${quantity}`, expectedAt: at };
}

export function deliveryInputOf(draft: DeliveryDraft, timeZone: string): ExpectedDeliveryInput {
  const { sku, quantity, unit, supplier, expectedAt } = draft;
  return {
    sku,
    quantity: readQuantity(quantity) ?? 0,
    ...(unit !== '' && { unit }),
    expectedAt: instantOfLocal(expectedAt, timeZone).toISOString(),
    ...(supplier.trim() !== '' && { supplier: supplier.trim() }),
  };
}

/** What was changed; null when nothing was. A reason alone changes nothing. */
export function deliveryPatchOf(
  draft: DeliveryDraft,
  delivery: ExpectedDelivery,
  timeZone: string,
): ExpectedDeliveryPatch | null {
  const before = deliveryDraftOf(delivery, timeZone);
  const isMoved = draft.expectedAt !== before.expectedAt;
  const isOther = readQuantity(draft.quantity) !== delivery.quantity;
  if (!isMoved && !isOther) return null;
  const reason = draft.reason.trim();
  return {
    ...(isMoved && { expectedAt: instantOfLocal(draft.expectedAt, timeZone).toISOString() }),
    ...(isOther && { quantity: readQuantity(draft.quantity) ?? 0 }),
    ...(reason !== '' && { reason }),
  };
}
