import type { LatenessCost } from '../../shared/purchasing/scorecard.schema.ts';
import { findMissedServings } from '../forecasts/missed-servings.service.ts';
import { findSalePrices } from '../items/sale-prices.service.ts';
import type { Context } from '../platform/context.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import { getLatenessCost, listLateDeliveries, type LateDelivery } from './scorecard-cost.store.ts';
import { readScorecardPolicy } from './scorecard-policy.service.ts';
import { spanOf, type Look } from './scorecards.service.ts';

/** What the late deliveries of a supplier are known to have done. @throws AppError `not-found`; `invalid` */
export async function findLatenessCost(ctx: Context, supplierId: string, look: Look): Promise<LatenessCost> {
  const { id } = await getSupplierById(ctx.db, supplierId);
  const now = ctx.clock.now();
  const { toleranceMinutes } = await readScorecardPolicy(ctx.db);
  const window = { ...spanOf(look, now), now, storeIds: look.storeIds };
  const filter = { supplierId: id, ...window, tolerance: toleranceMinutes * 60_000 };
  const known = await getLatenessCost(ctx.db, filter);
  const late = Map.groupBy(await listLateDeliveries(ctx.db, filter), ({ storeId }) => storeId);
  const lost: Lost[] = [];
  for (const [storeId, its] of late) lost.push(...(await lostIn(ctx, storeId, its)));
  return { ...known, ...lostPart(lost) };
}

/** One dish of one store. */
interface Lost {
  itemId: string;
  missed: number;
  /** Minor units for one; absent where nobody said. */
  price?: { amount: number; currency: string } | undefined;
}

async function lostIn(ctx: Context, storeId: string, late: readonly LateDelivery[]): Promise<Lost[]> {
  const missed = await inStoreView(ctx.db, storeId, (trx) => findMissedServings(trx, storeId, late));
  if (missed.length === 0) return [];
  const { items } = await findSalePrices(ctx, storeId);
  const prices = new Map(items.map(({ itemId, price }) => [itemId, price]));
  return missed.map((one) => ({ ...one, price: prices.get(one.itemId) }));
}

function lostPart(lost: readonly Lost[]): Pick<LatenessCost, 'lostDishes' | 'lostServings' | 'lostValue'> {
  const servings = lost.reduce((sum, { missed }) => sum + missed, 0);
  const byCurrency = Map.groupBy(
    lost.flatMap(({ missed, price }) =>
      price ? [{ value: missed * price.amount, currency: price.currency }] : [],
    ),
    ({ currency }) => currency,
  );
  return {
    lostDishes: new Set(lost.map(({ itemId }) => itemId)).size,
    lostServings: Math.round(servings * 10) / 10,
    lostValue: [...byCurrency].map(([currency, of]) => ({
      ...{ currency, amount: Math.round(of.reduce((sum, { value }) => sum + value, 0)) },
    })),
  };
}
