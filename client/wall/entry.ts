import type { Until } from '../../shared/stock/availability.schema.ts';
import type { State } from '../stock/state.ts';

/** A dish that an entry takes with it; `left` where few can still be made. */
export interface DishAlong {
  name: string;
  left?: number;
}

/** One thing a wall has to say, before it is known how much room there is to say it. */
export interface Entry {
  /** The same for as long as it is the same thing. */
  key: string;
  /** What its name names: a dish or a component. */
  itemId: string;
  state: State;
  name: string;
  /** What is left: "7 left", "1.25 kg". */
  figure: string;
  why: string;
  since: string | null;
  until: Until | null;
  by: string | null;
  /** How many dishes depend on it; `dishes` may name fewer. */
  takes: number;
  dishes: DishAlong[];
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
