import {
  ReceiveDeliveryCommand,
  ReceiveTransferCommand,
  UndoDeliveryCommand,
  UndoTransferCommand,
} from '../../shared/live/socket.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import { asCaller } from '../identity/caller.ts';
import { answering, type LiveSocket } from '../live/live.sockets.ts';
import type { Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import type { Deed } from './purchase-orders.service.ts';
import { receivePurchaseOrder, undoReceipt } from './receive.service.ts';
import { receiveTransfer, undoTransferReceipt } from './receive-transfer.service.ts';

/** What a tablet does at the back door; the same use cases as the HTTP routes. */
export function registerPurchasingCommands(
  socket: LiveSocket,
  principal: Principal,
  context: Context,
  onError: (error: unknown) => void,
): void {
  const ctx = asCaller(context, { principal });
  const checked = (storeId: string, idempotencyKey: string): Deed => {
    if (!permitsInStore(principal, 'receipts:write', storeId))
      throw new AppError('forbidden', 'This takes the permission receipts:write.');
    return { by: principal.name, via: principal.kind === 'key' ? 'api' : 'tablet', idempotencyKey };
  };
  socket.on(
    'delivery.receive',
    answering(
      ReceiveDeliveryCommand,
      async ({ storeId, poId, idempotencyKey, ...input }) => {
        const deed = checked(storeId, idempotencyKey);
        return { ok: await receivePurchaseOrder(ctx, storeId, poId, input, deed) };
      },
      onError,
    ),
  );
  socket.on(
    'delivery.undo',
    answering(
      UndoDeliveryCommand,
      async ({ storeId, poId, receiptId, idempotencyKey }) => {
        const deed = checked(storeId, idempotencyKey);
        return { ok: await undoReceipt(ctx, storeId, poId, receiptId, deed) };
      },
      onError,
    ),
  );
  registerTransferCommands(socket, ctx, checked, onError);
}

/** What comes from another store is taken in at the same door. */
function registerTransferCommands(
  socket: LiveSocket,
  ctx: Context,
  checked: (storeId: string, idempotencyKey: string) => Deed,
  onError: (error: unknown) => void,
): void {
  socket.on(
    'transfer.receive',
    answering(
      ReceiveTransferCommand,
      async ({ storeId, transferId, idempotencyKey, ...input }) => {
        const deed = checked(storeId, idempotencyKey);
        return { ok: await receiveTransfer(ctx, storeId, transferId, input, deed) };
      },
      onError,
    ),
  );
  socket.on(
    'transfer.undo',
    answering(
      UndoTransferCommand,
      async ({ storeId, transferId, receiptId, idempotencyKey }) => {
        const deed = checked(storeId, idempotencyKey);
        return { ok: await undoTransferReceipt(ctx, storeId, transferId, receiptId, deed) };
      },
      onError,
    ),
  );
}
