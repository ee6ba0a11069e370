import type {
  Transfer,
  TransferEvent,
  TransferLine,
  TransferReceipt,
  TransferSummary,
} from '../../shared/purchasing/transfer.schema.ts';
import { inTransitOf, isLateTransfer, type LineAmounts, type TransferTimes } from './transfer-rules.ts';

type LineFacts = Omit<TransferLine, 'inTransit' | 'reason'> & LineAmounts & { reason: string | null };

/** A transfer and its lines become what their schemas say: what is not known is left out. */
export function toTransferSummary(
  row: TransferTimes & object,
  lines: readonly LineFacts[],
  now: Date,
): TransferSummary {
  const present = Object.entries(row).flatMap(([key, value]: [string, unknown]) => {
    if (value === null) return [];
    return [[key, value instanceof Date ? value.toISOString() : value] as const];
  });
  const head = Object.fromEntries(present) as Omit<TransferSummary, 'isLate' | 'lines'>;
  return { ...head, isLate: isLateTransfer(row, now), lines: lines.map(toLine) };
}

export function toTransfer(
  row: TransferTimes & object,
  lines: readonly LineFacts[],
  { events, receipts }: { events: TransferEvent[]; receipts: TransferReceipt[] },
  now: Date,
): Transfer {
  return { ...toTransferSummary(row, lines, now), events, receipts };
}

function toLine({ reason, ...line }: LineFacts): TransferLine {
  const { lineId, itemId, sku, name, unit, asked, sent, received, lost, returned } = line;
  return {
    ...{ lineId, itemId, sku, name, unit, asked, sent, received, lost, returned },
    inTransit: inTransitOf(line),
    ...(reason !== null && { reason }),
  };
}
