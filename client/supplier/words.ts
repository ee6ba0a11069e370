import type { SupplierPortalView } from '../../shared/purchasing/supplier-portal.schema.ts';
import type { TimeWords } from '../order/order-times.ts';
import type { TroubleWords } from '../order/words.ts';
import { ENGLISH } from './words-english.ts';
import { GERMAN } from './words-german.ts';

type Language = SupplierPortalView['language'];

/** Everything the page says, in one language. Dates and amounts come in words. */
export interface Words extends TimeWords, TroubleWords {
  /** Units and packs in one and in several, where the store's word is an English one. */
  units: Readonly<Record<string, readonly [one: string, several: string]>>;
  order: (number: number) => string;
  fetching: string;
  version: (version: number) => string;
  ordered: (when: string) => string;

  toConfirm: string;
  toConfirmNote: string;
  confirmed: string;
  confirmedNote: string;
  partly: string;
  partlyNote: string;
  lateTitle: string;
  late: (when: string) => string;
  delivered: string;
  deliveredNote: string;
  cancelled: string;
  cancelledNote: string;

  open: string;
  done: string;
  packOf: (pack: string, quantity: string) => string;
  price: (money: string) => string;
  total: string;
  note: string;
  terms: string;
  wanted: (when: string) => string;
  isConfirmed: (when: string) => string;
  isLate: (when: string, was: string) => string;
  wasDelivered: (quantity: string) => string;
  wasRejected: (quantity: string) => string;
  rejectedFor: (quantity: string, reason: string) => string;
  picture: (number: number) => string;
  wasCancelled: (quantity: string) => string;

  confirmAll: string;
  change: string;
  quantityIn: (unit: string) => string;
  arrives: string;
  part: (number: number) => string;
  split: string;
  removePart: (number: number) => string;
  remains: (quantity: string) => string;
  tooMuch: (most: string) => string;
  noNumber: string;
  badTime: string;
  confirmLine: string;
  keep: string;

  delay: string;
  delayTitle: string;
  delayUntil: string;
  delayNote: string;
  reason: string;
  otherReason: string;
  reportDelay: string;
  reasons: Readonly<Record<Reason, string>>;
  /** Why goods go back, as a tablet says it. */
  returns: Readonly<Record<string, string>>;
  because: (reason: string) => string;

  ship: string;
  shipTitle: string;
  shipNote: string;
  shipNow: string;

  prices: string;
  pricesTitle: string;
  pricesNote: string;
  pricesNow: string;
  priceOf: (name: string, pack: string, currency: string) => string;
  badPrice: string;

  history: string;
  events: Readonly<Record<string, string>>;
  others: string;
  lines: (count: number) => string;

  live: (clock: string) => string;
  stale: (since: string) => string;
  tryNow: string;
  expired: string;
  unknownTitle: string;
  unknownText: string;
  unreachableTitle: string;
}

/** Why deliveries come late; the store reads these words as they are. */
export const REASONS = ['Traffic', 'Vehicle', 'Weather', 'Sold out', 'Staff'] as const;
export type Reason = (typeof REASONS)[number];

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, de: GERMAN };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** A reason in the reader's language, where it is one of ours. */
export function reasonWords(words: Words, reason: string): string {
  return words.reasons[reason as Reason] ?? words.returns[reason] ?? reason;
}
