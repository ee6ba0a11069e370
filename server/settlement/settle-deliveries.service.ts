import { uuidv7 } from 'uuidv7';
import type { PurchaseOrderOnScreen, SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import type { NewChange } from '../live/change-stream.store.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { delayOf, stateOf, TOLERANCE_MS } from './delivery-state.ts';
import {
  listDelays,
  listDeliveriesToJudge,
  listLateness,
  listNewlyOverdue,
  listPurchaseOrdersOnScreen,
  listStandings,
  writeDelays,
  writePurchaseOrderStates,
  type DelayRow,
} from './delivery-settlement.store.ts';
import { LatenessRecord } from './lateness.ts';

/** What follows for purchase orders and delays from what came of these items, or is said of their deliveries. */
export async function settleDeliveries(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<NewChange[]> {
  if (itemIds.length === 0) return [];
  return [
    ...(await settlePurchaseOrders(trx, storeId, itemIds, now)),
    ...(await settleDelays(trx, storeId, itemIds, now)),
  ];
}

async function settlePurchaseOrders(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<NewChange[]> {
  const standings = await listStandings(trx, storeId, itemIds);
  const next = standings.map((standing) => ({ standing, state: stateOf(standing) }));
  const changed = next.filter(
    ({ standing, state }) => standing.state !== state || standing.closed === standing.open,
  );
  await writePurchaseOrderStates(
    trx,
    storeId,
    changed.map(({ standing: { poId, open }, state }) => ({ poId, state, closed: !open })),
    now,
  );
  const shown = next.filter(({ standing: { open, closed } }) => open || !closed);
  if (shown.length === 0) return [];
  const poIds = shown.map(({ standing: { poId } }) => poId);
  const open = new Map(
    (await listPurchaseOrdersOnScreen(trx, storeId, poIds)).map((order) => [order.poId, order]),
  );
  return poIds.map((id): NewChange => ({ type: 'purchase-order', id, state: open.get(id) ?? null }));
}

async function settleDelays(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<NewChange[]> {
  const deliveries = await listDeliveriesToJudge(trx, storeId, itemIds);
  const isKnown = deliveries.some(({ isOpen }) => isOpen);
  const record = new LatenessRecord(isKnown ? await listLateness(trx, storeId, now) : []);
  const current: DelayRow[] = [];
  const ended: string[] = [];
  for (const delivery of deliveries) {
    const { deliveryId, delayId, firstExpectedAt: was, supplier, weekday } = delivery;
    const delay = delayOf(delivery, record.habitOf(supplier, weekday, TOLERANCE_MS), now);
    if (delay) current.push({ id: delayId ?? uuidv7(), deliveryId, was, ...delay });
    else if (delayId !== null) ended.push(delayId);
  }
  await writeDelays(trx, storeId, { current, ended }, now);
  if (current.length === 0 && ended.length === 0) return [];
  const told = await listDelays(
    trx,
    storeId,
    current.map(({ deliveryId }) => deliveryId),
  );
  return [
    ...told.map((state): NewChange => ({ type: 'supplier-delay', id: state.delayId, state })),
    ...ended.map((id): NewChange => ({ type: 'supplier-delay', id, state: null })),
  ];
}

/** Delays in force, as screens know them. */
export function listDelaysForScreens(db: Queryable, storeId: string): Promise<SupplierDelay[]> {
  return listDelays(db, storeId);
}

/** Purchase orders of which something is still to come, as screens know them. */
export function listPurchaseOrdersForScreens(
  db: Queryable,
  storeId: string,
): Promise<PurchaseOrderOnScreen[]> {
  return listPurchaseOrdersOnScreen(db, storeId);
}

/** Stores in which the time of a delivery has passed since somebody last looked, and the items concerned. */
export function findNewlyOverdue(
  db: Queryable,
  now: Date,
): Promise<{ storeId: string; itemIds: string[] }[]> {
  return listNewlyOverdue(db, now);
}
