import type { FieldError } from '../../shared/errors.ts';
import type {
  AcknowledgeInput,
  DelayInput,
  ShipmentInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import type { SupplierMessage } from '../../shared/purchasing/supplier-message.schema.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';

const LINE = /^\/lines\/(\d+)\/supplierSku$/;

type MessageOf<T extends SupplierMessage['type']> = Extract<SupplierMessage, { type: T }>;

/** What the lines of an order have to tell for those of a message to be found among them. */
export interface OrderedLine {
  lineId: string;
  supplierSku: string;
  packQuantity: number;
}

/** What a message comes to for the order that it names; the mistakes point into the message. */
export interface Translated<I> {
  input: I;
  errors: FieldError[];
}

export function acknowledgeInput(
  { order, lines, note }: MessageOf<'order.acknowledged'>,
  ordered: readonly OrderedLine[],
): Translated<AcknowledgeInput> {
  const { found, errors } = findLines(lines ?? [], ordered, order);
  const named = found.map(({ line: { expectedAt }, lineId, quantity }) => ({
    lineId,
    ...(quantity !== undefined && { quantity }),
    ...(expectedAt !== undefined && { expectedAt }),
  }));
  return { input: { ...(lines && { lines: named }), ...(note && { note }) }, errors };
}

export function delayInput(
  { order, expectedAt, reason, supplierSkus }: MessageOf<'order.delayed'>,
  ordered: readonly OrderedLine[],
): Translated<DelayInput> {
  const named = (supplierSkus ?? []).map((supplierSku) => ({ supplierSku }));
  const { found, errors } = findLines(named, ordered, order);
  const lines = found.map(({ lineId }) => lineId);
  return {
    input: { expectedAt, ...(reason && { reason }), ...(supplierSkus && { lines }) },
    errors: errors.map(({ pointer, detail }) => ({
      pointer: pointer.replace(LINE, '/supplierSkus/$1'),
      detail,
    })),
  };
}

export function shipmentInput(
  { order, expectedAt, lines, note }: MessageOf<'order.shipped'>,
  ordered: readonly OrderedLine[],
): Translated<ShipmentInput> {
  const { found, errors } = findLines(lines ?? [], ordered, order);
  const named = found.map(({ lineId, quantity }) => ({
    lineId,
    ...(quantity !== undefined && { quantity }),
  }));
  return { input: { expectedAt, ...(lines && { lines: named }), ...(note && { note }) }, errors };
}

interface MessageLine {
  supplierSku: string;
  packs?: number | undefined;
  quantity?: number | undefined;
}

interface Found<L> {
  line: L;
  lineId: string;
  /** In the stock unit; absent where the message leaves it open. */
  quantity: number | undefined;
}

function findLines<L extends MessageLine>(
  lines: readonly L[],
  ordered: readonly OrderedLine[],
  order: string,
): { found: Found<L>[]; errors: FieldError[] } {
  const byCode = new Map(ordered.map((line) => [line.supplierSku, line]));
  const known = [...byCode.keys()].slice(0, 10).join(', ');
  const found: Found<L>[] = [];
  const errors: FieldError[] = [];
  for (const [index, line] of lines.entries()) {
    const match = byCode.get(line.supplierSku);
    if (match) found.push({ line, lineId: match.lineId, quantity: inStockUnit(line, match) });
    else
      errors.push({
        pointer: `/lines/${index}/supplierSku`,
        detail: `${line.supplierSku} is not on order ${order}, which has ${known}`,
      });
  }
  return { found, errors };
}

function inStockUnit({ packs, quantity }: MessageLine, { packQuantity }: OrderedLine): number | undefined {
  if (packs === undefined) return quantity;
  return fromThousandths(Math.round((toThousandths(packs) * toThousandths(packQuantity)) / 1000));
}
