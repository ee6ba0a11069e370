import type { StoreCalendar } from '../platform/business-day.ts';
import type { Risk, Supply } from './backorder-risk.ts';
import type { Runout } from './depletion-times.ts';
import type { Outlook } from './depletion.ts';
import type { Fan } from './forecast-fan.ts';
import type { ItemFit, ItemHistory } from './fit-store.ts';

/** What the thread is asked to do. Fits are named by who asks; one is taken up until an answer of `next` says it is done. */
export interface Requests {
  begin: { ask: { fit: string; calendar: StoreCalendar; now: number }; answer: null };
  add: { ask: { fit: string; items: ItemHistory[] }; answer: null };
  /** Works on for some time. `done` is the share of it that is, from 0 to 1. */
  next: { ask: { fit: string }; answer: { fits: ItemFit[]; done: number } };
  /** `week`: as far as it is looked for when an item runs out. */
  chart: {
    ask: { outlook: Outlook; horizon: number; count: number; week: Outlook };
    answer: { fan: Fan; runout: Runout };
  };
  reckon: { ask: { cases: Case[] }; answer: Reckoned[] };
}

/** An item whose running out is wanted, and its risk where it is known how it comes again. */
export interface Case {
  outlook: Outlook;
  /** `outlook`: where that takes longer than the other looks ahead. */
  supply?: Supply & { outlook?: Outlook };
}

export interface Reckoned {
  runout: Runout;
  risk: Risk | null;
}

export type Verb = keyof Requests;

export interface Request<V extends Verb = Verb> {
  id: number;
  verb: V;
  ask: Requests[V]['ask'];
}

export type Answer = { id: number; answer: unknown } | { id: number; error: string };
