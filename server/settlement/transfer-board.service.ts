import type { TransferOnScreen } from '../../shared/purchasing/transfer.schema.ts';
import type { NewChange } from '../live/change-stream.store.ts';
import type { Queryable } from '../platform/database.ts';
import { listTransfersOnScreen } from './transfer-board.store.ts';

/** Transfers of which something is still to be done, as the screens of one of their stores know them. */
export function listTransfersForScreens(db: Queryable, storeId: string): Promise<TransferOnScreen[]> {
  return listTransfersOnScreen(db, storeId);
}

/** What a store's screens are told of a transfer after something happened to it. */
export async function transferChange(db: Queryable, storeId: string, transferId: string): Promise<NewChange> {
  const [state = null] = await listTransfersOnScreen(db, storeId, [transferId]);
  return { type: 'transfer', id: transferId, state };
}
