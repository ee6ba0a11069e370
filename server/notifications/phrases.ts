import type { CancelReason } from '../../shared/orders/cancel-reasons.ts';
import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { isSoldWhole } from '../items/units.ts';

/** The words that lists in messages are made of. */
export interface Phrases {
  locale: string;
  ready: string;
  awaited: string;
  cancelled: string;
  offered: string;
  noDate: string;
  by: (date: string) => string;
  was: (date: string) => string;
  instead: (offer: string, line: string) => string;
  andMore: (count: number) => string;
  /** Reasons that Larder itself gives, or that are chosen with a tap; others are in somebody's own words. */
  reasons: Readonly<Record<string, string>>;
  /** Below every e-mail: why it came, and the link after it. */
  footer: (store: string) => string;
}

export const PHRASES: Readonly<Record<CustomerLanguage, Phrases>> = {
  en: {
    locale: 'en-GB',
    ready: 'Ready for you',
    awaited: 'Still to come',
    cancelled: 'Cancelled',
    offered: 'We can offer',
    noDate: 'no date yet',
    by: (date) => `by ${date}`,
    was: (date) => `before: ${date}`,
    instead: (offer, line) => `${offer} instead of ${line}`,
    andMore: (count) => `and ${count} more`,
    reasons: { 'stock-lost': 'there turned out to be less than we thought' },
    footer: (store) => `This message comes from ${store}. To get no more of them:`,
  },
  de: {
    locale: 'de',
    ready: 'Für Sie bereit',
    awaited: 'Kommt noch',
    cancelled: 'Storniert',
    offered: 'Unser Vorschlag',
    noDate: 'noch kein Termin',
    by: (date) => `bis ${date}`,
    was: (date) => `bisher: ${date}`,
    instead: (offer, line) => `${offer} statt ${line}`,
    andMore: (count) => `und ${count} weitere`,
    reasons: {
      'stock-lost': 'es war weniger da als gedacht',
      'Customer’s wish': 'auf Ihren Wunsch',
      'Not picked up': 'nicht abgeholt',
      'Cannot be had': 'nicht zu bekommen',
      'Ordered twice': 'doppelt bestellt',
    } satisfies Record<CancelReason | 'stock-lost', string>,
    footer: (store) => `Diese Nachricht kommt von ${store}. Keine mehr erhalten:`,
  },
};

/** A date as a message says it, in the store's zone: "Thu 26 Nov, 14:00". */
export function dateWords(instant: string, language: CustomerLanguage, timeZone: string): string {
  const format = new Intl.DateTimeFormat(PHRASES[language].locale, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    timeZone,
  });
  return format.format(new Date(instant));
}

/** How much of something: "2 × Tart", "1,5 kg Lachs". What is sold whole is counted, whatever its unit is called. */
export function quantityWords(
  quantity: number,
  { name, unit }: { name: string; unit: string },
  language: CustomerLanguage,
): string {
  const number = new Intl.NumberFormat(PHRASES[language].locale, { maximumFractionDigits: 3 }).format(
    quantity,
  );
  return isSoldWhole(unit) ? `${number} × ${name}` : `${number} ${unit} ${name}`;
}
