import type { Transfer } from '../../shared/purchasing/transfer.schema.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/errors.ts';
import type { Deed } from './purchase-orders.service.ts';
import { bookNews } from './receive-transfer.service.ts';
import { moveTransferDeliveries } from './transfer-deliveries.store.ts';
import { inTransitOf } from './transfer-rules.ts';
import { changeTransfer } from './transfers.service.ts';
import { updateTransfer } from './transfers.store.ts';

/** Says no to what was asked for. @throws AppError `conflict` when it was answered already */
export function declineTransfer(
  ctx: Context,
  storeId: string,
  transferId: string,
  { reason }: { reason: string },
  deed: Deed,
): Promise<Transfer> {
  const what = { move: 'decline' as const, input: { reason }, deed };
  return changeTransfer(ctx, storeId, transferId, what, async ({ trx, ends, now }) => {
    await updateTransfer(trx, ends, transferId, { state: 'declined', reason, closed_at: now });
    return { kind: 'declined', words: `declined: ${reason}` };
  });
}

/**
 * Who asked withdraws it; who sent takes back what did not come yet, into its own stock.
 * @throws AppError `conflict` when it is too late for that
 */
export function cancelTransfer(
  ctx: Context,
  storeId: string,
  transferId: string,
  { reason }: { reason?: string | undefined },
  deed: Deed,
): Promise<Transfer> {
  return changeTransfer(
    ctx,
    storeId,
    transferId,
    { move: 'cancel', input: { reason }, deed },
    async (work) => {
      const { trx, ends, transfer, lines, now } = work;
      const why = reason === undefined ? '' : `: ${reason}`;
      const note = reason === undefined ? {} : { reason };
      if (transfer.side === 'receiver') {
        await updateTransfer(trx, ends, transferId, { state: 'cancelled', closed_at: now, ...note });
        return { kind: 'withdrawn', words: `withdrawn${why}` };
      }
      const back = lines
        .filter((line) => inTransitOf(line) > 0)
        .map((line) => ({
          ...{ line, lineId: line.lineId, reason: reason ?? 'taken back' },
          ...{ received: 0, lost: 0, returned: inTransitOf(line) },
        }));
      await updateTransfer(trx, ends, transferId, note);
      await bookNews(work, back, { at: now, why: '' });
      return { kind: 'cancelled', words: `taken back, what was not received yet${why}` };
    },
  );
}

/**
 * Either store says that the goods come later, or earlier, than was known.
 * @throws AppError `invalid` for a time that is past; `conflict` when nothing is on its way
 */
export function delayTransfer(
  ctx: Context,
  storeId: string,
  transferId: string,
  input: { expectedAt: string; reason?: string | undefined },
  deed: Deed,
): Promise<Transfer> {
  return changeTransfer(ctx, storeId, transferId, { move: 'delay', input, deed }, async (work) => {
    const { trx, ends, transfer, now } = work;
    const expectedAt = new Date(input.expectedAt);
    if (expectedAt <= now)
      throw invalid([
        { pointer: '/expectedAt', detail: `${input.expectedAt} is past; say when it comes now` },
      ]);
    const { reason } = input;
    const isLater = expectedAt > transfer.expectedAt!;
    await updateTransfer(trx, ends, transferId, {
      expected_at: expectedAt,
      ...(reason !== undefined && { reason }),
    });
    const moved = { expectedAt, reason: reason ?? null };
    await moveTransferDeliveries(trx, ends.receiver.id, transferId, moved);
    const why = reason === undefined ? '' : `: ${reason}`;
    const words = `${isLater ? 'delayed' : 'brought forward'} to ${expectedAt.toISOString()}${why}`;
    return { kind: 'delayed', words };
  });
}
