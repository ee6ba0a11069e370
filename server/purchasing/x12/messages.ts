import type { SupplierMessage } from '../../../shared/purchasing/supplier-message.schema.ts';
import { readAcknowledgement } from './acknowledgement.ts';
import type { TransactionSet } from './envelope.ts';
import { readPriceList } from './price-list.ts';
import { elementOf, type Mistake } from './segments.ts';
import { readShipment } from './shipment.ts';
import type { Known, Places } from './set-reading.ts';

export interface ReadMessage {
  message: SupplierMessage;
  /** Which segment said what a pointer into the message names. */
  places: Places;
}

/** What a transaction set says; where there are mistakes nothing of it holds. */
export interface ReadSet {
  messages: ReadMessage[];
  mistakes: Mistake[];
}

const READERS: Readonly<Record<string, (set: TransactionSet, known: Known) => ReadSet>> = {
  '855': readAcknowledgement,
  '856': readShipment,
  '832': readPriceList,
};

/** What a supplier says with a transaction set. Of a type that is not read, a mistake at its ST. */
export function readMessages(set: TransactionSet, known: Known): ReadSet {
  if (set.broken) return { messages: [], mistakes: [set.broken] };
  const read = READERS[set.type];
  if (read) return read(set, known);
  const { position } = set.segments[0]!;
  const detail = `"${set.type}" is no message that is read here; send 855, 856, 832 or 997`;
  return {
    messages: [],
    mistakes: [{ position, segment: 'ST', element: 1, detail, code: '1', value: set.type }],
  };
}

/** The orders that a set names, as it writes them, before anything is known of them. */
export function referencesIn({ segments }: TransactionSet): string[] {
  return segments.flatMap((segment) => {
    if (segment.id === 'BAK') return [elementOf(segment, 3)];
    return segment.id === 'PRF' ? [elementOf(segment, 1)] : [];
  });
}
