import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import { orderReference } from './order-reference.ts';

/** What remains of a line of an order. Quantities in `unit`, prices in minor units. */
export interface DocumentLine {
  supplierSku: string;
  sku: string;
  name: string;
  packName: string;
  packQuantity: number;
  unit: string;
  packs: number;
  quantity: number;
  /** What was ordered before, and is not any more. */
  cancelled: number;
  packPrice: number | null;
  total: number | null;
  wantedAt: string;
}

/** A purchase order as its supplier is told of it: kept as it was then, whatever becomes of it. */
export interface SupplierDocument {
  kind: 'sent' | 'amended' | 'cancelled';
  /** What happened, in the words of the order's story. */
  what: string;
  at: string;
  number: number;
  /** Names the order among those of all stores. */
  reference: string;
  version: number;
  store: { name: string; timeZone: string };
  supplier: { name: string; language: Supplier['language']; terms: string };
  currency: string;
  /** Of the lines whose price is known. */
  total: number;
  note: string | null;
  lines: DocumentLine[];
}

interface OrderFacts {
  number: number;
  version: number;
  currency: string;
  note: string | null;
}

interface LineFacts extends Omit<DocumentLine, 'total' | 'wantedAt'> {
  rejected: number;
  expectedAt: Date;
  deliveries: readonly { expectedAt: string; arrivedAt: string | null; cancelledAt: string | null }[];
}

export interface DocumentFacts {
  order: OrderFacts;
  lines: readonly LineFacts[];
  supplier: Pick<Supplier, 'name' | 'language' | 'terms'>;
  store: { id: string; name: string; timeZone: string };
}

export function documentOf(
  kind: SupplierDocument['kind'],
  what: string,
  { order, supplier, store, lines: all }: DocumentFacts,
  now: Date,
): SupplierDocument {
  const lines = all.map(toLine);
  const { number, version, currency, note } = order;
  return {
    ...{ kind, what, at: now.toISOString(), number, version, currency, note },
    reference: orderReference(store.id, number),
    store: { name: store.name, timeZone: store.timeZone },
    supplier: { name: supplier.name, language: supplier.language, terms: supplier.terms },
    total: lines.reduce((sum, { total }) => sum + (total ?? 0), 0),
    lines,
  };
}

function toLine({ rejected: _, expectedAt, deliveries, ...line }: LineFacts): DocumentLine {
  const { supplierSku, sku, name, packName, packQuantity, unit, cancelled, packPrice } = line;
  const rest = toThousandths(line.quantity) - toThousandths(cancelled);
  const packs = Math.round((rest * 1000) / toThousandths(packQuantity));
  const open = deliveries.find(({ arrivedAt, cancelledAt }) => arrivedAt === null && cancelledAt === null);
  return {
    ...{ supplierSku, sku, name, packName, packQuantity, unit, cancelled, packPrice },
    packs: fromThousandths(packs),
    quantity: fromThousandths(rest),
    total: packPrice === null ? null : Math.round((packs * packPrice) / 1000),
    wantedAt: new Date(open?.expectedAt ?? expectedAt).toISOString(),
  };
}
