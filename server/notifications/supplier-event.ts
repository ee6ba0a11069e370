import type { Money } from '../../shared/money.ts';
import type { OrderEvent, OrderedLine } from '../../shared/purchasing/supplier-event.schema.ts';
import type { DocumentLine, SupplierDocument } from '../purchasing/supplier-document.ts';

const TYPES = {
  sent: 'order.sent',
  amended: 'order.amended',
  cancelled: 'order.cancelled',
} as const satisfies Record<SupplierDocument['kind'], OrderEvent['type']>;

/** A purchase order as a supplier's program is told of it; the same document makes the same event. */
export function orderEvent(
  { kind, at, ...document }: SupplierDocument,
  { answerTo, portalUrl }: { answerTo: string; portalUrl: string },
): OrderEvent {
  const { reference, number, version, store, currency, total, note, lines } = document;
  return {
    type: TYPES[kind],
    timestamp: at,
    data: {
      ...{ order: reference, number, version, store, currency },
      total: { amount: total, currency },
      ...{ note, answerTo, portalUrl },
      lines: lines.map((line) => toLine(line, currency)),
    },
  };
}

function toLine({ packPrice, total, ...line }: DocumentLine, currency: string): OrderedLine {
  const money = (amount: number | null): Money | null => (amount === null ? null : { amount, currency });
  return { ...line, packPrice: money(packPrice), total: money(total) };
}
