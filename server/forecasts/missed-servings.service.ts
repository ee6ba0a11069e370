import { getStoreById } from '../identity/stores.service.ts';
import type { Queryable } from '../platform/database.ts';
import { listHours, listParts, listRecords } from './demand-history.store.ts';
import type { HourSpan } from './hour-minutes.ts';
import { FLAT } from './hour-profile.ts';
import { listForecasts } from './item-forecast.store.ts';
import { missedIn, within, type LateTime } from './missed-servings.ts';
import { listDishesOf, listForetoldDays } from './missed-servings.store.ts';
import type { Part } from './outages.ts';
import { minutesOfSales, minutesShort, stockLine, type StockLine } from './stock-line.ts';
import { HOUR_MS, StoreHours } from './store-hours.ts';

/** An item of a store whose delivery was late, from when it was due until it came. */
export interface LateItem {
  itemId: string;
  due: Date;
  over: Date;
}

/** What was not sold of a dish, in its unit. */
export interface Missed {
  itemId: string;
  missed: number;
}

/** What was expected of dishes while something that they take was late and by the ledger too little of it was there. */
export async function findMissedServings(
  trx: Queryable,
  storeId: string,
  late: readonly LateItem[],
): Promise<Missed[]> {
  const hours = new StoreHours(await getStoreById(trx, storeId));
  const times = timesOf(late);
  const span = spanOf(late);
  const dishes = await listDishesOf(trx, [...times.keys()]);
  const parts = (await listParts(trx, dishes)).filter(
    ({ componentId, draws }) => draws && times.has(componentId),
  );
  const days = await listForetoldDays(trx, storeId, dishes, {
    first: hours.dayOf(span.firstHour * HOUR_MS),
    last: hours.dayOf((span.firstHour + span.count) * HOUR_MS),
  });
  // Only what missed something at all on one of these days.
  const missing = [...days.keys()];
  const stock = await readStock(trx, storeId, { span, itemIds: missing, componentIds: [...times.keys()] });
  const profiles = new Map(
    (await listForecasts(trx, storeId, missing)).map((one) => [one.itemId, one.profile]),
  );
  const partsOf = Map.groupBy(parts, ({ itemId }) => itemId);
  return missing.flatMap((itemId) => {
    const minutes = outMinutes(partsOf.get(itemId) ?? [], { span, times, ...stock });
    const profile = profiles.get(itemId) ?? FLAT;
    const missed = missedIn(minutes, span.firstHour, { profile, days: days.get(itemId)!, hours });
    return missed > 0 ? [{ itemId, missed }] : [];
  });
}

function timesOf(late: readonly LateItem[]): Map<string, LateTime[]> {
  const byItem = Map.groupBy(late, ({ itemId }) => itemId);
  const toTime = ({ due, over }: LateItem): LateTime => ({ from: due.getTime(), to: over.getTime() });
  return new Map([...byItem].map(([itemId, of]) => [itemId, of.map(toTime)]));
}

function spanOf(late: readonly LateItem[]): HourSpan {
  const firstHour = Math.floor(Math.min(...late.map(({ due }) => due.getTime())) / HOUR_MS);
  const last = Math.ceil(Math.max(...late.map(({ over }) => over.getTime())) / HOUR_MS);
  return { firstHour, count: Math.max(0, last - firstHour) };
}

interface Stock {
  lines: ReadonlyMap<string, StockLine>;
  salesOf: (itemId: string) => Int8Array;
}

async function readStock(
  trx: Queryable,
  storeId: string,
  { span, itemIds, componentIds }: { span: HourSpan; itemIds: string[]; componentIds: string[] },
): Promise<Stock> {
  const hours = await listHours(trx, storeId, [...new Set([...itemIds, ...componentIds])], span.firstHour);
  const records = await listRecords(trx, storeId, componentIds);
  const lines = records.flatMap(({ itemId, onHand, watchedFrom }): [string, StockLine][] =>
    watchedFrom === null ? [] : [[itemId, stockLine(hours.get(itemId) ?? [], span, { onHand, watchedFrom })]],
  );
  return { lines: new Map(lines), salesOf: (itemId) => minutesOfSales(hours.get(itemId) ?? [], span) };
}

/** For how many minutes of each hour one of its parts was late, and too little of it there. */
function outMinutes(
  parts: readonly Part[],
  { span, times, lines, salesOf }: Stock & { span: HourSpan; times: ReadonlyMap<string, LateTime[]> },
): Uint8Array {
  const most = new Uint8Array(span.count);
  for (const { itemId, componentId, needed } of parts) {
    const line = lines.get(componentId);
    if (!line) continue;
    const short = within(minutesShort(line, needed, salesOf(itemId)), span, times.get(componentId) ?? []);
    short.forEach((minutes, index) => (most[index] = Math.max(most[index]!, minutes)));
  }
  return most;
}
