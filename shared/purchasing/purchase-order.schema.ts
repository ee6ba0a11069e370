import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { Money } from '../money.ts';
import { PositiveQuantity, Quantity } from '../quantity.ts';
import { CalendarDay } from '../suppliers/supplier.schema.ts';
import { Instant } from '../time.ts';
import { Lot, ReceiptPhoto, ReceivedSubstitute, SubstituteInput } from './receipt.schema.ts';

const strict = { additionalProperties: false };
const Id = Type.String({ format: 'uuid' });
const Reason = Type.String({ minLength: 1, maxLength: 200 });
const Packs = Type.Number({ multipleOf: 0.001, minimum: 0.001, maximum: 1_000_000 });

/** `partially-received`: something came, and something is still to come. `received`: nothing is to come any more. */
export const PurchaseOrderState = Type.Enum([
  'draft',
  'approved',
  'sent',
  'acknowledged',
  'partially-received',
  'received',
  'cancelled',
]);
export type PurchaseOrderState = Static<typeof PurchaseOrderState>;

/** A part of a line that comes at one time. Quantities in the stock unit. */
export const ScheduledDelivery = Type.Object({
  deliveryId: Type.String(),
  quantity: Type.Number(),
  arrived: Type.Number(),
  firstExpectedAt: Instant,
  expectedAt: Instant,
  confirmedAt: Type.Optional(Instant),
  reason: Type.Optional(Type.String()),
  state: Type.Enum(['expected', 'late', 'arrived', 'cancelled']),
});
export type ScheduledDelivery = Static<typeof ScheduledDelivery>;

/**
 * quantity = received + rejected + outstanding + cancelled, in the item's stock unit. `over` came beyond what was ordered.
 * Before it is sent nothing is outstanding yet: then quantity − cancelled is what will be.
 */
export const PurchaseOrderLine = Type.Object({
  lineId: Type.String(),
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  supplierSku: Type.String(),
  packName: Type.String(),
  packQuantity: Type.Number(),
  packs: Type.Number(),
  quantity: Type.Number(),
  packPrice: Type.Optional(Money),
  expectedAt: Instant,
  confirmedAt: Type.Optional(Instant),
  received: Type.Number(),
  rejected: Type.Number(),
  outstanding: Type.Number(),
  cancelled: Type.Number(),
  over: Type.Number(),
  deliveries: Type.Array(ScheduledDelivery),
  because: Type.Optional(Type.String({ description: 'Why it was proposed' })),
});
export type PurchaseOrderLine = Static<typeof PurchaseOrderLine>;

/** One thing that happened to a purchase order: by whom, and which way it came. */
export const PurchaseOrderEvent = Type.Object({
  at: Instant,
  kind: Type.String(),
  by: Type.String(),
  via: Type.String(),
  words: Type.String(),
});
export type PurchaseOrderEvent = Static<typeof PurchaseOrderEvent>;

const head = {
  poId: Type.String(),
  number: Type.Integer(),
  externalId: Type.Optional(Type.String()),
  supplierId: Type.String(),
  supplier: Type.String(),
  state: PurchaseOrderState,
  version: Type.Integer({ description: 'How often it was sent' }),
  total: Money,
  note: Type.Optional(Type.String()),
  createdAt: Instant,
  createdBy: Type.String(),
  approvedAt: Type.Optional(Instant),
  approvedBy: Type.Optional(Type.String()),
  sentAt: Type.Optional(Instant),
  acknowledgedAt: Type.Optional(Instant),
  closedAt: Type.Optional(Instant),
  expectedAt: Type.Optional(Instant),
};

export const PurchaseOrderSummary = Type.Object({
  ...head,
  lineCount: Type.Integer(),
  isLate: Type.Boolean(),
});
export type PurchaseOrderSummary = Static<typeof PurchaseOrderSummary>;

export const PurchaseOrder = Type.Object({
  ...head,
  lines: Type.Array(PurchaseOrderLine),
  events: Type.Array(PurchaseOrderEvent),
  portalUrl: Type.Optional(
    Type.String({
      description:
        'Where its supplier answers without signing in; for those who may change orders, once sent',
    }),
  ),
});
export type PurchaseOrder = Static<typeof PurchaseOrder>;

/** `packs` or `quantity` (in `unit`, the stock unit when absent); of a quantity, whole packs are ordered. */
export const PurchaseOrderLineInput = Type.Object(
  {
    sku: Sku,
    packs: Type.Optional(Packs),
    quantity: Type.Optional(PositiveQuantity),
    unit: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
    packPrice: Type.Optional(Money),
    expectedAt: Type.Optional(Instant),
  },
  strict,
);
export type PurchaseOrderLineInput = Static<typeof PurchaseOrderLineInput>;

/** Without `expectedAt` lines are expected with the next delivery that an order placed now makes. */
export const PurchaseOrderInput = Type.Object(
  {
    externalId: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    supplierId: Id,
    note: Type.Optional(Type.String({ maxLength: 500 })),
    expectedAt: Type.Optional(Instant),
    /** Order although the same is on order from this supplier already. */
    again: Type.Optional(Type.Boolean()),
    lines: Type.Array(PurchaseOrderLineInput, { minItems: 1, maxItems: 500 }),
  },
  strict,
);
export type PurchaseOrderInput = Static<typeof PurchaseOrderInput>;

