import type { AvailabilityInput } from '../../shared/stock/availability.schema.ts';
import type { MovementInput, ReceiptInput } from '../../shared/stock/movement.schema.ts';
import type { Sale } from '../../shared/stock/sale.schema.ts';

/**
 * What those who work in the restaurant see of its stock, and what they can report. The same people act in the past, which
 * is written in large parts, and live, over the public API.
 */
export interface Kitchen {
  /** In the stock unit; below zero where more was sold than there was. */
  onHand(sku: string): number;
  /** Whether guests cannot have it, for whatever reason. */
  isOff(sku: string): boolean;
  sell(sales: readonly Sale[]): Promise<void>;
  record(movements: readonly MovementInput[]): Promise<void>;
  receive(receipt: ReceiptInput): Promise<void>;
  mark(sku: string, availability: AvailabilityInput): Promise<void>;
}
