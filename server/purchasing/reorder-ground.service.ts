import { toThousandths } from '../../shared/quantity.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { readOutlooks, type ItemOutlook } from '../forecasts/outlooks.service.ts';
import { listDepletionsOf } from '../forecasts/told-depletions.service.ts';
import type { Transaction } from '../platform/database.ts';
import { readLateness } from '../settlement/supply-outlook.service.ts';
import { findAvoided } from '../suppliers/standings.service.ts';
import { listSupplierItemsOf, type SupplierOffer } from '../suppliers/supplier-items.service.ts';
import { Deliveries, usualSource } from './reorder-choice.ts';
import { asLateness, coverOf, LEAST_DAYS, type Cover } from './reorder-cover.ts';
import type { ReorderItem, SupplyChoice } from './reorder-need.ts';
import { readServiceLevels } from './reorder-policy.service.ts';
import { listReorderLevels, type ReorderLevel } from './reorder.store.ts';
import { levelOf } from './service-levels.ts';

/** So far ahead demand is looked at: beyond the deliveries that are ordered for. */
const HORIZON_HOURS = 21 * 24;

/** How late the deliveries of a supplier are, in ms: equally likely values, the least first. */
export type Lateness = (supplier: string) => readonly number[];

export type GroundItem = ReorderItem & Pick<ReorderLevel, 'importance' | 'shelfLifeDays'>;

/** All that is needed to say what should be ordered, and what comes of it. */
export interface ReorderGround {
  now: Date;
  items: Map<string, GroundItem>;
  suppliers: Map<string, Supplier>;
  deliveries: Deliveries;
  /** Of items whose forecast is worth the name. */
  outlooks: Map<string, ItemOutlook>;
  lateness: Lateness;
}

/** Of the given items, or of all that something has to be kept of. */
export async function readReorderGround(
  trx: Transaction,
  storeId: string,
  { timeZone, now, itemIds }: { timeZone: string; now: Date; itemIds?: readonly string[] | undefined },
): Promise<ReorderGround> {
  const levels = await listReorderLevels(trx, storeId, itemIds);
  const ids = levels.map(({ itemId }) => itemId);
  const offers = await listSupplierItemsOf(trx, ids);
  const choices = Map.groupBy(offers, ({ itemId }) => itemId);
  const suppliers = new Map(offers.map(({ supplier }) => [supplier.id, supplier]));
  const deliveries = new Deliveries([...suppliers.values()], timeZone, now, await findAvoided(trx));
  const outlooks = await readKnown(trx, storeId, ids, now);
  const lateness = await latenessOf(trx, storeId, now, outlooks.size > 0);
  const runsOut = new Map(
    (await listDepletionsOf(trx, storeId, ids)).map(({ itemId, p50 }) => [itemId, p50]),
  );
  const coverFor = await coversOf(trx, storeId, { deliveries, outlooks, lateness });
  const items = levels.map(({ nextArrivalAt, ...level }): GroundItem => {
    const sold = (choices.get(level.itemId) ?? []).map((offer) => toChoice(offer, now));
    const runsOutAt = runsOut.get(level.itemId);
    const item = {
      ...{ ...level, nextArrivalAt: nextArrivalAt ?? undefined, choices: sold },
      ...(runsOutAt !== undefined && { runsOutAt: new Date(runsOutAt) }),
    };
    const cover = coverFor(item);
    return cover ? { ...item, cover, mostHeld: cover.mostHeld } : item;
  });
  return {
    ...{ now, suppliers, deliveries, outlooks, lateness },
    items: new Map(items.map((item) => [item.itemId, item])),
  };
}

async function readKnown(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  now: Date,
): Promise<Map<string, ItemOutlook>> {
  const outlooks = await readOutlooks(trx, storeId, itemIds, { now, hours: HORIZON_HOURS });
  const known = outlooks.filter(({ forecast }) => forecast.days >= LEAST_DAYS && forecast.model.level > 0);
  return new Map(known.map((outlook) => [outlook.itemId, outlook]));
}

async function latenessOf(
  trx: Transaction,
  storeId: string,
  now: Date,
  isNeeded: boolean,
): Promise<Lateness> {
  if (!isNeeded) return () => [0];
  const record = await readLateness(trx, storeId, now);
  const known = new Map<string, readonly number[]>();
  return (supplier) => {
    const values = known.get(supplier) ?? record(supplier);
    known.set(supplier, values);
    return values;
  };
}

type Known = Pick<ReorderGround, 'deliveries' | 'outlooks' | 'lateness'>;

/** What it takes for items to last, of those that have a forecast and somebody who delivers them. */
async function coversOf(
  trx: Transaction,
  storeId: string,
  { deliveries, outlooks, lateness }: Known,
): Promise<(item: GroundItem) => Cover | undefined> {
  if (outlooks.size === 0) return () => undefined;
  const levels = await readServiceLevels(trx, storeId);
  const spreads = new Map<string, ReturnType<typeof asLateness>>();
  return (item) => {
    const demand = outlooks.get(item.itemId)?.outlook;
    const source = demand && item.counted ? usualSource(item, deliveries) : null;
    const chances = source && deliveries.chancesOf(source);
    if (!demand || !source || !chances) return undefined;
    const { name } = source.supplier;
    const late = spreads.get(name) ?? asLateness(lateness(name));
    spreads.set(name, late);
    const { shelfLifeDays } = item;
    return coverOf({ share: levelOf(levels, item), shelfLifeDays, demand, chances, lateness: late });
  };
}

/** A price that does not hold today is not known. */
function toChoice(offer: SupplierOffer, now: Date): SupplyChoice {
  const { supplierSku, packName, packQuantity, packPrice, priceBreaks, moq, preferred, supplier } = offer;
  const today = now.toISOString().slice(0, 10);
  const holds = (offer.priceFrom ?? '') <= today && today <= (offer.priceUntil ?? '9999');
  return {
    ...{ supplierId: supplier.id, supplierSku, packName, moq, preferred },
    packQuantity: toThousandths(packQuantity),
    packPrice: holds ? packPrice : null,
    priceBreaks: holds ? priceBreaks : [],
  };
}
