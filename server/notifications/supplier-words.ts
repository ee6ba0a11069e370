import type { Supplier } from '../../shared/suppliers/supplier.schema.ts';
import type { SupplierDocument } from '../purchasing/supplier-document.ts';

export type SupplierLanguage = Supplier['language'];

/** What a purchase order says to its supplier, in one language. */
export interface SupplierWords {
  locale: string;
  subject: Readonly<Record<SupplierDocument['kind'] | 'withdrawn', (facts: Named) => string>>;
  opening: Readonly<Record<SupplierDocument['kind'] | 'withdrawn', (facts: Named) => string>>;
  hello: (supplier: string) => string;
  title: (number: number) => string;
  version: (version: number) => string;
  from: string;
  to: string;
  orderedOn: string;
  wanted: string;
  /** Times of day are the store's. */
  clockOf: (timeZone: string) => string;
  code: string;
  what: string;
  packs: string;
  quantity: string;
  price: string;
  sum: string;
  total: string;
  openPrices: string;
  cancelled: (quantity: string) => string;
  note: string;
  terms: string;
  portal: string;
  attached: string;
  page: (page: number, pages: number) => string;
}

/** What a purchase order is known by. */
export interface Named {
  number: number;
  version: number;
  store: string;
}

const ENGLISH: SupplierWords = {
  locale: 'en-GB',
  subject: {
    sent: ({ number, store }) => `Purchase order #${number} from ${store}`,
    amended: ({ number, store, version }) => `Purchase order #${number} from ${store}, version ${version}`,
    cancelled: ({ number, store }) => `Purchase order #${number} from ${store}: partly cancelled`,
    withdrawn: ({ number, store }) => `Purchase order #${number} from ${store}: cancelled`,
  },
  opening: {
    sent: ({ store }) => `${store} orders from you:`,
    amended: ({ store, version }) =>
      `${store} has changed its order. This is version ${version}; it replaces what was sent before.`,
    cancelled: ({ store }) =>
      `${store} does not need all of its order any more. This is what still holds; please send nothing else.`,
    withdrawn: ({ store }) => `${store} has cancelled its order. Please send nothing of it.`,
  },
  hello: (supplier) => `Hello ${supplier},`,
  title: (number) => `Purchase order #${number}`,
  version: (version) => `Version ${version}`,
  from: 'From',
  to: 'To',
  orderedOn: 'Ordered on',
  wanted: 'Wanted',
  clockOf: (timeZone) => `Times are those of ${timeZone}.`,
  code: 'Code',
  what: 'Item',
  packs: 'Packs',
  quantity: 'Quantity',
  price: 'Price',
  sum: 'Sum',
  total: 'Total',
  openPrices: 'Lines without a price are not in it.',
  cancelled: (quantity) => `${quantity} cancelled`,
  note: 'Note',
  terms: 'Terms',
  portal: 'Confirm it, change dates, report a delay or a shipment here, without signing in:',
  attached: 'The order is attached as a PDF to print and as a CSV file to read in.',
  page: (page, pages) => `Page ${page} of ${pages}`,
};

const GERMAN: SupplierWords = {
  locale: 'de-AT',
  subject: {
    sent: ({ number, store }) => `Bestellung #${number} von ${store}`,
    amended: ({ number, store, version }) => `Bestellung #${number} von ${store}, Fassung ${version}`,
    cancelled: ({ number, store }) => `Bestellung #${number} von ${store}: teilweise storniert`,
    withdrawn: ({ number, store }) => `Bestellung #${number} von ${store}: storniert`,
  },
  opening: {
    sent: ({ store }) => `${store} bestellt bei Ihnen:`,
    amended: ({ store, version }) =>
      `${store} hat die Bestellung geändert. Das ist Fassung ${version}; sie ersetzt alle früheren.`,
    cancelled: ({ store }) =>
      `${store} braucht nicht mehr alles, was bestellt war. Nur das Folgende gilt noch; bitte liefern Sie sonst nichts.`,
    withdrawn: ({ store }) => `${store} hat die Bestellung storniert. Bitte liefern Sie nichts davon.`,
  },
  hello: (supplier) => `Guten Tag ${supplier},`,
  title: (number) => `Bestellung #${number}`,
  version: (version) => `Fassung ${version}`,
  from: 'Von',
  to: 'An',
  orderedOn: 'Bestellt am',
  wanted: 'Gewünscht',
  clockOf: (timeZone) => `Uhrzeiten gelten in ${timeZone}.`,
  code: 'Art.-Nr.',
  what: 'Artikel',
  packs: 'Gebinde',
  quantity: 'Menge',
  price: 'Preis',
  sum: 'Summe',
  total: 'Gesamt',
  openPrices: 'Zeilen ohne Preis sind nicht enthalten.',
  cancelled: (quantity) => `${quantity} storniert`,
  note: 'Anmerkung',
  terms: 'Bedingungen',
  portal: 'Hier bestätigen, Termine ändern, Verspätung oder Versand melden, ohne Anmeldung:',
  attached: 'Die Bestellung liegt als PDF zum Drucken und als CSV-Datei zum Einlesen bei.',
  page: (page, pages) => `Seite ${page} von ${pages}`,
};

const WORDS: Readonly<Record<SupplierLanguage, SupplierWords>> = { en: ENGLISH, de: GERMAN };

export function supplierWordsFor(language: SupplierLanguage): SupplierWords {
  return WORDS[language];
}
