import { stateOf } from '../settlement/delivery-state.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';

/** One delivery of an order that was placed elsewhere. Quantities in the stock unit. */
export interface PastDelivery {
  quantity: number;
  /** When it was to come: as confirmed, else as asked for. */
  expectedAt: Date;
  confirmed: boolean;
  receivedAt: Date | null;
  received: number;
  rejected: number;
}

/** A purchase order that was placed elsewhere. The price is that of one stock unit, in minor units. */
export interface PastOrder {
  externalId: string;
  supplier: Supplier;
  orderedAt: Date;
  lines: { itemId: string; sku: string; unit: string; price: number | null; deliveries: PastDelivery[] }[];
}

/** What a past delivery comes to: what arrived of it, what was sent back, what never came, what came beyond it. */
export interface Settled {
  arrived: number;
  rejected: number;
  cancelled: number;
  over: number;
  isOpen: boolean;
}

/** A delivery whose day is past and of which nothing was written down never came. */
export function settlePast(
  { quantity, expectedAt, receivedAt, received, rejected }: PastDelivery,
  now: Date,
): Settled {
  const [ordered, came, back] = [quantity, received, rejected].map(toThousandths) as [number, number, number];
  if (receivedAt === null && expectedAt > now)
    return { arrived: 0, rejected: 0, cancelled: 0, over: 0, isOpen: true };
  const arrived = Math.min(ordered, came);
  const sentBack = Math.min(ordered - arrived, back);
  return {
    arrived: fromThousandths(arrived),
    rejected: fromThousandths(sentBack),
    cancelled: fromThousandths(ordered - arrived - sentBack),
    over: fromThousandths(came - arrived),
    isOpen: false,
  };
}

/** The state of an order with these deliveries. */
export function pastState(deliveries: readonly Settled[], acknowledged: boolean): ReturnType<typeof stateOf> {
  const open = deliveries.some(({ isOpen }) => isOpen);
  const touched = deliveries.some(({ arrived, rejected, over }) => arrived > 0 || rejected > 0 || over > 0);
  return stateOf({ acknowledged, touched, open });
}
