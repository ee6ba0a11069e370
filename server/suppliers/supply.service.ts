import type { Queryable } from '../platform/database.ts';
import { comingDelivery, nextDelivery } from './delivery-calendar.ts';
import { listCalendars, listOffers, type OfferRow } from './supply.store.ts';
import { usualOf, type Offer } from './usual-supplier.ts';

/** A delivery that nobody ordered yet: what is ordered before `orderBy` comes with it. */
export interface NextSupply extends Offer {
  supplier: string;
  orderBy: Date;
  /** The supplier's next delivery, which an order now may be too late for. */
  comingAt: Date;
}

/** The next delivery of each item from where it is usually ordered; items that nobody delivers are missing. */
export async function findNextSupply(
  db: Queryable,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<Map<string, NextSupply>> {
  const offers = itemIds.length > 0 ? await listOffers(db, itemIds) : [];
  if (offers.length === 0) return new Map();
  const next = await nextBySupplier(db, storeId, offers, now);
  const found = [...Map.groupBy(offers, ({ itemId }) => itemId)].map(([itemId, its]) => {
    const sources = its.flatMap(({ supplierId, preferred, unitPrice }) => {
      const delivery = next.get(supplierId);
      return delivery ? [{ ...delivery, supplierId, preferred, unitPrice: unitPrice ?? Infinity }] : [];
    });
    return [itemId, usualOf(sources, (source) => source)] as const;
  });
  return new Map(found.flatMap(([itemId, supply]) => (supply ? [[itemId, supply]] : [])));
}

async function nextBySupplier(
  db: Queryable,
  storeId: string,
  offers: readonly OfferRow[],
  now: Date,
): Promise<Map<string, Pick<NextSupply, 'supplier' | 'deliverAt' | 'orderBy' | 'comingAt'>>> {
  const ids = [...new Set(offers.map(({ supplierId }) => supplierId))];
  const calendars = await listCalendars(db, storeId, ids);
  const found = calendars.flatMap(({ supplierId, supplier, timeZone, ...calendar }) => {
    const delivery = nextDelivery(calendar, timeZone, now);
    if (!delivery) return [];
    const { deliverAt, orderBy } = delivery;
    const comingAt = comingDelivery(calendar, timeZone, now) ?? deliverAt;
    return [[supplierId, { supplier, deliverAt, orderBy, comingAt }] as const];
  });
  return new Map(found);
}
