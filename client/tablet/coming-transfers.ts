import type { PurchaseOrderChange, TransferChange } from '../../shared/live/change.ts';
import { unreachable } from '../../shared/assert.ts';
import type { ReceiveTransferCommand } from '../../shared/live/socket.ts';
import { reasonWords } from '../stock/known-reasons.ts';
import { lineWords } from './delivery-line-words.ts';

/** What is to come in at the back door: of a supplier, or of another store, whose transfer it then is. */
export type Coming = PurchaseOrderChange & { isTransfer?: true };

/** Goods of other stores, as what comes from suppliers is listed: by the unit, and from the store that sent them. */
export function comingTransfers(transfers: Iterable<TransferChange>): Coming[] {
  return [...transfers]
    .filter(isComing)
    .map(({ id, seq, at, number, otherStore, expectedAt, lines, state }) => ({
      ...{ type: 'purchase-order', id, seq, at, poId: id, number, supplier: otherStore, isTransfer: true },
      state: state === 'partially-received' ? state : 'sent',
      lines: lines
        .filter(({ sent }) => sent > 0)
        .map(({ lineId, itemId, sent, received, inTransit }) => ({
          ...{ lineId, itemId, supplierSku: '', packName: '', packQuantity: 1 },
          ...{ quantity: sent, received, outstanding: inTransit },
          ...(expectedAt !== undefined && { expectedAt }),
        })),
    }));
}

function isComing({ side, state }: TransferChange): boolean {
  switch (state) {
    case 'sent':
    case 'partially-received':
      return side === 'receiver';
    case 'asked':
    case 'received':
    case 'declined':
    case 'cancelled':
      return false;
    default:
      return unreachable(state);
  }
}

/** What was said of a line; what was not kept was lost, or goes back into the stock of the store that sent it. */
interface Said {
  lineId: string;
  quantity: number;
  rejected?: number;
  returned?: boolean;
  reason?: string;
}

type SentLine = NonNullable<ReceiveTransferCommand['lines']>[number];

/** What the server is told of a line of a transfer. */
export function transferLine({ lineId, quantity, rejected = 0, returned, reason }: Said): SentLine {
  return {
    ...{ lineId, quantity },
    ...(rejected > 0 && (returned ? { returned: rejected } : { lost: rejected })),
    ...(rejected > 0 && reason !== undefined && { reason }),
  };
}

/** How what was not kept is told: "2 kg lost: too warm", "2 kg back to Central: too much". */
export function notKeptWords(
  amount: string,
  { returned, reason }: Pick<Said, 'returned' | 'reason'>,
  sender: string,
): string {
  const why = reasonWords(reason ?? '');
  if (returned)
    return why === '' ? lineWords.backTo(amount, sender) : lineWords.backToAs(amount, sender, why);
  return why === '' ? lineWords.lost(amount) : lineWords.lostAs(amount, why);
}
