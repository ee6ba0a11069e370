import type { BackorderRisk } from '../../shared/forecasts/backorder-risk.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { unknownCursor } from '../platform/paging.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { listRisks } from './risks.store.ts';

/** What may run out before it comes again when it is ordered now, the likeliest first. @throws AppError `not-found` */
export function findRisks(
  { db }: Pick<Context, 'db'>,
  storeId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<BackorderRisk[]> {
  const key = after === undefined ? undefined : readKey(after);
  return inStoreView(db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const rows = await listRisks(trx, storeId, { after: key, limit });
    return rows.map(({ state, at, p50, ...row }) => ({
      ...{ ...row, ...state, at: at.toISOString() },
      ...(p50 !== null && { p50 }),
    }));
  });
}

/** What the list is ordered by. */
export function riskKey({ chance, itemId }: BackorderRisk): string {
  return `${chance} ${itemId}`;
}

const KEY = /^(?<chance>[01](\.\d{1,3})?) (?<itemId>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readKey(key: string): { chance: number; itemId: string } {
  const { chance, itemId } = KEY.exec(key)?.groups ?? {};
  if (chance === undefined || itemId === undefined) throw unknownCursor();
  return { chance: Number(chance), itemId };
}
