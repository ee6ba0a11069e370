import type { DepletionTimes } from '../../shared/forecasts/forecast.schema.ts';
import type { SupplierDelay } from '../../shared/purchasing/purchase-order.schema.ts';
import type { Until } from '../../shared/stock/availability.schema.ts';
import type { State } from '../stock/state.ts';

/** A dish that an entry takes with it; `left` where few can still be made. */
export interface DishAlong {
  name: string;
  left?: number;
}

/** When an order, or what waits of it, is expected; said in words only when it is shown, since days change. */
export interface Expected {
  neededBy: string | undefined;
  /** Null before there is a date; absent where nothing waits. */
  promise?: { latest: string } | null;
  /** What it waits for, where that is not the thing itself. */
  waits: string;
}

/** One thing a wall has to say, before it is known how much room there is to say it. */
export interface Entry {
  /** The same for as long as it is the same thing. */
  key: string;
  /** What its name names, or belongs to: a dish, a component or an order. */
  itemId: string;
  state: State;
  name: string;
  /** What is left: "7 left", "1.25 kg". */
  figure: string;
  /** What stands in the ring of a limit. */
  ring?: string;
  why: string;
  since: string | null;
  until: Until | null;
  by: string | null;
  /** How many dishes depend on it; `dishes` may name fewer. */
  takes: number;
  /** These are not dishes, but what a delivery brings. */
  takesItems?: boolean;
  dishes: DishAlong[];
  /** How many open orders it touches. */
  orders?: number;
  expected?: Expected;
  /** What is late of what it is about; of several, the most urgent one. */
  delivery?: SupplierDelay;
  /** When it runs out, where that is foreseen; `outName`: which of several, where it is one of them. */
  out?: DepletionTimes;
  outName?: string;
  /** What of it is short until it comes, in words; empty where nothing is. */
  gap?: string;
  /** They come at several times. */
  severalTimes?: boolean;
  /** How many dishes take what is late. */
  usedIn?: number;
  /** The order, the lines, or the deliveries that it is about, where it is not about an item. */
  of?: { kind: 'order'; id: string } | { kind: 'lines' | 'deliveries'; ids: readonly string[] };
  /** Changes when the entry deserves to be looked at again. */
  stamp: string;
}

export const BLANK = {
  figure: '',
  why: '',
  since: null,
  until: null,
  by: null,
  takes: 0,
  dishes: [],
} as const;

/** A thing that affects no dish: its name, and what is left of it. */
export interface Aside {
  key: string;
  words: string;
}

export interface Zone {
  /** Most urgent first. */
  entries: Entry[];
  /** Said in one quiet paragraph. */
  asides: Aside[];
  /** How many there are, in words for the zone's title. */
  count: string;
}
