import type {
  PurchaseOrder,
  PurchaseOrderEvent,
  PurchaseOrderLine,
  PurchaseOrderSummary,
  ScheduledDelivery,
} from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';

/** A purchase order as it is stored. */
export interface OrderFacts {
  poId: string;
  number: number;
  externalId: string | null;
  supplierId: string;
  supplier: string;
  state: PurchaseOrder['state'];
  version: number;
  currency: string;
  total: number;
  note: string | null;
  createdAt: Date;
  createdBy: string;
  approvedAt: Date | null;
  approvedBy: string | null;
  sentAt: Date | null;
  acknowledgedAt: Date | null;
  closedAt: Date | null;
  expectedAt: Date | null;
  lineCount: number;
  isLate: boolean;
}

interface LineFacts extends Omit<
  PurchaseOrderLine,
  'packPrice' | 'expectedAt' | 'confirmedAt' | 'received' | 'outstanding' | 'deliveries' | 'because'
> {
  packPrice: number | null;
  expectedAt: Date;
  because: { words?: string } | null;
  deliveries: DeliveryFacts[];
}

/** A delivery of a line as it is stored; quantities in the stock unit. */
export interface DeliveryFacts {
  deliveryId: string;
  quantity: number;
  arrived: number;
  firstExpectedAt: string;
  expectedAt: string;
  confirmedAt: string | null;
  reason: string | null;
  arrivedAt: string | null;
  cancelledAt: string | null;
}

/** A purchase order in a list. */
export function toSummary({ lineCount, isLate, ...row }: OrderFacts): PurchaseOrderSummary {
  return { ...headOf(row), lineCount, isLate: isLate ?? false };
}

/** A purchase order with all that is known of it. */
export function toPurchaseOrder(
  row: OrderFacts,
  lines: readonly LineFacts[],
  events: PurchaseOrderEvent[],
  now: Date,
): PurchaseOrder {
  return { ...headOf(row), lines: lines.map((line) => toLine(line, row.currency, now)), events };
}

function headOf({
  currency,
  total,
  lineCount: _,
  isLate: __,
  ...row
}: Omit<OrderFacts, 'lineCount' | 'isLate'> & Partial<OrderFacts>): Omit<PurchaseOrder, 'lines' | 'events'> {
  const present = Object.entries(row).flatMap(([key, value]) => {
    if (value === null) return [];
    return [[key, value instanceof Date ? value.toISOString() : value] as const];
  });
  return { ...Object.fromEntries(present), total: { amount: total, currency } } as Omit<
    PurchaseOrder,
    'lines' | 'events'
  >;
}

function toLine(line: LineFacts, currency: string, now: Date): PurchaseOrderLine {
  const { lineId, itemId, sku, name, unit, supplierSku, packName, packQuantity, packs, quantity } = line;
  const { packPrice, expectedAt, because, deliveries, rejected, cancelled, over } = line;
  const open = deliveries.filter(isOpen);
  const sumOf = (amounts: number[]): number =>
    fromThousandths(amounts.reduce((sum, amount) => sum + toThousandths(amount), 0));
  const confirmed = open.find(({ confirmedAt }) => confirmedAt !== null);
  return {
    ...{ lineId, itemId, sku, name, unit, supplierSku, packName, packQuantity, packs, quantity },
    ...(packPrice !== null && { packPrice: { amount: packPrice, currency } }),
    expectedAt: instant(open[0]?.expectedAt ?? expectedAt),
    ...(confirmed && { confirmedAt: instant(confirmed.expectedAt) }),
    received: sumOf(deliveries.map(({ arrived }) => arrived)),
    rejected,
    outstanding: sumOf(open.map((delivery) => delivery.quantity - delivery.arrived)),
    cancelled,
    over,
    deliveries: deliveries.map((delivery) => toDelivery(delivery, now)),
    ...(because?.words !== undefined && { because: because.words }),
  };
}

/** Whether a delivery is still to come. */
export const isOpen = ({ arrivedAt, cancelledAt }: DeliveryFacts): boolean =>
  arrivedAt === null && cancelledAt === null;

const instant = (at: Date | string): string => new Date(at).toISOString();

function toDelivery(facts: DeliveryFacts, now: Date): ScheduledDelivery {
  const { deliveryId, quantity, arrived, firstExpectedAt, expectedAt, confirmedAt, reason } = facts;
  const isLate = new Date(expectedAt) < now || new Date(expectedAt) > new Date(firstExpectedAt);
  const open = isLate ? 'late' : 'expected';
  return {
    ...{ deliveryId, quantity, arrived },
    firstExpectedAt: instant(firstExpectedAt),
    expectedAt: instant(expectedAt),
    ...(confirmedAt !== null && { confirmedAt: instant(confirmedAt) }),
    ...(reason !== null && { reason }),
    state: facts.cancelledAt !== null ? 'cancelled' : facts.arrivedAt !== null ? 'arrived' : open,
  };
}
