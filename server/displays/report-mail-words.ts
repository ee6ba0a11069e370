import type { Rhythm, SubscribedPart } from '../../shared/displays/report-subscription.schema.ts';
import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';

/** What a mail with reports says, in one language. Figures come written out. */
export interface ReportWords {
  locale: string;
  subject: (what: Rhythm, when: string, store: string) => string;
  hello: (name: string) => string;
  opening: (what: Rhythm, when: string) => string;
  titles: Readonly<Record<SubscribedPart, string>>;
  heads: Readonly<Record<Exclude<SubscribedPart, 'orders'>, readonly string[]>>;
  wasted: (times: number) => string;
  nothingWasted: string;
  lost: (items: number) => string;
  ranOut: (items: number) => string;
  noneOut: string;
  notScored: string;
  atOnce: (lines: number) => string;
  noOrders: string;
  worth: (turns: string | null) => string;
  items: (count: number) => string;
  about: (amount: string) => string;
  noPrice: string;
  noCategory: string;
  more: (count: number) => string;
  howLost: string;
  attached: string;
  page: string;
  stop: string;
}

const s = (count: number): string => (count === 1 ? '' : 's');

const ENGLISH: ReportWords = {
  locale: 'en-GB',
  subject: (what, when, store) =>
    `${{ day: 'Daily', week: 'Weekly', month: 'Monthly' }[what]} report of ${store}: ${when}`,
  hello: (name) => `Hello ${name},`,
  opening: (what, when) => `this is the report of the ${what}, ${when}.`,
  titles: { 'stock-outs': 'Ran out', waste: 'Waste', orders: 'Orders', inventory: 'Stock' },
  heads: {
    'stock-outs': ['What', 'Not sold', 'Lost sales'],
    waste: ['What', 'Amount', 'Cost'],
    inventory: ['Category', 'Holds', 'Worth'],
  },
  wasted: (times) => `wasted, reported ${times === 1 ? 'once' : `${times} times`}`,
  nothingWasted: 'Nothing was reported as wasted.',
  lost: (items) => `of sales lost: ${items} item${s(items)} on sale ran out`,
  ranOut: (items) => `item${s(items)} on sale ran out`,
  noneOut: 'Nothing on sale ran out.',
  notScored: 'No day was compared with its forecast yet.',
  atOnce: (lines) => `of ${lines} order line${s(lines)} never waited`,
  noOrders: 'No orders were placed.',
  worth: (turns) => (turns === null ? 'on the shelves' : `on the shelves, turned over ${turns} times a year`),
  items: (count) => `${count} item${s(count)}`,
  about: (amount) => `about ${amount}`,
  noPrice: 'no price',
  noCategory: 'Without a category',
  more: (count) => `and ${count} more in the attached file`,
  howLost:
    'Not sold is what the forecasts expected in the time in which it was off or out; lost sales are that at today’s price, an estimate.',
  attached: 'All rows are attached as CSV files.',
  page: 'Look closer',
  stop: 'Stop these reports',
};

const GERMAN: ReportWords = {
  locale: 'de-DE',
  subject: (what, when, store) =>
    `${{ day: 'Tagesbericht', week: 'Wochenbericht', month: 'Monatsbericht' }[what]} ${store}: ${when}`,
  hello: (name) => `Hallo ${name},`,
  opening: (what, when) =>
    `das ist der ${{ day: 'Bericht des Tages', week: 'Bericht der Woche', month: 'Bericht des Monats' }[what]}, ${when}.`,
  titles: { 'stock-outs': 'Ausgegangen', waste: 'Verlust', orders: 'Bestellungen', inventory: 'Bestand' },
  heads: {
    'stock-outs': ['Was', 'Nicht verkauft', 'Entgangen'],
    waste: ['Was', 'Menge', 'Kosten'],
    inventory: ['Kategorie', 'Darin', 'Wert'],
  },
  wasted: (times) => `weggeworfen, ${times === 1 ? 'einmal' : `${times}-mal`} gemeldet`,
  nothingWasted: 'Es wurde kein Verlust gemeldet.',
  lost: (items) => `Umsatz entgangen: ${items} Artikel im Verkauf ${items === 1 ? 'ging' : 'gingen'} aus`,
  ranOut: () => 'Artikel im Verkauf ausgegangen',
  noneOut: 'Im Verkauf ging nichts aus.',
  notScored: 'Noch wurde kein Tag mit seiner Prognose verglichen.',
  atOnce: (lines) => `von ${lines} Bestellpositionen mussten nicht warten`,
  noOrders: 'Es gab keine Bestellungen.',
  worth: (turns) => (turns === null ? 'im Lager' : `im Lager, ${turns}-mal im Jahr umgeschlagen`),
  items: (count) => `${count} Artikel`,
  about: (amount) => `etwa ${amount}`,
  noPrice: 'kein Preis',
  noCategory: 'Ohne Kategorie',
  more: (count) => `und ${count} weitere in der angehängten Datei`,
  howLost:
    'Nicht verkauft ist, was die Prognosen für die Zeit erwarteten, in der es nicht zu haben war; entgangen ist das zum heutigen Preis, eine Schätzung.',
  attached: 'Alle Zeilen sind als CSV-Dateien angehängt.',
  page: 'Genauer ansehen',
  stop: 'Diese Berichte nicht mehr schicken',
};

export const REPORT_WORDS: Readonly<Record<CustomerLanguage, ReportWords>> = { en: ENGLISH, de: GERMAN };
