import type { Movement, MovementType } from '../../shared/stock/movement.schema.ts';

const TYPES: Record<MovementType, string> = {
  sale: 'Sold',
  receipt: 'Received',
  waste: 'Wasted',
  count: 'Counted',
  transfer: 'Moved',
  production: 'Made',
  return: 'Returned',
  correction: 'Corrected',
};

/** What happened, as it is said: "Sold", "Used to make something", "Sent to another store". */
export function movementWords({ type, quantity, otherStoreId }: Movement): string {
  if (type === 'production' && quantity < 0) return 'Used to make something';
  if (type === 'transfer' && otherStoreId !== undefined)
    return quantity < 0 ? 'Sent to another store' : 'Came from another store';
  return TYPES[type];
}

export interface LedgerLine {
  movement: Movement;
  /** On hand once it had happened, in the stock unit. */
  after: number;
}

/** Thousandths, since sums of fractions drift. */
const thousandths = (quantity: number): number => Math.round(quantity * 1000);

/** The ledger, newest first, with what was on hand after each row: back from what is on hand now. */
export function ledgerLines(movements: readonly Movement[], onHand: number): LedgerLine[] {
  let level = thousandths(onHand);
  return movements.map((movement) => {
    const after = level / 1000;
    level -= thousandths(movement.quantity);
    return { movement, after };
  });
}
