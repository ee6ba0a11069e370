import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import type { StatusEvent } from '../../shared/orders/order-status.schema.ts';
import { ENGLISH } from './words-english.ts';
import { GERMAN } from './words-german.ts';

/** An event with its times and amounts already in words. */
export interface EventWords {
  /** "4 × Salmon fillet" */
  what: string;
  /** Dates that were told before and now; nothing: there was none. */
  from: string | undefined;
  to: string | undefined;
  reason: string | undefined;
}

/** Everything the page says, in one language. Dates come in words: "Thu 26 Nov, 14:00", "today, 14:00". */
export interface Words {
  locale: string;
  today: string;
  tomorrow: string;
  clock: (time: string) => string;
  /** Units in one and in several, where the store's word is an English one. */
  units: Readonly<Record<string, readonly [one: string, several: string]>>;

  order: (number: number) => string;
  placed: (when: string) => string;
  neededBy: (when: string) => string;
  fetching: string;

  allReady: string;
  partlyReady: string;
  waiting: string;
  handedOver: string;
  cancelled: string;
  collect: string;
  restBy: (when: string) => string;
  allBy: (when: string) => string;
  noDate: string;
  tooLate: (neededBy: string) => string;
  together: string;
  thanks: string;
  nothingComes: string;

  ready: string;
  awaited: string;
  over: string;
  by: (when: string) => string;
  likely: (when: string) => string;
  noDateYet: string;
  of: (quantity: string) => string;
  wasHandedOver: (quantity: string) => string;
  wasCancelled: (quantity: string) => string;

  offer: (what: string) => string;
  offerNote: string;
  accept: string;
  decline: string;

  cancel: string;
  cancelAll: string;
  cancelLine: (what: string) => string;
  cancelAllQuestion: string;
  howMuch: string;
  less: string;
  more: string;
  noWayBack: string;
  cancelNow: (what: string) => string;
  cancelAllNow: string;
  keep: string;
  isCancelled: string;
  isAnswered: string;

  history: string;
  showAll: (count: number) => string;
  events: Readonly<Record<StatusEvent['kind'], (words: EventWords) => string>>;
  /** A reason as the store wrote it. */
  because: (text: string) => string;
  reasons: Readonly<Record<string, string>>;

  messages: string;
  push: string;
  pushNote: string;
  pushOn: string;
  pushRefused: string;
  pushFailed: string;
  stop: string;
  stopNote: string;
  resume: string;
  stopped: string;

  live: (clock: string) => string;
  stale: (since: string) => string;
  tryNow: string;

  unknownTitle: string;
  unknownText: string;
  /** The link worked, and does not any more. */
  expired: string;
  unreachableTitle: string;
  troubles: TroubleWords['troubles'];
}

/** Why something did not work, for readers of a page that a link opens. */
export interface TroubleWords {
  troubles: Readonly<Record<'unreachable' | 'rate-limited' | 'conflict' | 'other', string>>;
}

const WORDS: Readonly<Record<CustomerLanguage, Words>> = { en: ENGLISH, de: GERMAN };

export function wordsOf(language: CustomerLanguage): Words {
  return WORDS[language];
}

/** Before the order says which language its customer reads: the browser's, as far as we speak it. */
export function languageOf(tag: string): CustomerLanguage {
  return tag.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** What went wrong, in the customer's language: the server's own words are for whoever runs the store. */
export function troubleWords(words: TroubleWords, code: string): string {
  return words.troubles[code as keyof TroubleWords['troubles']] ?? words.troubles.other;
}
