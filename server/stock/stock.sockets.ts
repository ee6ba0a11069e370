import {
  RecordMovementCommand,
  RecordReceiptCommand,
  SetAvailabilityCommand,
} from '../../shared/live/socket.ts';
import { answering, type LiveSocket } from '../live/live.sockets.ts';
import type { Context } from '../platform/context.ts';
import { setAvailability } from './availability.service.ts';
import { recordMovements, recordReceipt } from './movements.service.ts';

/** The commands a tablet needs at once; the same use cases as the HTTP routes. */
export function registerStockCommands(
  socket: LiveSocket,
  ctx: Context,
  onError: (error: unknown) => void,
): void {
  const by = 'Tablet';
  socket.on(
    'availability.set',
    answering(
      SetAvailabilityCommand,
      async ({ storeId, itemId, availability, idempotencyKey }) => ({
        ok: await setAvailability(ctx, storeId, itemId, availability, { by, idempotencyKey }),
      }),
      onError,
    ),
  );
  socket.on(
    'movement.record',
    answering(
      RecordMovementCommand,
      async ({ storeId, movements, idempotencyKey }) => ({
        ok: await recordMovements(ctx, storeId, movements, { by, idempotencyKey }),
      }),
      onError,
    ),
  );
  socket.on(
    'receipt.record',
    answering(
      RecordReceiptCommand,
      async ({ storeId, idempotencyKey, ...receipt }) => ({
        ok: await recordReceipt(ctx, storeId, receipt, { by, idempotencyKey }),
      }),
      onError,
    ),
  );
}
