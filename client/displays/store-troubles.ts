import type { StoreSituation } from '../../shared/displays/stores-board.schema.ts';
import { counted } from '../orders/order-words.ts';
import type { State } from '../stock/state.ts';

export interface Trouble {
  state: State;
  words: string;
}

/** What is wrong in a store, in the words and looks of every other page; nothing where all is well. */
export function troublesOf(store: StoreSituation): Trouble[] {
  const { off, overdue, runningOut, late, low, waiting } = store;
  const troubles: (Trouble & { count: number })[] = [
    { count: off, state: '86', words: `${off} off` },
    { count: overdue, state: 'late', words: `${counted(overdue, 'order line')} past their promise` },
    { count: runningOut, state: 'low', words: `${counted(runningOut, 'item')} running out` },
    { count: late, state: 'late', words: late === 1 ? '1 delivery late' : `${late} deliveries late` },
    { count: low, state: 'low', words: `${low} low` },
    { count: waiting, state: 'backordered', words: `${counted(waiting, 'order line')} waiting` },
  ];
  return troubles.flatMap(({ count, state, words }) => (count > 0 ? [{ state, words }] : []));
}