/** Before it is sent everything may be changed; afterwards the supplier is sent a new version. `lines` replaces them all. */
export const PurchaseOrderPatch = Type.Object(
  {
    note: Type.Optional(Type.String({ maxLength: 500 })),
    lines: Type.Optional(Type.Array(PurchaseOrderLineInput, { minItems: 1, maxItems: 500 })),
  },
  { ...strict, minProperties: 1 },
);
export type PurchaseOrderPatch = Static<typeof PurchaseOrderPatch>;

/**
 * What a supplier confirms. Without lines: everything as ordered. Of a line: the quantity that comes, and when; several
 * entries of one line are a split delivery. What is not confirmed of a line that is named is not waited for any more.
 */
export const AcknowledgeInput = Type.Object(
  {
    lines: Type.Optional(
      Type.Array(
        Type.Object(
          { lineId: Id, quantity: Type.Optional(Quantity), expectedAt: Type.Optional(Instant) },
          strict,
        ),
        { minItems: 1, maxItems: 1000 },
      ),
    ),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
);
export type AcknowledgeInput = Static<typeof AcknowledgeInput>;

/** A delay, or an earlier date: for the whole order, or for some lines. */
export const DelayInput = Type.Object(
  {
    expectedAt: Instant,
    reason: Type.Optional(Reason),
    lines: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500 })),
  },
  strict,
);
export type DelayInput = Static<typeof DelayInput>;

/**
 * Goods are on their way: `expectedAt` is when they arrive. Of a line without a quantity, all that is still to come; without
 * lines, the next delivery as it was planned.
 */
export const ShipmentInput = Type.Object(
  {
    expectedAt: Instant,
    lines: Type.Optional(
      Type.Array(Type.Object({ lineId: Id, quantity: Type.Optional(PositiveQuantity) }, strict), {
        minItems: 1,
        maxItems: 500,
      }),
    ),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
);
export type ShipmentInput = Static<typeof ShipmentInput>;

/**
 * What came, in the stock unit or `unit`. `rejected` was sent back: it is waited for again where `replaced` says so.
 * `price` is what a pack costs by the delivery note; one that is hard to believe is taken once `priceConfirmed` says that it
 * is right. Without lines: everything that is outstanding came.
 */
export const ReceiveInput = Type.Object(
  {
    lines: Type.Optional(
      Type.Array(
        Type.Object(
          {
            lineId: Id,
            quantity: Quantity,
            unit: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
            rejected: Type.Optional(Quantity),
            replaced: Type.Optional(Type.Boolean()),
            reason: Type.Optional(Reason),
            price: Type.Optional(Money),
            priceConfirmed: Type.Optional(Type.Boolean()),
            lot: Type.Optional(Lot),
            expiresAt: Type.Optional(CalendarDay),
            substitute: Type.Optional(SubstituteInput),
          },
          strict,
        ),
        { minItems: 1, maxItems: 500 },
      ),
    ),
    at: Type.Optional(Instant),
    receiptId: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'Chosen by the sender, who can undo the receipt before it was answered',
      }),
    ),
  },
  strict,
);
export type ReceiveInput = Static<typeof ReceiveInput>;

/**
 * What came at one time. `rejected` was sent back, `substitute` came in place of what was ordered. `agreedPrice` is what the
 * order said a pack costs, beside the `price` on the delivery note.
 */
export const Receipt = Type.Object({
  receiptId: Type.String(),
  at: Instant,
  by: Type.String(),
  undone: Type.Boolean(),
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      received: Type.Number(),
      rejected: Type.Number(),
      reason: Type.Optional(Type.String()),
      price: Type.Optional(Money),
      agreedPrice: Type.Optional(Money),
      lot: Type.Optional(Type.String()),
      expiresAt: Type.Optional(Type.String()),
      substitute: Type.Optional(ReceivedSubstitute),
    }),
  ),
  photos: Type.Array(ReceiptPhoto),
});
export type Receipt = Static<typeof Receipt>;

/** Without lines: everything that did not come yet. */
export const PurchaseOrderCancelInput = Type.Object(
  { lines: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 500 })), reason: Type.Optional(Reason) },
  strict,
);
export type PurchaseOrderCancelInput = Static<typeof PurchaseOrderCancelInput>;

/** What a screen knows of a purchase order that was sent and is still open: no money, so that a wall may show it. */
export const PurchaseOrderOnScreen = Type.Object({
  poId: Type.String(),
  number: Type.Integer(),
  supplier: Type.String(),
  state: PurchaseOrderState,
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      itemId: Type.String(),
      supplierSku: Type.String(),
      packName: Type.String(),
      packQuantity: Type.Number(),
      quantity: Type.Number(),
      received: Type.Number(),
      outstanding: Type.Number(),
      expectedAt: Type.Optional(Instant),
    }),
  ),
});
export type PurchaseOrderOnScreen = Static<typeof PurchaseOrderOnScreen>;

/**
 * A delivery that is or will be late: of a purchase order, of a transfer (then `supplier` is the store that sent it), or of
 * neither. `kind`: the supplier reported it, the clock found it overdue, or its record predicts
 * it. `was` is what was first said; `now` is absent while nobody knows. `quantity` is what is still to come of it.
 */
export const SupplierDelay = Type.Object({
  delayId: Type.String(),
  deliveryId: Type.String(),
  itemId: Type.String(),
  poId: Type.Optional(Type.String()),
  transferId: Type.Optional(Type.String()),
  number: Type.Optional(Type.Integer()),
  supplier: Type.String(),
  kind: Type.Enum(['reported', 'overdue', 'predicted']),
  quantity: Type.Number(),
  was: Instant,
  now: Type.Optional(Instant),
  reason: Type.Optional(Type.String()),
  since: Instant,
});
export type SupplierDelay = Static<typeof SupplierDelay>;
