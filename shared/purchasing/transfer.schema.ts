import Type, { type Static } from 'typebox';
import { Sku } from '../items/item.schema.ts';
import { PositiveQuantity, Quantity } from '../quantity.ts';
import { Instant } from '../time.ts';

const strict = { additionalProperties: false };
const Id = Type.String({ format: 'uuid' });
const Reason = Type.String({ minLength: 1, maxLength: 200 });
const Note = Type.String({ maxLength: 500 });
const Unit = Type.String({ minLength: 1, maxLength: 20 });

/**
 * `asked` until the other store answers; `sent`: on its way; `partially-received`: something came, and something is still
 * to come; `received`: nothing is to come any more. `cancelled`: taken back before anything came.
 */
export const TransferState = Type.Enum([
  'asked',
  'sent',
  'partially-received',
  'received',
  'declined',
  'cancelled',
]);
export type TransferState = Static<typeof TransferState>;

/** Whether the store that looks sends the goods, or receives them. */
export const TransferSide = Type.Enum(['sender', 'receiver']);
export type TransferSide = Static<typeof TransferSide>;

/**
 * In the item's stock unit; sent = received + lost + returned + inTransit. Lost goods left the sending store and came to
 * nobody; returned ones are in its stock again.
 */
export const TransferLine = Type.Object({
  lineId: Type.String(),
  itemId: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  asked: Type.Number(),
  sent: Type.Number(),
  received: Type.Number(),
  lost: Type.Number(),
  returned: Type.Number(),
  inTransit: Type.Number(),
  reason: Type.Optional(Type.String({ description: 'Why some of it was lost or returned' })),
});
export type TransferLine = Static<typeof TransferLine>;

export const TransferEvent = Type.Object({
  at: Instant,
  kind: Type.String(),
  by: Type.String(),
  store: Type.String({ description: 'The store whose deed it was' }),
  words: Type.String(),
});
export type TransferEvent = Static<typeof TransferEvent>;

/** What came at one time. */
export const TransferReceipt = Type.Object({
  receiptId: Type.String(),
  at: Instant,
  by: Type.String(),
  undone: Type.Boolean(),
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      received: Type.Number(),
      lost: Type.Number(),
      returned: Type.Number(),
      reason: Type.Optional(Type.String()),
    }),
  ),
});
export type TransferReceipt = Static<typeof TransferReceipt>;

const head = {
  transferId: Type.String(),
  number: Type.Integer({ description: 'Of the sending store' }),
  side: TransferSide,
  otherStoreId: Type.String(),
  otherStore: Type.String(),
  state: TransferState,
  note: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String({ description: 'Of the last delay, of declining, or of cancelling' })),
  wantedBy: Type.Optional(Instant),
  askedAt: Type.Optional(Instant),
  askedBy: Type.Optional(Type.String()),
  sentAt: Type.Optional(Instant),
  sentBy: Type.Optional(Type.String()),
  firstExpectedAt: Type.Optional(Instant),
  expectedAt: Type.Optional(Instant),
  closedAt: Type.Optional(Instant),
  createdAt: Instant,
  isLate: Type.Boolean(),
};

export const TransferSummary = Type.Object({ ...head, lines: Type.Array(TransferLine) });
export type TransferSummary = Static<typeof TransferSummary>;

/** `receipts`: of the receiving store, newest first. */
export const Transfer = Type.Object({
  ...head,
  lines: Type.Array(TransferLine),
  events: Type.Array(TransferEvent),
  receipts: Type.Array(TransferReceipt),
});
export type Transfer = Static<typeof Transfer>;

const GoodsInput = Type.Object({ sku: Sku, quantity: PositiveQuantity, unit: Type.Optional(Unit) }, strict);

/**
 * With `fromStoreId` that store is asked to send; with `toStoreId` the goods are sent there at once. `wantedBy` is for
 * asking, `expectedAt` for sending.
 */
export const TransferInput = Type.Object(
  {
    fromStoreId: Type.Optional(Id),
    toStoreId: Type.Optional(Id),
    lines: Type.Array(GoodsInput, { minItems: 1, maxItems: 200 }),
    wantedBy: Type.Optional(Instant),
    expectedAt: Type.Optional(Instant),
    note: Type.Optional(Note),
  },
  strict,
);
export type TransferInput = Static<typeof TransferInput>;

/**
 * What is sent of what was asked for, or beside it. Without lines: everything as asked; with them, what is not named is not
 * sent. `expectedAt` may be left away where the time it is wanted by is still to come.
 */
export const TransferSendInput = Type.Object(
  {
    lines: Type.Optional(Type.Array(GoodsInput, { minItems: 1, maxItems: 200 })),
    expectedAt: Type.Optional(Instant),
    note: Type.Optional(Note),
  },
  strict,
);
export type TransferSendInput = Static<typeof TransferSendInput>;

export const TransferDeclineInput = Type.Object({ reason: Reason }, strict);
export type TransferDeclineInput = Static<typeof TransferDeclineInput>;

export const TransferCancelInput = Type.Object({ reason: Type.Optional(Reason) }, strict);
export type TransferCancelInput = Static<typeof TransferCancelInput>;

/** A delay, or an earlier time, as either store hears of it. */
export const TransferDelayInput = Type.Object({ expectedAt: Instant, reason: Type.Optional(Reason) }, strict);
export type TransferDelayInput = Static<typeof TransferDelayInput>;

/**
 * What came, in the stock unit or `unit`. `lost`: missing, or of no use to anybody; `returned`: goes back into the stock of
 * the store that sent it. What is not named is still on its way. Without lines: everything came.
 */
export const TransferReceiveInput = Type.Object(
  {
    lines: Type.Optional(
      Type.Array(
        Type.Object(
          {
            lineId: Id,
            quantity: Quantity,
            unit: Type.Optional(Unit),
            lost: Type.Optional(Quantity),
            returned: Type.Optional(Quantity),
            reason: Type.Optional(Reason),
          },
          strict,
        ),
        { minItems: 1, maxItems: 200 },
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
export type TransferReceiveInput = Static<typeof TransferReceiveInput>;

/** A store that goods can be asked of, or sent to. */
export const TransferStore = Type.Object({ storeId: Type.String(), name: Type.String() });
export type TransferStore = Static<typeof TransferStore>;

/** What a screen knows of a transfer of which something is still to be done. */
export const TransferOnScreen = Type.Object({
  transferId: Type.String(),
  number: Type.Integer(),
  side: TransferSide,
  otherStore: Type.String(),
  state: TransferState,
  wantedBy: Type.Optional(Instant),
  expectedAt: Type.Optional(Instant),
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      itemId: Type.String(),
      asked: Type.Number(),
      sent: Type.Number(),
      received: Type.Number(),
      inTransit: Type.Number(),
    }),
  ),
});
export type TransferOnScreen = Static<typeof TransferOnScreen>;
