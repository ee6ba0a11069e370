import Type, { type Static } from 'typebox';
import { Money } from '../money.ts';
import { SUPPLIER_LANGUAGES } from '../suppliers/supplier.schema.ts';
import { Instant } from '../time.ts';
import { PricesChanged } from './supplier-message.schema.ts';
import { PurchaseOrderState, ScheduledDelivery } from './purchase-order.schema.ts';

/** Goods of a line that came at one time and went back, with pictures of them. */
export const SentBack = Type.Object({
  at: Instant,
  quantity: Type.Number(),
  reason: Type.String(),
  photos: Type.Array(Type.String(), { description: 'Ids' }),
});

/** A line as its supplier sees it. Quantities in `unit`. */
export const PortalLine = Type.Object({
  lineId: Type.String(),
  supplierSku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  packName: Type.String(),
  packQuantity: Type.Number(),
  quantity: Type.Number(),
  packPrice: Type.Optional(Money),
  /** What a pack costs by the supplier's list, which the next order goes by. */
  listPrice: Type.Optional(Money),
  received: Type.Number(),
  rejected: Type.Number(),
  outstanding: Type.Number(),
  cancelled: Type.Number(),
  deliveries: Type.Array(ScheduledDelivery),
  sentBack: Type.Array(SentBack),
});
export type PortalLine = Static<typeof PortalLine>;

export const PORTAL_EVENT_KINDS = [
  ...[
    'sent',
    'amended',
    'cancelled',
    'acknowledged',
    'delayed',
    'shipped',
    'received',
    'receipt-undone',
    'prices',
  ],
] as const;

export const PortalEvent = Type.Object({ at: Instant, kind: Type.String() });
export type PortalEvent = Static<typeof PortalEvent>;

/** New prices of the supplier, as its program or its files would send them. */
export const PriceListInput = Type.Object(
  { prices: PricesChanged.properties.prices },
  { additionalProperties: false },
);
export type PriceListInput = Static<typeof PriceListInput>;

/** Another open order of the same supplier. */
export const PortalOther = Type.Object({
  number: Type.Integer(),
  state: PurchaseOrderState,
  lineCount: Type.Integer(),
  expectedAt: Type.Optional(Instant),
  url: Type.String(),
});
export type PortalOther = Static<typeof PortalOther>;

/** One purchase order, for whoever has its link. */
export const SupplierPortalView = Type.Object({
  number: Type.Integer(),
  version: Type.Integer(),
  state: PurchaseOrderState,
  supplier: Type.String(),
  language: Type.Enum(SUPPLIER_LANGUAGES),
  store: Type.Object({ name: Type.String(), timeZone: Type.String() }),
  note: Type.Optional(Type.String()),
  terms: Type.Optional(Type.String()),
  total: Money,
  sentAt: Instant,
  acknowledgedAt: Type.Optional(Instant),
  closedAt: Type.Optional(Instant),
  lines: Type.Array(PortalLine),
  events: Type.Array(PortalEvent),
  others: Type.Array(PortalOther),
});
export type SupplierPortalView = Static<typeof SupplierPortalView>;
