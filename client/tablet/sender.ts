import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import type { CommandAnswer, StockAnswer } from '../../shared/live/socket.ts';
import type { MovementsAnswer } from '../../shared/stock/movement.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Command } from './action.ts';

export type SendAnswer = CommandAnswer<StockAnswer | MovementsAnswer>;

/** What the waiting actions need of the live connection. */
export interface Sender {
  isLive(): boolean;
  /** Estimated server time in ms. */
  now(): number;
  stock(itemId: string): (StockState & { seq: number }) | undefined;
  /** Answered once, over as many reconnects as it takes; in the name of `by`, or of the tablet itself. */
  send(command: Command, by?: ShiftPerson): Promise<SendAnswer>;
}

export type Wait = (ms: number) => Promise<void>;

export const realWait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
