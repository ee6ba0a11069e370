import { DEPLETION_DAYS, type Depletion } from '../../shared/forecasts/forecast.schema.ts';
import { appendChanges, type NewChange } from '../live/change-stream.store.ts';
import type { Context } from '../platform/context.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { isNews, isTold } from './depletion-news.ts';
import { firstToRunOut, type Runout } from './depletion-times.ts';
import { listDishParts, listTold, writeTold } from './depletion.store.ts';
import type { ForecastThread } from './forecast-thread.service.ts';
import { isFollowed, readOutlooks } from './outlooks.service.ts';

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
  const { parts, told, outlooks } = await inStoreView(ctx.db, storeId, async (trx) => {
    const parts = await listDishParts(trx, itemIds);
    const dishIds = parts.map(({ dishId }) => dishId);
    const subjects = [...new Set([...itemIds, ...dishIds])];
    const all = [...new Set([...subjects, ...parts.map(({ componentId }) => componentId)])];
    const told = await listTold(trx, storeId, all);
    const outlooks = await readOutlooks(trx, storeId, subjects, { now, hours: DEPLETION_DAYS * 24 });
    return { parts, told, outlooks };
  });
  const reckoned = outlooks.filter(({ row }) => isFollowed(row) || row.remaining !== null);
  const runouts = await reckoner.ask('runouts', { outlooks: reckoned.map(({ outlook }) => outlook) });
  const own = new Map(reckoned.map(({ itemId }, index) => [itemId, runouts[index]!]));
  const dishes = Map.groupBy(parts, ({ dishId }) => dishId);
  const telling = new Telling(told, now);
  // Components first: a dish is told what its components are told, so that screens never see them apart.
  for (const itemId of itemIds) if (!dishes.has(itemId)) telling.put(itemId, own.get(itemId) ?? null);
  for (const [dishId, takes] of dishes) {
    const components = takes.map(({ componentId }) => telling.get(componentId));
    telling.put(dishId, firstToRunOut([...components, own.get(dishId) ?? null]));
  }
  return telling.changes.length === 0 ? 0 : write(ctx, storeId, telling, now);
}

/** What screens were told, and what they are to be told. */
class Telling {
  readonly #now: Date;
  readonly #told: Map<string, Depletion>;
  readonly #changed = new Map<string, Depletion | null>();

  constructor(told: readonly Depletion[], now: Date) {
    this.#now = now;
    this.#told = new Map(told.map((each) => [each.itemId, each]));
  }

  get(itemId: string): Depletion | null {
    return this.#told.get(itemId) ?? null;
  }

  put(itemId: string, runout: Runout): void {
    const before = this.get(itemId);
    if (runout === null || !isTold(runout, before !== null)) {
      if (before === null) return;
      this.#told.delete(itemId);
      this.#changed.set(itemId, null);
      return;
    }
    const after = stateOf(itemId, runout, this.#now);
    if (before !== null && !isNews(before, after, this.#now.getTime())) return;
    this.#told.set(itemId, after);
    this.#changed.set(itemId, after);
  }

  get changes(): NewChange[] {
    return [...this.#changed].map(([id, state]) => ({ type: 'depletion', id, state }));
  }
}

function stateOf(itemId: string, runout: NonNullable<Runout>, now: Date): Depletion {
  const { p10, p50, p90, probability, beforeDelivery, nextDeliveryAt } = runout;
  return {
    itemId,
    ...(p10 !== undefined && { p10 }),
    ...(p50 !== undefined && { p50 }),
    ...(p90 !== undefined && { p90 }),
    probability,
    ...(beforeDelivery !== undefined && { beforeDelivery }),
    ...(nextDeliveryAt !== undefined && { nextDeliveryAt }),
    at: now.toISOString(),
  };
}

async function write(ctx: Context, storeId: string, { changes }: Telling, now: Date): Promise<number> {
  const told = changes.flatMap(({ state }) => (state === null ? [] : [state as Depletion]));
  const gone = changes.flatMap(({ id, state }) => (state === null ? [id] : []));
  await inStoreTransaction(ctx, storeId, async (trx) => {
    await writeTold(trx, storeId, { told, gone }, now);
    await appendChanges(trx, storeId, changes, now);
  });
  return changes.length;
}
