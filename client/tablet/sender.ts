import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type { CommandAnswer, StockAnswer } from '../../shared/live/socket.ts';
import type { PurchaseOrder } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Transfer } from '../../shared/purchasing/transfer.schema.ts';
import type { MovementsAnswer } from '../../shared/stock/movement.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Command } from './action.ts';

export type SendAnswer = CommandAnswer<StockAnswer | MovementsAnswer | PurchaseOrder | Transfer>;

/** What the waiting actions need of the live connection. */
export interface Sender {
  isLive(): boolean;
  /** Estimated server time in ms. */
  now(): number;
  stock(itemId: string): (StockState & { seq: number }) | undefined;
  /** Up to which change the server told of what actions are done to. */
  seqOf(id: string): number;
  /** Answered once, over as many reconnects as it takes; in the name of `by`, or of the tablet itself. */
  send(command: Command, by?: ShiftPerson): Promise<SendAnswer>;
}

export type Wait = (ms: number) => Promise<void>;

export const realWait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
