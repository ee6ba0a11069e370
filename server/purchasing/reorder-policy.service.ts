import type {
  ReorderPolicyInput,
  SavedReorderPolicy,
  ServiceLevels,
} from '../../shared/purchasing/reorder-policy.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { findReorderPolicy, upsertReorderPolicy } from './reorder-policy.store.ts';
import { changedLevels, USUAL_LEVELS } from './service-levels.ts';

/** How sure it is to be that items of a store last. */
export async function readServiceLevels(db: Queryable, storeId: string): Promise<ServiceLevels> {
  return (await findReorderPolicy(db, storeId))?.levels ?? USUAL_LEVELS;
}

/** @throws AppError `not-found` when there is no such store */
export function findPolicy({ db }: Pick<Context, 'db'>, storeId: string): Promise<SavedReorderPolicy> {
  return inStoreView(db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const found = await findReorderPolicy(trx, storeId);
    return { serviceLevels: found?.levels ?? USUAL_LEVELS, version: found?.version ?? 0 };
  });
}

/**
 * Sets how sure it is to be that items last: what is proposed from now on follows it.
 * @throws AppError `invalid` for what is no service level, `precondition-failed` when `ifVersion` is not the current one
 */
export function changeReorderPolicy(
  ctx: Context,
  storeId: string,
  { serviceLevels }: ReorderPolicyInput,
  ifVersion?: string,
): Promise<SavedReorderPolicy> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const found = await findReorderPolicy(trx, storeId);
    if (ifVersion !== undefined && ifVersion !== `${found?.version ?? 0}`)
      throw new AppError(
        'precondition-failed',
        'Somebody else changed the levels meanwhile; load them again.',
      );
    const before = found?.levels ?? USUAL_LEVELS;
    const { levels, errors } = changedLevels(before, serviceLevels);
    if (errors.length > 0) throw invalid(errors);
    const version = await upsertReorderPolicy(trx, storeId, levels);
    await recordAudit(trx, ctx, { storeId, action: 'reorder-policy.change', before, after: levels });
    return { serviceLevels: levels, version };
  });
}
