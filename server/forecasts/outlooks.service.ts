import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Transaction } from '../platform/database.ts';
import { listExpected, type Expected } from '../settlement/supply-outlook.service.ts';
import { listStockRows, type StockRow } from './depletion.store.ts';
import type { DaysAhead, Outlook } from './depletion.ts';
import { readFactors } from './demand-events.service.ts';
import { listForecasts, type StoredForecast } from './item-forecast.store.ts';
import { HOUR_MS, StoreHours } from './store-hours.ts';

/** Everything that the outlook of an item rests on. */
export interface ItemOutlook {
  itemId: string;
  row: StockRow;
  forecast: StoredForecast;
  expected: Expected[];
  outlook: Outlook;
}

/** Outlooks over so many hours of the given items that have a forecast, as the store stands now. */
export async function readOutlooks(
  trx: Transaction,
  storeId: string,
  itemIds: readonly string[],
  { now, hours }: { now: Date; hours: number },
): Promise<ItemOutlook[]> {
  const forecasts = await listForecasts(trx, storeId, itemIds);
  if (forecasts.length === 0) return [];
  const known = forecasts.map(({ itemId }) => itemId);
  const rows = new Map((await listStockRows(trx, storeId, known)).map((row) => [row.itemId, row]));
  const expected = await listExpected(trx, storeId, known, now);
  const ahead = daysAhead(new StoreHours(await getStoreById(trx, storeId)), now.getTime(), hours);
  const days = ahead.starts.length - 1;
  const special = await readFactors(trx, storeId, { itemIds: known, first: ahead.first, days, now });
  return forecasts.flatMap((forecast): ItemOutlook[] => {
    const { itemId } = forecast;
    const row = rows.get(itemId);
    if (!row) return [];
    const coming = expected.get(itemId) ?? [];
    const factors = special.get(itemId) ?? Array<number>(days).fill(1);
    const { model, profile } = forecast;
    const stock = stockOf(row, coming);
    const outlook = { seed: itemId, model, profile, ahead: { ...ahead, factors }, ...stock };
    return [{ itemId, row, forecast, expected: coming, outlook }];
  });
}

/** What can be sold, and what comes; a count-down that somebody set ends it, whatever comes. */
function stockOf(row: StockRow, expected: readonly Expected[]): Pick<Outlook, 'stock' | 'rest' | 'arrivals'> {
  const free = freeOf(row);
  if (row.remaining !== null && (!isFollowed(row) || row.remaining <= free))
    return { stock: row.remaining, arrivals: [] };
  const arrivals = expected.map(({ deliveryId, quantity, instants, firstExpectedAt }) => ({
    ...{ id: deliveryId, quantity, instants, promisedAt: firstExpectedAt.getTime() },
  }));
  return { stock: free, rest: restOf(row), arrivals };
}

/** What is there and nobody has yet; less than 0 is owed. */
function freeOf({ onHand, allocated, backordered }: StockRow): number {
  return onHand - allocated - backordered;
}

/** What of it is too little to sell: 40 g of ragù, where a plate takes 170. */
function restOf(row: StockRow): number {
  const [free, portion] = [toThousandths(freeOf(row)), toThousandths(row.portion ?? 0)];
  return free > 0 && portion > 0 ? fromThousandths(free % portion) : 0;
}

/** Whether nothing more of it can be sold. */
export function isOut(row: StockRow): boolean {
  return freeOf(row) <= restOf(row);
}

/** Whether what is on hand says anything: before the first count it is only what was sold. */
export function isFollowed({ stocked, counted }: StockRow): boolean {
  return stocked && counted;
}

export function daysAhead(hours: StoreHours, now: number, horizon: number): Omit<DaysAhead, 'factors'> {
  const first = hours.dayOf(now);
  const last = hours.dayOf(now + horizon * HOUR_MS);
  const starts: number[] = [];
  for (let day = first; day <= last + 1; day++) starts.push(hours.startOf(day));
  return { now, first, starts };
}
