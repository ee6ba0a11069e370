import type { Permission } from '../../shared/identity/access.schema.ts';
import {
  RecordMovementCommand,
  RecordReceiptCommand,
  SetAvailabilityCommand,
} from '../../shared/live/socket.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import { asCaller } from '../identity/caller.ts';
import { answering, type LiveSocket } from '../live/live.sockets.ts';
import type { Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import { setAvailability } from './availability.service.ts';
import { recordMovements, recordReceipt } from './movements.service.ts';
import { checkDestinations } from './transfer-access.ts';

/** The commands a tablet needs at once; the same use cases as the HTTP routes. */
export function registerStockCommands(
  socket: LiveSocket,
  principal: Principal,
  context: Context,
  onError: (error: unknown) => void,
): void {
  const ctx = asCaller(context, { principal });
  const by = principal.name;
  const check = (permission: Permission, storeId: string): void => {
    if (permitsInStore(principal, permission, storeId)) return;
    throw new AppError('forbidden', `This takes the permission ${permission}.`);
  };
  socket.on(
    'availability.set',
    answering(
      SetAvailabilityCommand,
      async ({ storeId, itemId, availability, idempotencyKey }) => {
        check('availability:write', storeId);
        return { ok: await setAvailability(ctx, storeId, itemId, availability, { by, idempotencyKey }) };
      },
      onError,
    ),
  );
  socket.on(
    'movement.record',
    answering(
      RecordMovementCommand,
      async ({ storeId, movements, idempotencyKey }) => {
        check('stock:write', storeId);
        checkDestinations(principal, { movements });
        return { ok: await recordMovements(ctx, storeId, movements, { by, idempotencyKey }) };
      },
      onError,
    ),
  );
  socket.on(
    'receipt.record',
    answering(
      RecordReceiptCommand,
      async ({ storeId, idempotencyKey, ...receipt }) => {
        check('stock:write', storeId);
        return { ok: await recordReceipt(ctx, storeId, receipt, { by, idempotencyKey }) };
      },
      onError,
    ),
  );
}
