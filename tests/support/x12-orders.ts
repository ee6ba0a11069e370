import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SupplierDocument } from '../../server/purchasing/supplier-document.ts';
import {
  writeAcknowledgement,
  type Acknowledged,
  type OrderedItem,
} from '../../server/purchasing/x12/acknowledgement.ts';
import { writeDelay, type Delayed } from '../../server/purchasing/x12/delay.ts';
import {
  readInterchange,
  writeInterchange,
  type Group,
  type NewEnvelope,
  type NewSet,
} from '../../server/purchasing/x12/envelope.ts';
import { readMessages, type ReadSet } from '../../server/purchasing/x12/messages.ts';
import { writePriceList, type PricesChanged } from '../../server/purchasing/x12/price-list.ts';
import type { Known } from '../../server/purchasing/x12/set-reading.ts';
import { writeShipment, type Shipped } from '../../server/purchasing/x12/shipment.ts';

/** Two goods as a supplier sells them: one by the case, one by weight in a bag that has no code of its own. */
export const MOZZARELLA: OrderedItem = {
  ...{ supplierSku: 'MOZ-125', sku: 'MOZZARELLA', packName: 'case', packQuantity: 10, unit: 'kg', packs: 3 },
};
export const BASIL: OrderedItem = {
  ...{ supplierSku: 'BAS-1', sku: 'BASIL', packName: 'bunch', packQuantity: 1, unit: 'each', packs: 12 },
};

export const REFERENCE = '1042-9F3A2B1C';
export const ZONE = 'Europe/Vienna';

/** What is known of the one order that there is. */
export function knownOrder(items: readonly OrderedItem[] = [MOZZARELLA, BASIL]): Known {
  const order = { reference: REFERENCE, timeZone: ZONE, deliveryTime: '08:00', lines: items };
  return {
    orders: new Map([[REFERENCE, order]]),
    items: new Map(items.map((item) => [item.supplierSku, item])),
    currency: 'EUR',
  };
}

export function envelope(given: Partial<NewEnvelope> = {}): NewEnvelope {
  return {
    sender: { qualifier: 'ZZ', id: 'DAIRY' },
    receiver: { qualifier: '14', id: '9012345000004' },
    controlNumber: 42,
    at: new Date('2026-11-26T09:30:00Z'),
    isTest: false,
    ...given,
  };
}

export function orderDocument(given: Partial<SupplierDocument> = {}): SupplierDocument {
  const line = { cancelled: 0, wantedAt: '2026-11-28T07:00:00Z' };
  return {
    ...{
      kind: 'sent',
      what: 'sent',
      at: '2026-11-26T09:30:00Z',
      number: 1042,
      reference: REFERENCE,
      version: 1,
    },
    store: { name: 'Küche am Ring', timeZone: ZONE },
    supplier: { name: 'Molkerei Süd', language: 'de', terms: '' },
    ...{ currency: 'EUR', total: 4920, note: 'Ring at the back door, please' },
    lines: [
      { ...MOZZARELLA, ...line, name: 'Mozzarella di bufala', quantity: 30, packPrice: 1240, total: 3720 },
      { ...BASIL, ...line, name: 'Basil', quantity: 12, packPrice: 100, total: 1200 },
    ],
    ...given,
  };
}

/** A file as it is kept. */
export function golden(name: string): string {
  return readFileSync(join(import.meta.dirname, 'x12', name), 'utf8');
}

export const AT = '2026-11-26T09:30:00Z';
export const ITEMS = [MOZZARELLA, BASIL];

export function groupOf(text: string): Group {
  const read = readInterchange(text);
  if ('mistake' in read) throw new Error(read.mistake.detail);
  return read.interchange.groups[0]!;
}

export function written(...sets: NewSet[]): string {
  return writeInterchange(envelope(), sets);
}

/** What the first message in a file comes to. */
export function readBack(text: string): ReadSet {
  return readMessages(groupOf(text).sets[0]!, knownOrder());
}

export const ACKNOWLEDGED: Acknowledged = {
  ...{ type: 'order.acknowledged', order: REFERENCE, note: 'Less mozzarella this week' },
  lines: [
    { supplierSku: 'MOZ-125', packs: 1, expectedAt: '2026-11-28T07:00:00.000Z' },
    { supplierSku: 'MOZ-125', packs: 1, expectedAt: '2026-11-30T07:00:00.000Z' },
    { supplierSku: 'BAS-1', packs: 0 },
  ],
};
export const SHIPPED: Shipped = {
  ...{ type: 'order.shipped', order: REFERENCE, expectedAt: '2026-11-28T06:15:00.000Z' },
  lines: [{ supplierSku: 'MOZ-125', packs: 2 }],
};
export const PRICES: PricesChanged = {
  type: 'prices.changed',
  prices: [
    { supplierSku: 'MOZ-125', packPrice: { amount: 1310, currency: 'EUR' }, from: '2026-12-01' },
    { supplierSku: 'BAS-1', packPrice: { amount: 95, currency: 'EUR' } },
  ],
};

export const DELAYED: Delayed = {
  ...{ type: 'order.delayed', order: REFERENCE, expectedAt: '2026-11-29T09:30:00.000Z' },
  ...{ reason: 'Truck broke down', supplierSkus: ['MOZ-125'] },
};

export const delayedOf = (message: Delayed): NewSet => writeDelay(message, ITEMS, { timeZone: ZONE, at: AT });
export const shipmentOf = (message: Shipped): NewSet =>
  writeShipment(message, ITEMS, { timeZone: ZONE, at: AT, shipment: 'LS-77' });
export const acknowledgementOf = (message: Acknowledged): NewSet =>
  writeAcknowledgement(message, ITEMS, { timeZone: ZONE, at: AT });
export const priceListOf = (message: PricesChanged): NewSet =>
  writePriceList(message, knownOrder().items, { number: 'PL-5', currency: 'EUR' });
