import Type, { type Static, type TSchema } from 'typebox';
import { Depletion } from '../forecasts/forecast.schema.ts';
import { Importance, Pack } from '../items/item.schema.ts';
import { BackorderState } from '../orders/backorder.schema.ts';
import { OrderState } from '../orders/order.schema.ts';
import { PurchaseOrderOnScreen, SupplierDelay } from '../purchasing/purchase-order.schema.ts';
import { TransferOnScreen } from '../purchasing/transfer.schema.ts';
import { Notice } from '../stock/notice.schema.ts';
import { StockState } from '../stock/stock.schema.ts';
import { Instant } from '../time.ts';

/**
 * What a screen knows of an item. `uses` is the recipe flattened: every component one unit takes, down to the stocked
 * ones, in each component's stock unit.
 */
export const ItemState = Type.Object({
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  category: Type.String(),
  importance: Importance,
  sellable: Type.Boolean(),
  stocked: Type.Boolean(),
  parLevel: Type.Union([Type.Number(), Type.Null()]),
  reorderPoint: Type.Union([Type.Number(), Type.Null()]),
  packs: Type.Array(Pack),
  uses: Type.Array(Type.Object({ itemId: Type.String(), quantity: Type.Number() })),
});
export type ItemState = Static<typeof ItemState>;

const head = { id: Type.String(), seq: Type.Integer(), at: Instant };

function changeOf<T extends string, S extends TSchema>(type: T, state: S) {
  return Type.Intersect([Type.Object({ type: Type.Literal(type), ...head }), state]);
}

export const StockChange = changeOf('stock', StockState);
export type StockChange = Static<typeof StockChange>;

export const ItemChange = changeOf('item', ItemState);
export type ItemChange = Static<typeof ItemChange>;

export const NoticeChange = changeOf('notice', Notice);
export type NoticeChange = Static<typeof NoticeChange>;

/** An open order; removed once nothing of it is open. */
export const OrderChange = changeOf('order', OrderState);
export type OrderChange = Static<typeof OrderChange>;

/** A line that waits; removed once nothing of it does. */
export const BackorderChange = changeOf('backorder', BackorderState);
export type BackorderChange = Static<typeof BackorderChange>;

/** A purchase order that was sent; removed once nothing of it is to come any more. */
export const PurchaseOrderChange = changeOf('purchase-order', PurchaseOrderOnScreen);
export type PurchaseOrderChange = Static<typeof PurchaseOrderChange>;

/** A delivery that is late; removed once it is there, called off, or on time again. */
export const SupplierDelayChange = changeOf('supplier-delay', SupplierDelay);
export type SupplierDelayChange = Static<typeof SupplierDelayChange>;

/** A transfer to or from another store; removed once nothing of it is to be done any more. */
export const TransferChange = changeOf('transfer', TransferOnScreen);
export type TransferChange = Static<typeof TransferChange>;

/** When an item runs out; removed once it does not within seven days. */
export const DepletionChange = changeOf('depletion', Depletion);
export type DepletionChange = Static<typeof DepletionChange>;

/** The entity is gone. */
export const Removal = Type.Object({
  type: Type.Enum([
    'stock',
    'item',
    'notice',
    'order',
    'backorder',
    'purchase-order',
    'supplier-delay',
    'transfer',
    'depletion',
  ]),
  ...head,
  removed: Type.Literal(true),
});
export type Removal = Static<typeof Removal>;

/** One entry of a store's change stream: the latest state of one entity. Applying it is an upsert by type and id. */
export const Change = Type.Union([
  StockChange,
  ItemChange,
  NoticeChange,
  OrderChange,
  BackorderChange,
  PurchaseOrderChange,
  SupplierDelayChange,
  TransferChange,
  DepletionChange,
  Removal,
]);
export type Change = Static<typeof Change>;

export const Topic = Type.Enum([
  'stock',
  'item',
  'notice',
  'order',
  'backorder',
  'purchase-order',
  'supplier-delay',
  'transfer',
  'depletion',
]);
export type Topic = Static<typeof Topic>;
export const TOPICS: readonly Topic[] = [
  'stock',
  'item',
  'notice',
  'order',
  'backorder',
  'purchase-order',
  'supplier-delay',
  'transfer',
  'depletion',
];

/** Everything a screen has to know at `seq`, grouped by type. */
export const Snapshot = Type.Object({
  stock: Type.Optional(Type.Array(StockChange)),
  item: Type.Optional(Type.Array(ItemChange)),
  notice: Type.Optional(Type.Array(NoticeChange)),
  order: Type.Optional(Type.Array(OrderChange)),
  backorder: Type.Optional(Type.Array(BackorderChange)),
  'purchase-order': Type.Optional(Type.Array(PurchaseOrderChange)),
  'supplier-delay': Type.Optional(Type.Array(SupplierDelayChange)),
  transfer: Type.Optional(Type.Array(TransferChange)),
  depletion: Type.Optional(Type.Array(DepletionChange)),
});
export type Snapshot = Static<typeof Snapshot>;
