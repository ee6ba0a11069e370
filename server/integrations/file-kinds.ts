import type { SupplierMessage } from '../../shared/purchasing/supplier-message.schema.ts';

/** What messages in files are called. */
export const MESSAGE_KINDS: Readonly<Record<SupplierMessage['type'], string>> = {
  'order.acknowledged': 'confirmation',
  'order.delayed': 'delay',
  'order.shipped': 'shipment',
  'prices.changed': 'prices',
};

/** What transaction sets are called of which nothing could be read. */
export const SET_KINDS: Readonly<Record<string, string>> = {
  ...{ '855': 'confirmation', '856': 'shipment', '832': 'prices', '997': 'receipt' },
};
