import { unreachable } from '../../shared/assert.ts';
import type { ItemState } from '../../shared/live/change.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { exactAmount } from './amount-words.ts';

/** What the number pad is opened for. */
export type QuantityTask = 'limit' | 'count' | 'waste' | 'receive';

export const TASK_NAMES: Record<QuantityTask, string> = {
  limit: 'Limit',
  count: 'Count',
  waste: 'Waste',
  receive: 'Receive',
};

export const QUESTIONS: Record<QuantityTask, string> = {
  limit: 'How many are left to sell?',
  count: 'How much is there?',
  waste: 'How much is thrown away?',
  receive: 'How much came in?',
};

export const WASTE_REASONS = ['Spoiled', 'Dropped', 'Cooked too much', 'Sent back', 'Staff meal'] as const;

/** Only what is kept in stock is counted and received; wasting a dish takes its ingredients. */
export function tasksFor({
  stocked,
  sellable,
  uses,
}: Pick<ItemState, 'stocked' | 'sellable' | 'uses'>): QuantityTask[] {
  const wastes = sellable && uses.length > 0;
  const tasks: QuantityTask[] = stocked ? ['count', 'receive', 'waste'] : wastes ? ['waste'] : [];
  return ['limit', ...tasks];
}

/** What was there before, and what confirming makes of it. */
export interface Outlook {
  before: string;
  after: string;
  /** Something to look at twice before confirming. */
  odd: boolean;
}

/** A third off what was expected is worth a second look. */
const ODD_SHARE = 1 / 3;

export function outlookOf(
  task: QuantityTask,
  unit: string,
  stock: Pick<StockState, 'onHand' | 'counted'> | undefined,
  typed: number,
): Outlook | null {
  const onHand = stock?.onHand ?? null;
  if (task === 'limit' || onHand === null) return null;
  const before = `${stock?.counted ? 'Expected' : 'Never counted, so far'} ${exactAmount(onHand, unit)}`;
  const now = `On hand ${exactAmount(onHand, unit)}`;
  const after = (moved: number) =>
    exactAmount(fromThousandths(toThousandths(onHand) + toThousandths(moved)), unit);
  switch (task) {
    case 'count':
      return { before, ...comparison(typed, onHand, unit, stock?.counted ?? false) };
    case 'waste':
      return { before: now, after: `${after(-typed)} after this`, odd: typed > onHand };
    case 'receive':
      return { before: now, after: `${after(typed)} after this`, odd: false };
    default:
      return unreachable(task);
  }
}

function comparison(
  counted: number,
  expected: number,
  unit: string,
  known: boolean,
): Pick<Outlook, 'after' | 'odd'> {
  const difference = fromThousandths(toThousandths(counted) - toThousandths(expected));
  if (difference === 0) return { after: 'as expected', odd: false };
  const odd = known && Math.abs(difference) > Math.max(expected, 0) * ODD_SHARE;
  return { after: `${exactAmount(Math.abs(difference), unit)} ${difference < 0 ? 'less' : 'more'}`, odd };
}

/** The button says what it will do, with the number that will be recorded. */
export function confirmWords(task: QuantityTask, quantity: number, unit: string): string {
  const amount = exactAmount(quantity, unit);
  switch (task) {
    case 'limit':
      return `Only ${amount} left`;
    case 'count':
      return `Count ${amount}`;
    case 'waste':
      return `Waste ${amount}`;
    case 'receive':
      return `Receive ${amount}`;
    default:
      return unreachable(task);
  }
}
