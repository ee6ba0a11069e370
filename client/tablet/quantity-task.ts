import { unreachable } from '../../shared/assert.ts';
import type { ItemState } from '../../shared/live/change.ts';
import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { catalogue } from '../ui/language.ts';
import { exactAmount } from './amount-words.ts';

/** What the number pad is opened for. */
export type QuantityTask = 'limit' | 'count' | 'waste' | 'receive';

const words = catalogue(
  {
    names: { limit: 'Limit', count: 'Count', waste: 'Waste', receive: 'Receive' },
    titles: {
      limit: (item: string) => `Limit: ${item}`,
      count: (item: string) => `Count: ${item}`,
      waste: (item: string) => `Waste: ${item}`,
      receive: (item: string) => `Receive: ${item}`,
    },
    questions: {
      limit: 'How many are left to sell?',
      count: 'How much is there?',
      waste: 'How much is thrown away?',
      receive: 'How much came in?',
    },
    confirm: {
      limit: (amount: string) => `Only ${amount} left`,
      count: (amount: string) => `Count ${amount}`,
      waste: (amount: string) => `Waste ${amount}`,
      receive: (amount: string) => `Receive ${amount}`,
    },
    expected: (amount: string) => `Expected ${amount}`,
    neverCounted: (amount: string) => `Never counted, so far ${amount}`,
    onHand: (amount: string) => `On hand ${amount}`,
    afterThis: (amount: string) => `${amount} after this`,
    asExpected: 'as expected',
    less: (amount: string) => `${amount} less`,
    more: (amount: string) => `${amount} more`,
  },
  {
    names: { limit: 'Begrenzen', count: 'Zählen', waste: 'Schwund', receive: 'Waren\u00adeingang' },
    titles: {
      limit: (item) => `Begrenzen: ${item}`,
      count: (item) => `Zählen: ${item}`,
      waste: (item) => `Schwund: ${item}`,
      receive: (item) => `Wareneingang: ${item}`,
    },
    questions: {
      limit: 'Wie viele gibt es noch zu verkaufen?',
      count: 'Wie viel ist da?',
      waste: 'Wie viel wird weggeworfen?',
      receive: 'Wie viel ist gekommen?',
    },
    confirm: {
      limit: (amount) => `Nur noch ${amount}`,
      count: (amount) => `${amount} gezählt`,
      waste: (amount) => `${amount} als Schwund buchen`,
      receive: (amount) => `${amount} einbuchen`,
    },
    expected: (amount) => `Erwartet ${amount}`,
    neverCounted: (amount) => `Nie gezählt, bisher ${amount}`,
    onHand: (amount) => `Bestand ${amount}`,
    afterThis: (amount) => `danach ${amount}`,
    asExpected: 'wie erwartet',
    less: (amount) => `${amount} weniger`,
    more: (amount) => `${amount} mehr`,
  },
);

/** As the buttons say it. */
export const TASK_NAMES: Readonly<Record<QuantityTask, string>> = words.names;

export const QUESTIONS: Readonly<Record<QuantityTask, string>> = words.questions;

/** What the pad was opened for, and with which item. */
export function taskTitle(task: QuantityTask, item: string): string {
  return words.titles[task](item);
}

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
  const amount = exactAmount(onHand, unit);
  const before = stock?.counted ? words.expected(amount) : words.neverCounted(amount);
  const now = words.onHand(amount);
  const after = (moved: number) =>
    exactAmount(fromThousandths(toThousandths(onHand) + toThousandths(moved)), unit);
  switch (task) {
    case 'count':
      return { before, ...comparison(typed, onHand, unit, stock?.counted ?? false) };
    case 'waste':
      return { before: now, after: words.afterThis(after(-typed)), odd: typed > onHand };
    case 'receive':
      return { before: now, after: words.afterThis(after(typed)), odd: false };
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
  if (difference === 0) return { after: words.asExpected, odd: false };
  const odd = known && Math.abs(difference) > Math.max(expected, 0) * ODD_SHARE;
  const amount = exactAmount(Math.abs(difference), unit);
  return { after: difference < 0 ? words.less(amount) : words.more(amount), odd };
}

/** The button says what it will do, with the number that will be recorded. */
export function confirmWords(task: QuantityTask, quantity: number, unit: string): string {
  return words.confirm[task](exactAmount(quantity, unit));
}
