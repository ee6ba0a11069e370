import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type {
  ReceiveDeliveryCommand,
  ReceiveTransferCommand,
  RecordMovementCommand,
  RecordReceiptCommand,
  SetAvailabilityCommand,
  UndoDeliveryCommand,
  UndoTransferCommand,
} from '../../shared/live/socket.ts';
import { unreachable } from '../../shared/assert.ts';
import type { Money } from '../../shared/money.ts';
import type { Availability, AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import { transferLine } from './coming-transfers.ts';

/** By how much on hand of one item moved: wasting a dish moves each of its components. */
export interface Moved {
  itemId: string;
  sku: string;
  quantity: number;
}

/** The goods of one lot. */
export interface Batch {
  lot?: string;
  /** YYYY-MM-DD */
  expiresAt?: string;
}

/** What came in place of what was ordered; `insteadOf` is how much of that it stands for, 0 where that is still to come. */
export interface CameInstead extends Moved, Batch {
  insteadOf: number;
}

/**
 * What came of one line of a purchase order; `quantity` is what was kept, `rejected` what went back: of what another store
 * sent, what was lost, unless it was `returned`.
 */
export interface DeliveredLine extends Moved, Batch {
  lineId: string;
  rejected?: number;
  replaced?: boolean;
  returned?: boolean;
  reason?: string;
  /** Of a pack, by the delivery note. */
  price?: Money;
  priceConfirmed?: boolean;
  substitute?: CameInstead;
  /** Ids of pictures of what went back, which are sent by themselves once the receipt is there. */
  photos?: readonly string[];
}

/**
 * What a person did. Quantities in the item's stock unit; only the lines of a correction may be negative. A delivery that is
 * a transfer of another store has its id where that of the purchase order is.
 */
export type Deed =
  | { kind: 'availability'; availability: AvailabilityInput }
  | { kind: 'count' | 'waste' | 'receive'; quantity: number; reason?: string }
  | { kind: 'correct'; lines: readonly Moved[]; reason: string }
  | { kind: 'delivery'; poId: string; isTransfer?: true; lines: readonly DeliveredLine[] }
  | { kind: 'undo-delivery'; poId: string; isTransfer?: true; receiptId: string; lines: readonly Moved[] };

/** What the screen showed when the person did it: the ground for "expected", for undo and for telling both values. */
export interface Before {
  availability: Availability;
  onHand: number | null;
}

/**
 * One deed on its way to the server. `id` doubles as idempotency key, so it never changes; `at` is the estimated server
 * time of the tap; `attempted` means the server may have seen it already.
 */
export interface TabletAction {
  id: string;
  order: number;
  at: string;
  /** Of what it was done to: an item, or the purchase order of a delivery. */
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  deed: Deed;
  before: Before;
  attempted: boolean;
  /** Whoever did it; nobody in particular in a store without PINs. */
  by?: ShiftPerson;
  /** The action that this one takes back. */
  undoes?: string;
  /** The mark whose reason or end this one changes: the log tells only the latest. */
  adjusts?: string;
}

export type Command =
  | { event: 'availability.set'; payload: SetAvailabilityCommand }
  | { event: 'movement.record'; payload: RecordMovementCommand }
  | { event: 'receipt.record'; payload: RecordReceiptCommand }
  | { event: 'delivery.receive'; payload: ReceiveDeliveryCommand }
  | { event: 'delivery.undo'; payload: UndoDeliveryCommand }
  | { event: 'transfer.receive'; payload: ReceiveTransferCommand }
  | { event: 'transfer.undo'; payload: UndoTransferCommand };

type Head = Pick<SetAvailabilityCommand, 'storeId' | 'idempotencyKey'>;

/** What the server is asked for a deed. Movements carry the time of the tap: they may be sent much later. */
export function commandOf(action: TabletAction, storeId: string): Command {
  const head: Head = { storeId, idempotencyKey: action.id };
  const { deed } = action;
  switch (deed.kind) {
    case 'availability':
      return {
        event: 'availability.set',
        payload: { ...head, itemId: action.itemId, availability: deed.availability },
      };
    case 'receive':
      return {
        event: 'receipt.record',
        payload: { ...head, lines: [lineOf(action, deed)], ...whenAndWhy(action, deed) },
      };
    case 'count':
    case 'waste': {
      const movement = { type: deed.kind, ...lineOf(action, deed), ...whenAndWhy(action, deed) };
      return { event: 'movement.record', payload: { ...head, movements: [movement] } };
    }
    case 'correct': {
      const movements = deed.lines.map((line) => ({
        type: 'correction' as const,
        ...lineOf(line, line),
        ...whenAndWhy(action, deed),
      }));
      return { event: 'movement.record', payload: { ...head, movements } };
    }
    case 'delivery': {
      // The receipt is known by the action's own id, so that it can be undone before it was answered.
      const receipt = { ...head, receiptId: action.id, at: action.at };
      if (deed.isTransfer) {
        const payload = { ...receipt, transferId: deed.poId, lines: deed.lines.map(transferLine) };
        return { event: 'transfer.receive', payload };
      }
      const payload = { ...receipt, poId: deed.poId, lines: deed.lines.map(commandLine) };
      return { event: 'delivery.receive', payload };
    }
    case 'undo-delivery': {
      const { poId, receiptId } = deed;
      return deed.isTransfer
        ? { event: 'transfer.undo', payload: { ...head, transferId: poId, receiptId } }
        : { event: 'delivery.undo', payload: { ...head, poId, receiptId } };
    }
    default:
      return unreachable(deed);
  }
}

function commandLine({ itemId: _, sku: __, photos: ___, substitute, ...line }: DeliveredLine) {
  if (!substitute) return line;
  const { itemId: ____, ...instead } = substitute;
  return { ...line, substitute: instead };
}

function lineOf(
  { sku }: { sku: string },
  { quantity }: { quantity: number },
): { sku: string; quantity: number } {
  return { sku, quantity };
}

function whenAndWhy({ at }: TabletAction, { reason }: { reason?: string }): { at: string; reason?: string } {
  return reason ? { at, reason } : { at };
}
