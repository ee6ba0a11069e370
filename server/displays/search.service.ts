import type { SearchHit, SearchKind } from '../../shared/displays/search.schema.ts';
import type { Permission } from '../../shared/identity/access.schema.ts';
import { fold } from '../../shared/items/fold.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import type { Context } from '../platform/context.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { searchRows, type HitRow } from './search.store.ts';

const MOST_OF_A_KIND = 6;

/** What it takes to find something of a kind. */
const NEEDS: Record<SearchKind, Permission> = {
  item: 'items:read',
  order: 'orders:read',
  'purchase-order': 'purchasing:read',
  supplier: 'suppliers:read',
  screen: 'screens:write',
};

/** Everything in a store that somebody may see and that has all the words in it, the best first; of each kind a few. */
export async function search(
  { db }: Context,
  { caller, storeId, text }: { caller: Principal; storeId: string; text: string },
): Promise<SearchHit[]> {
  // "#128" and "128" are the same.
  const whole = fold(text).replace(/^\s*#/, '').trim();
  const words = whole.split(/\s+/).filter(Boolean);
  const kinds = (Object.keys(NEEDS) as SearchKind[]).filter((kind) =>
    permitsInStore(caller, NEEDS[kind], storeId),
  );
  if (words.length === 0 || kinds.length === 0) return [];
  const most = MOST_OF_A_KIND;
  const rows = await inStoreView(db, storeId, (trx) =>
    searchRows(trx, { storeId, words, whole, kinds, most }),
  );
  return rows.map(toHit);
}

function toHit({ kind, id, title, detail, at }: HitRow): SearchHit {
  return { kind, id, title, detail, ...(at && { at: at.toISOString() }) };
}
