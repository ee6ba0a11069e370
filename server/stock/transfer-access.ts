import type { MovementsInput } from '../../shared/stock/movement.schema.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import { AppError } from '../platform/errors.ts';

/** A transfer changes the stock of two stores. @throws AppError `forbidden` unless the caller may do so in both */
export function checkDestinations(caller: Principal, { movements }: MovementsInput): void {
  movements.forEach(({ toStoreId }, index) => {
    if (toStoreId === undefined || permitsInStore(caller, 'stock:write', toStoreId)) return;
    throw new AppError('forbidden', `/movements/${index}/toStoreId: you may not send goods to that store.`);
  });
}
