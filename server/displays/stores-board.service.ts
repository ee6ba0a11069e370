import type { StoresBoard, StoreSituation } from '../../shared/displays/stores-board.schema.ts';
import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import type { Store } from '../../shared/identity/store.schema.ts';
import { listDepletionsForScreens } from '../forecasts/told-depletions.service.ts';
import { storesWith, type Principal } from '../identity/access.ts';
import { findStorePage } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { listDelaysForScreens } from '../settlement/settle-deliveries.service.ts';
import { countTroubles, listHeld } from './stores-board.store.ts';
import { transferIdeas, worstFirst, type Holding } from './stores-board.ts';

/** More stores than anybody compares on one page. */
const MOST_STORES = 200;
const MOST_IDEAS = 20;
const SOON_MS = 12 * 60 * 60_000;

/** How it goes in every store that somebody may see, each read by itself, and what they could do for each other. */
export async function findStoresBoard({ db, clock }: Context, caller: Principal): Promise<StoresBoard> {
  const now = clock.now();
  const storeIds = storesWith(caller, 'stock:read');
  const stores = await findStorePage(db, { storeIds, limit: MOST_STORES, after: undefined });
  const seen: { situation: StoreSituation; holdings: Holding[] }[] = [];
  for (const store of stores) seen.push(await look(db, store, now));
  return {
    stores: worstFirst(seen.map(({ situation }) => situation)),
    transfers: transferIdeas(
      seen.flatMap(({ holdings }) => holdings),
      now,
    ).slice(0, MOST_IDEAS),
  };
}

function look(
  db: Context['db'],
  { id: storeId, name }: Store,
  now: Date,
): Promise<{ situation: StoreSituation; holdings: Holding[] }> {
  return inStoreView(db, storeId, async (trx) => {
    const held = await listHeld(trx, storeId);
    const depletions = new Map((await listDepletionsForScreens(trx, storeId)).map((it) => [it.itemId, it]));
    const soon = (depletion: Depletion | undefined): boolean =>
      depletion?.p50 !== undefined && Date.parse(depletion.p50) <= now.getTime() + SOON_MS;
    return {
      situation: {
        ...{ storeId, name, ...(await countTroubles(trx, storeId, now)) },
        runningOut: held.filter(({ itemId }) => soon(depletions.get(itemId))).length,
        late: (await listDelaysForScreens(trx, storeId)).length,
      },
      holdings: held.map((item) => {
        const { p50 = null, nextDeliveryAt = null } = depletions.get(item.itemId) ?? {};
        return { ...item, storeId, runsOutAt: p50, nextDeliveryAt };
      }),
    };
  });
}
