import Type, { type Static } from 'typebox';
import { Problem } from '../errors.ts';
import type { ScreenCommand } from '../identity/device.schema.ts';
import type { Language } from '../language.ts';
import { ReceiveInput, type PurchaseOrder } from '../purchasing/purchase-order.schema.ts';
import { TransferReceiveInput, type Transfer } from '../purchasing/transfer.schema.ts';
import { AvailabilityInput } from '../stock/availability.schema.ts';
import { MovementsAnswer, MovementsInput, ReceiptInput } from '../stock/movement.schema.ts';
import { StockState } from '../stock/stock.schema.ts';
import { Instant } from '../time.ts';
import { Change, Snapshot, Topic } from './change.ts';

export { CLOCK_INTERVAL_MS, LIVE_NAMESPACE, STALE_AFTER_MS } from './timing.ts';

const strict = { additionalProperties: false };

export const SubscribeInput = Type.Object(
  {
    storeId: Type.String({ format: 'uuid' }),
    since: Type.Optional(Type.Integer({ minimum: 0 })),
    epoch: Type.Optional(Type.String({ maxLength: 64, description: 'Epoch that `since` belongs to' })),
    topics: Type.Optional(Type.Array(Topic, { minItems: 1, uniqueItems: true })),
  },
  strict,
);
export type SubscribeInput = Static<typeof SubscribeInput>;

/** `protocol` and `build` let a screen notice that a newer version of itself is served, and reload when it is quiet. */
const life = { epoch: Type.String(), protocol: Type.Integer(), build: Type.String() };

export const SubscribeAnswer = Type.Union([
  Type.Object({
    ...life,
    mode: Type.Literal('resume'),
    from: Type.Integer(),
    to: Type.Integer(),
    changes: Type.Array(Change),
  }),
  Type.Object({ ...life, mode: Type.Literal('snapshot'), seq: Type.Integer(), state: Snapshot }),
  Type.Object({ error: Problem }),
]);
export type SubscribeAnswer = Static<typeof SubscribeAnswer>;

/** A gapless run `from`…`to` of the stream; `changes` has each entity touched in it once, in its latest state. */
export const Frame = Type.Object({
  storeId: Type.String(),
  from: Type.Integer(),
  to: Type.Integer(),
  sentAt: Instant,
  changes: Type.Array(Change),
});
export type Frame = Static<typeof Frame>;

/** `rate` is how fast the server's time runs against real time: 1, except in a simulation. */
export const ClockMessage = Type.Object({ now: Instant, seq: Type.Integer(), rate: Type.Number() });
export type ClockMessage = Static<typeof ClockMessage>;

const command = {
  storeId: Type.String({ format: 'uuid' }),
  idempotencyKey: Type.String({ minLength: 8, maxLength: 128 }),
};

export const SetAvailabilityCommand = Type.Object(
  { ...command, itemId: Type.String({ format: 'uuid' }), availability: AvailabilityInput },
  strict,
);
export type SetAvailabilityCommand = Static<typeof SetAvailabilityCommand>;

export const RecordMovementCommand = Type.Object({ ...command, ...MovementsInput.properties }, strict);
export type RecordMovementCommand = Static<typeof RecordMovementCommand>;

export const RecordReceiptCommand = Type.Object({ ...command, ...ReceiptInput.properties }, strict);
export type RecordReceiptCommand = Static<typeof RecordReceiptCommand>;

export const ReceiveDeliveryCommand = Type.Object(
  { ...command, poId: Type.String({ format: 'uuid' }), ...ReceiveInput.properties },
  strict,
);
export type ReceiveDeliveryCommand = Static<typeof ReceiveDeliveryCommand>;

export const UndoDeliveryCommand = Type.Object(
  {
    ...command,
    poId: Type.String({ format: 'uuid' }),
    receiptId: Type.String({ format: 'uuid' }),
  },
  strict,
);
export type UndoDeliveryCommand = Static<typeof UndoDeliveryCommand>;

export const ReceiveTransferCommand = Type.Object(
  { ...command, transferId: Type.String({ format: 'uuid' }), ...TransferReceiveInput.properties },
  strict,
);
export type ReceiveTransferCommand = Static<typeof ReceiveTransferCommand>;

export const UndoTransferCommand = Type.Object(
  {
    ...command,
    transferId: Type.String({ format: 'uuid' }),
    receiptId: Type.String({ format: 'uuid' }),
  },
  strict,
);
export type UndoTransferCommand = Static<typeof UndoTransferCommand>;

export type StockAnswer = Static<typeof StockState>;
export type CommandAnswer<T> = { ok: T } | { error: Problem };

type Acknowledge<T> = (answer: T) => void;

export interface ClientToServerEvents {
  subscribe: (input: SubscribeInput, done: Acknowledge<SubscribeAnswer>) => void;
  'availability.set': (input: SetAvailabilityCommand, done: Acknowledge<CommandAnswer<StockAnswer>>) => void;
  'movement.record': (
    input: RecordMovementCommand,
    done: Acknowledge<CommandAnswer<MovementsAnswer>>,
  ) => void;
  'receipt.record': (input: RecordReceiptCommand, done: Acknowledge<CommandAnswer<MovementsAnswer>>) => void;
  'delivery.receive': (
    input: ReceiveDeliveryCommand,
    done: Acknowledge<CommandAnswer<PurchaseOrder>>,
  ) => void;
  'delivery.undo': (input: UndoDeliveryCommand, done: Acknowledge<CommandAnswer<PurchaseOrder>>) => void;
  'transfer.receive': (input: ReceiveTransferCommand, done: Acknowledge<CommandAnswer<Transfer>>) => void;
  'transfer.undo': (input: UndoTransferCommand, done: Acknowledge<CommandAnswer<Transfer>>) => void;
}

export interface ServerToClientEvents {
  frame: (frame: Frame) => void;
  clock: (clock: ClockMessage) => void;
  /** To one screen: show who you are, or load yourself again. */
  screen: (message: { command: ScreenCommand }) => void;
  /** To one screen, with every connection and when it changes: what to speak, null for the browser's own language. */
  language: (message: { language: Language | null }) => void;
  /** The server is about to restart: reconnect soon, nothing is wrong. */
  goodbye: (message: { backInMs: number }) => void;
}
