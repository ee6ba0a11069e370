import { uuidv7 } from 'uuidv7';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { fingerprintOf } from '../platform/idempotency.store.ts';
import { pastState, settlePast, type PastDelivery, type PastOrder, type Settled } from './history.ts';
import {
  insertHistory,
  listFingerprints,
  type HistoryDeliveryRow,
  type HistoryLineRow,
  type HistoryOrderRow,
} from './history.store.ts';

/** Which of these orders are known already, and whether with the same content. */
export async function judgePastOrders(
  db: Queryable,
  storeId: string,
  orders: readonly PastOrder[],
): Promise<Map<string, { number: number; isSame: boolean }>> {
  const known = await listFingerprints(
    db,
    storeId,
    orders.map(({ externalId }) => externalId),
  );
  return new Map(
    orders.flatMap((order) => {
      const found = known.get(order.externalId);
      if (!found) return [];
      return [
        [order.externalId, { number: found.number, isSame: found.fingerprint === digestOf(order) }] as const,
      ];
    }),
  );
}

/**
 * Writes orders that were placed elsewhere, with what came of them. Stock is not touched: it was counted since. The caller
 * settles the items of those that are open. Returns these items.
 */
export async function recordPastOrders(
  trx: Transaction,
  storeId: string,
  orders: readonly PastOrder[],
  { by, now }: { by: string; now: Date },
): Promise<string[]> {
  const rows = orders.map((order) => toRows(order, now));
  const [orderRows, lines, deliveries] = [
    rows.map(({ order }) => order),
    rows.flatMap((row) => row.lines),
    rows.flatMap((row) => row.deliveries),
  ];
  await insertHistory(trx, storeId, { orders: orderRows, lines, deliveries }, { by, now });
  const open = deliveries.filter(({ arrivedAt, cancelledAt }) => arrivedAt === null && cancelledAt === null);
  return [...new Set(open.map(({ itemId }) => itemId))];
}

const digestOf = ({ supplier, ...order }: PastOrder): string =>
  fingerprintOf(JSON.parse(JSON.stringify({ ...order, supplierId: supplier.id }))).toString('hex');

interface Rows {
  order: HistoryOrderRow;
  lines: HistoryLineRow[];
  deliveries: HistoryDeliveryRow[];
}

function toRows(past: PastOrder, now: Date): Rows {
  const { supplier, orderedAt, externalId } = past;
  const id = uuidv7();
  const lines = past.lines.map((line, position) => lineRows(line, { orderId: id, position, supplier, now }));
  const settled = lines.flatMap((line) => line.settled);
  const deliveries = lines.flatMap((line) => line.deliveries);
  const acknowledged = past.lines.some((line) => line.deliveries.some(({ confirmed }) => confirmed));
  const isOpen = settled.some((each) => each.isOpen);
  const ends = deliveries.map(({ arrivedAt, cancelledAt }) => (arrivedAt ?? cancelledAt ?? now).getTime());
  const total = lines.reduce((sum, { row }) => sum + Math.round((row.packPrice ?? 0) * row.packs), 0);
  const order = {
    ...{ id, externalId, fingerprint: digestOf(past), supplierId: supplier.id, supplier: supplier.name },
    ...{ currency: supplier.currency, state: pastState(settled, acknowledged), total, sentAt: orderedAt },
    acknowledgedAt: acknowledged ? orderedAt : null,
    closedAt: isOpen ? null : new Date(Math.max(...ends)),
  };
  return { order, lines: lines.map(({ row }) => row), deliveries };
}

interface Within {
  orderId: string;
  position: number;
  supplier: Supplier;
  now: Date;
}

function lineRows(
  { itemId, sku, unit, price, deliveries }: PastOrder['lines'][number],
  { orderId, position, supplier, now }: Within,
): { row: HistoryLineRow; deliveries: HistoryDeliveryRow[]; settled: Settled[] } {
  const id = uuidv7();
  const settled = deliveries.map((delivery) => settlePast(delivery, now));
  const sumOf = (amounts: number[]): number =>
    fromThousandths(amounts.reduce((sum, amount) => sum + toThousandths(amount), 0));
  const quantity = sumOf(deliveries.map((delivery) => delivery.quantity));
  const row = {
    ...{ id, orderId, position: position + 1, itemId, supplierSku: sku, packName: unit, packQuantity: 1 },
    ...{ packs: quantity, quantity, packPrice: price, expectedAt: deliveries[0]!.expectedAt },
    rejected: sumOf(settled.map(({ rejected }) => rejected)),
    cancelled: sumOf(settled.map(({ cancelled }) => cancelled)),
    over: sumOf(settled.map(({ over }) => over)),
  };
  const rows = deliveries.flatMap((delivery, index) =>
    deliveryRow(delivery, settled[index]!, { lineId: id, itemId, supplier }),
  );
  return { row, deliveries: rows, settled };
}

/** What arrived stands by itself: the rest of it never came, and is waited for no more. */
function deliveryRow(
  { quantity, expectedAt, confirmed, receivedAt }: PastDelivery,
  { arrived, isOpen }: Settled,
  { lineId, itemId, supplier }: { lineId: string; itemId: string; supplier: Supplier },
): HistoryDeliveryRow {
  const over = isOpen ? null : (receivedAt ?? expectedAt);
  return {
    ...{ id: uuidv7(), lineId, itemId, supplierId: supplier.id, supplier: supplier.name, arrived },
    quantity: arrived > 0 ? arrived : quantity,
    firstExpectedAt: expectedAt,
    expectedAt,
    confirmedAt: confirmed ? expectedAt : null,
    arrivedAt: arrived > 0 ? over : null,
    cancelledAt: arrived > 0 ? null : over,
  };
}
