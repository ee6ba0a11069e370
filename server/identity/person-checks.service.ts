import type { StoreRole } from '../../shared/identity/access.schema.ts';
import type { Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { storesWith, type Principal } from './access.ts';
import { countOwners, findPersonByEmail, type NewPerson } from './people.store.ts';
import { mayManage, maySpeakFor } from './person-rules.ts';
import { listStoreIdsAmong } from './stores.service.ts';

/** @throws AppError `forbidden` */
export function refuseUnlessManaged(caller: Principal, before: NewPerson | null, after: NewPerson): void {
  const refusal = mayManage(storesWith(caller, 'people:write'), before, after);
  if (refusal) throw new AppError('forbidden', refusal);
}

/** @throws AppError `forbidden` */
export function refuseUnlessSpokenFor(caller: Principal, person: NewPerson): void {
  const refusal = maySpeakFor(storesWith(caller, 'people:write'), person);
  if (refusal) throw new AppError('forbidden', refusal);
}

/** @throws AppError `invalid` for a store that does not exist or comes twice */
export async function refuseWrongRoles(
  trx: Transaction,
  roles: readonly { storeId: string; role: StoreRole }[],
): Promise<void> {
  const ids = roles.map(({ storeId }) => storeId);
  const known = await listStoreIdsAmong(trx, ids);
  const errors = ids.flatMap((storeId, index) => {
    const pointer = `/roles/${index}/storeId`;
    if (!known.has(storeId)) return [{ pointer, detail: `there is no store ${storeId}` }];
    if (ids.indexOf(storeId) === index) return [];
    return [{ pointer, detail: `${storeId} comes twice; a person has one role in a store` }];
  });
  if (errors.length > 0) throw invalid(errors);
}

/** @throws AppError `conflict` */
export async function refuseTakenEmail(trx: Transaction, { id, email }: NewPerson): Promise<void> {
  const holder = email === null ? undefined : await findPersonByEmail(trx, email);
  if (holder && holder.id !== id)
    throw new AppError('conflict', `${email} is the address of ${holder.name} already.`);
}

/** @throws AppError `conflict` */
export async function refuseWithoutOwner(trx: Transaction): Promise<void> {
  if ((await countOwners(trx)) === 0)
    throw new AppError('conflict', 'There has to be an owner who can sign in; make somebody else one first.');
}
