import type {
  AcknowledgeInput,
  PurchaseOrder,
  PurchaseOrderInput,
  PurchaseOrderLine,
  PurchaseOrderPatch,
  ReceiveInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, isQuantity, toThousandths } from '../../shared/quantity.ts';
import { instantOfLocal, localTime } from '../identity/local-date.ts';
import { readMoney } from '../ui/money-words.ts';

/** So many packs of an item, as they are filled in. */
export interface PacksDraft {
  sku: string;
  packs: number | null;
}

export interface PurchaseDraft {
  supplierId: string;
  lines: PacksDraft[];
  /** In the store's time zone; empty: with the next delivery. */
  expectedAt: string;
  note: string;
}

export const filledPacks = (lines: readonly PacksDraft[]): PacksDraft[] =>
  lines.filter(({ sku }) => sku !== '');

export function purchaseInputOf(
  { supplierId, lines, expectedAt, note }: PurchaseDraft,
  timeZone: string,
  again: boolean,
): PurchaseOrderInput {
  return {
    supplierId,
    ...(note.trim() !== '' && { note: note.trim() }),
    ...(expectedAt !== '' && { expectedAt: instantOfLocal(expectedAt, timeZone).toISOString() }),
    ...(again && { again }),
    lines: filledPacks(lines).map(({ sku, packs }) => ({ sku, packs: packs ?? 0 })),
  };
}

/** Lines of which something is wanted still. */
export function changeableLines(order: PurchaseOrder): PurchaseOrderLine[] {
  return order.lines.filter(({ quantity, cancelled }) => cancelled < quantity);
}

/**
 * What was changed of an order's lines; null when nothing was. A line whose packs stay keeps its price, and its day where
 * that is still to come.
 */
export function purchasePatchOf(
  order: PurchaseOrder,
  lines: readonly PacksDraft[],
  note: string,
  nowMs: number,
): PurchaseOrderPatch | null {
  const before = new Map(changeableLines(order).map((line) => [line.sku, line]));
  const filled = filledPacks(lines);
  const isSame =
    filled.length === before.size && filled.every(({ sku, packs }) => before.get(sku)?.packs === packs);
  const isNoteSame = note.trim() === (order.note ?? '');
  if (isSame && isNoteSame) return null;
  const wanted = filled.map(({ sku, packs }) => {
    const line = before.get(sku);
    const isKept = line !== undefined && line.packs === packs;
    return {
      sku,
      packs: packs ?? 0,
      ...(isKept && line.packPrice && { packPrice: line.packPrice }),
      ...(line && Date.parse(line.expectedAt) > nowMs && { expectedAt: line.expectedAt }),
    };
  });
  return { ...(!isNoteSame && { note: note.trim() }), ...(!isSame && { lines: wanted }) };
}

/** A number as people type it, 0 too; null for what is none. */
export function readAnyQuantity(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && value >= 0 && isQuantity(value) ? fromThousandths(toThousandths(value)) : null;
}

export function anyQuantityMistake(text: string): string | undefined {
  return readAnyQuantity(text) === null ? 'A number, with three decimals at most.' : undefined;
}

/** What a supplier says of a part of a line; several parts of a line are a split delivery. */
export interface ConfirmDraft {
  id: number;
  lineId: string;
  quantity: string;
  expectedAt: string;
}

export const openLines = ({ lines }: PurchaseOrder): PurchaseOrderLine[] =>
  lines.filter(({ outstanding }) => outstanding > 0);

let ids = 0;

export function aConfirmDraft(lineId: string, quantity: number, at: string, timeZone: string): ConfirmDraft {
  return { id: ++ids, lineId, quantity: `${quantity}`, expectedAt: localTime(Date.parse(at), timeZone) };
}

/** One part for each delivery that is to come. */
export function confirmDraftsOf(order: PurchaseOrder, timeZone: string): ConfirmDraft[] {
  return openLines(order).flatMap(({ lineId, deliveries }) =>
    deliveries
      .filter(({ state }) => state === 'expected' || state === 'late')
      .map(({ quantity, arrived, expectedAt }) => {
        const rest = fromThousandths(toThousandths(quantity) - toThousandths(arrived));
        return aConfirmDraft(lineId, rest, expectedAt, timeZone);
      }),
  );
}

export function acknowledgeInputOf(
  drafts: readonly ConfirmDraft[] | null,
  note: string,
  timeZone: string,
): AcknowledgeInput {
  return {
    ...(drafts && {
      lines: drafts.map(({ lineId, quantity, expectedAt }) => ({
        lineId,
        quantity: readAnyQuantity(quantity) ?? 0,
        ...(expectedAt !== '' && { expectedAt: instantOfLocal(expectedAt, timeZone).toISOString() }),
      })),
    }),
    ...(note.trim() !== '' && { note: note.trim() }),
  };
}

/** What came of a line, as it is filled in. */
export interface ReceiveDraft {
  lineId: string;
  quantity: string;
  rejected: string;
  reason: string;
  replaced: boolean;
  price: string;
  /** As it was typed when somebody said that it is right, although it is hard to believe. */
  believed: string | null;
  lot: string;
  expiresAt: string;
  /** Whether more than the quantity is looked at. */
  isWide: boolean;
}

export function receiveDraftOf({ lineId, outstanding }: PurchaseOrderLine): ReceiveDraft {
  const nothing = {
    rejected: '',
    reason: '',
    replaced: false,
    price: '',
    believed: null,
    lot: '',
    expiresAt: '',
    isWide: false,
  };
  return { lineId, quantity: `${outstanding}`, ...nothing };
}

/** Lines of which something came or was sent back, in the order in which they are sent. */
export function arrivedDrafts(drafts: readonly ReceiveDraft[]): ReceiveDraft[] {
  return drafts.filter(
    ({ quantity, rejected }) => (readAnyQuantity(quantity) ?? 0) > 0 || (readAnyQuantity(rejected) ?? 0) > 0,
  );
}

export function receiveInputOf(drafts: readonly ReceiveDraft[], currency: string): ReceiveInput {
  return {
    lines: arrivedDrafts(drafts).map(
      ({ lineId, quantity, rejected, reason, replaced, price, believed, lot, expiresAt }) => {
        const sentBack = readAnyQuantity(rejected) ?? 0;
        const paid = readMoney(price, currency);
        return {
          lineId,
          quantity: readAnyQuantity(quantity) ?? 0,
          ...(sentBack > 0 && { rejected: sentBack, ...(replaced && { replaced }) }),
          ...(reason.trim() !== '' && { reason: reason.trim() }),
          ...(paid && { price: paid }),
          ...(paid && believed === price && { priceConfirmed: true }),
          ...(lot.trim() !== '' && { lot: lot.trim() }),
          ...(expiresAt !== '' && { expiresAt }),
        };
      },
    ),
  };
}

/** What is taken of a line: as long as nobody typed otherwise, what was sent back is taken off what was to come. */
export function keptWhenRejected(
  draft: Pick<ReceiveDraft, 'quantity' | 'rejected'>,
  rejected: string,
  outstanding: number,
): string {
  const kept = (back: string): string => {
    const rest = toThousandths(outstanding) - toThousandths(readAnyQuantity(back) ?? 0);
    return `${fromThousandths(Math.max(0, rest))}`;
  };
  return draft.quantity === kept(draft.rejected) ? kept(rejected) : draft.quantity;
}
