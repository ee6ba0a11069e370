import { DEPLETION_DAYS } from '../../shared/forecasts/forecast.schema.ts';
import { appendChanges } from '../live/change-stream.store.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { claimsOf, type Claims } from './depletion-claims.ts';
import { listOpenClaims, writeClaims } from './depletion-claims.store.ts';
import { firstToRunOut, type Runout } from './depletion-times.ts';
import { listDishParts, listTold, writeTold } from './depletion.store.ts';
import type { Case } from './fit-messages.ts';
import type { ForecastThread } from './forecast-thread.service.ts';
import { isFollowed, isOut, readOutlooks } from './outlooks.service.ts';
import { RiskBook } from './risk-news.ts';
import { listKeptRisks, writeRisks } from './risks.store.ts';
import { keepTold, recordStockOuts } from './stock-outs.store.ts';
import { readSupplies } from './supplies.service.ts';
import { Telling } from './telling.ts';

export type Reckoner = Pick<ForecastThread, 'ask'>;

/**
 * Reckons anew when these items run out, and the dishes that take them; screens hear what moved enough to matter. Returns how
 * many changes they were told.
 */
export async function renewDepletions(
  ctx: Context,
  reckoner: Reckoner,
  storeId: string,
  itemIds: readonly string[],
): Promise<number> {
  const now = ctx.clock.now();
  const standing = await inStoreView(ctx.db, storeId, (trx) => readStanding(trx, storeId, itemIds, now));
  const { outlooks, supplies, risks, open } = standing;
  const reckoned = outlooks.filter(({ row }) => isFollowed(row) || row.remaining !== null);
  const cases = reckoned.map(({ itemId, outlook }): Case => {
    const supply = supplies.get(itemId)?.supply;
    return { outlook, ...(supply && { supply }) };
  });
  const answers = await reckoner.ask('reckon', { cases });
  const own = new Map(reckoned.map(({ itemId, row }, index) => [itemId, { row, ...answers[index]! }]));
  const telling = tell(standing, itemIds, (itemId) => own.get(itemId)?.runout ?? null, now);
  const book = new RiskBook(risks);
  const standings = new Map<string, { runout: Runout; isOut: boolean }>();
  for (const itemId of itemIds) {
    const { risk, row, runout = null } = own.get(itemId) ?? {};
    if (!risk) book.drop(itemId);
    else {
      const standing = { runout, isOut: isOut(row!) };
      book.put(itemId, risk, { ...supplies.get(itemId)!.facts, isOut: standing.isOut });
      standings.set(itemId, standing);
    }
  }
  const claims = claimsOf(open, standings, now.getTime());
  const { opened, out, over } = claims;
  if (telling.changes.length + opened.length + out.length + over.length === 0 && !book.isChanged) return 0;
  return write(ctx, storeId, { telling, book, claims, followed: new Set(supplies.keys()) }, now);
}

/** What screens were told of these items and of the dishes that take them, and everything that follows from. */
async function readStanding(trx: Transaction, storeId: string, itemIds: readonly string[], now: Date) {
  const parts = await listDishParts(trx, itemIds);
  const dishIds = parts.map(({ dishId }) => dishId);
  const subjects = [...new Set([...itemIds, ...dishIds])];
  const all = [...new Set([...subjects, ...parts.map(({ componentId }) => componentId)])];
  const told = await listTold(trx, storeId, all);
  const outlooks = await readOutlooks(trx, storeId, subjects, { now, hours: DEPLETION_DAYS * 24 });
  const supplies = await readSupplies(trx, storeId, outlooks, now);
  const risks = await listKeptRisks(trx, storeId, itemIds);
  const open = await listOpenClaims(trx, storeId, itemIds);
  return { parts, told, outlooks, supplies, risks, open };
}

function tell(
  { parts, told }: Pick<Awaited<ReturnType<typeof readStanding>>, 'parts' | 'told'>,
  itemIds: readonly string[],
  ownOf: (itemId: string) => Runout,
  now: Date,
): Telling {
  const dishes = Map.groupBy(parts, ({ dishId }) => dishId);
  const telling = new Telling(told, now);
  // Components first: a dish is told what its components are told, so that screens never see them apart.
  for (const itemId of itemIds) if (!dishes.has(itemId)) telling.put(itemId, ownOf(itemId));
  for (const [dishId, takes] of dishes) {
    const components = takes.map(({ componentId }) => telling.get(componentId));
    telling.put(dishId, firstToRunOut([...components, ownOf(dishId)]));
  }
  return telling;
}

interface News {
  telling: Telling;
  book: RiskBook;
  claims: Claims;
  /** Items of which it is known how much there is. */
  followed: ReadonlySet<string>;
}

async function write(
  ctx: Context,
  storeId: string,
  { telling: { changes }, book, claims, followed }: News,
  now: Date,
): Promise<number> {
  const told = changes.flatMap(({ state }) => (state === null ? [] : [state]));
  const gone = changes.flatMap(({ id, state }) => (state === null ? [id] : []));
  await inStoreTransaction(ctx, storeId, async (trx) => {
    const { ranOut, ...risks } = book.changes;
    await recordStockOuts(trx, storeId, ranOut, now);
    await writeClaims(trx, storeId, claims, now);
    await writeRisks(trx, storeId, risks, now);
    await writeTold(trx, storeId, { told, gone }, now);
    const ofFollowed = {
      told: told.filter(({ itemId }) => followed.has(itemId)),
      gone: gone.filter((itemId) => followed.has(itemId)),
    };
    await keepTold(trx, storeId, ofFollowed, now);
    if (changes.length > 0) await appendChanges(trx, storeId, changes, now);
  });
  return changes.length;
}
