import { DateTime } from 'luxon';
import type { StoreReport } from '../../shared/displays/report.schema.ts';
import type { Rhythm, SubscribedPart } from '../../shared/displays/report-subscription.schema.ts';
import { decimalsOf, type Money } from '../../shared/money.ts';
import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { escapeHtml } from '../notifications/mail-html.ts';
import { REPORT_WORDS, type ReportWords } from './report-mail-words.ts';

export interface MailedReport {
  store: string;
  report: StoreReport;
}

export interface MailFacts {
  name: string;
  parts: readonly SubscribedPart[];
  every: Rhythm;
  language: CustomerLanguage;
  reports: readonly MailedReport[];
  from: string;
  to: string;
  /** Whom it is of: the store, or the house that has several. */
  storeName: string;
  pageUrl: string;
  stopUrl: string;
}

/** One part of a report: what leads it, and its first rows. */
interface Section {
  title: string;
  figure: string;
  words: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  /** Rows that are in the file only. */
  rest: number;
  note?: string;
}

const AT_A_GLANCE = 5;

/** Reports as a mail: the figures, and the first rows of each table; what else there is comes in files. */
export function mailOf(facts: MailFacts): { subject: string; text: string; html: string } {
  const words = REPORT_WORDS[facts.language];
  const when = periodWords(facts, words.locale);
  const stores = facts.reports.map(({ store, report }) => ({
    store,
    sections: facts.parts.map((part) => sectionOf(part, report, words)),
  }));
  const mail: Written = { facts, words, opening: words.opening(facts.every, when), stores };
  return {
    subject: words.subject(facts.every, when, facts.storeName),
    text: textOf(mail),
    html: htmlOf(mail),
  };
}

/** "Friday, 20 March 2026", "16 – 22 March 2026", "March 2026" */
function periodWords({ every, from, to }: MailFacts, locale: string): string {
  const [first, last] = [from, to].map((day) => DateTime.fromISO(day, { zone: 'utc' }).setLocale(locale));
  if (every === 'month') return first!.toLocaleString({ month: 'long', year: 'numeric' });
  if (every === 'day') return first!.toLocaleString({ ...DateTime.DATE_FULL, weekday: 'long' });
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  // Its thin spaces are not to be found in every typeface.
  return format.formatRange(first!.toJSDate(), last!.toJSDate()).replaceAll('\u2009', ' ');
}

function sectionOf(part: SubscribedPart, report: StoreReport, words: ReportWords): Section {
  const { title, rows, ...section } = SECTIONS[part](report, words);
  return {
    title,
    ...section,
    rows: rows.slice(0, AT_A_GLANCE),
    rest: Math.max(0, rows.length - AT_A_GLANCE),
  };
}

type Sectioned = Omit<Section, 'rest'>;

const SECTIONS: Record<SubscribedPart, (report: StoreReport, words: ReportWords) => Sectioned> = {
  waste: ({ waste }, words) => {
    const times = waste.byReason.reduce((sum, reason) => sum + reason.times, 0);
    return {
      ...{ title: words.titles.waste, heads: words.heads.waste },
      ...(times === 0
        ? { figure: '', words: words.nothingWasted }
        : { figure: money(waste.cost, words), words: words.wasted(times) }),
      rows: waste.byItem.map(({ name, quantity, unit, cost }) => [
        ...[name, amount(quantity, unit, words)],
        cost ? money(cost, words) : words.noPrice,
      ]),
    };
  },
  'stock-outs': ({ stockOuts: { days, byItem, lostValue } }, words) => {
    const lead = (): Pick<Section, 'figure' | 'words'> => {
      if (days === 0) return { figure: '', words: words.notScored };
      if (byItem.length === 0) return { figure: '', words: words.noneOut };
      if (lostValue.amount > 0) return { figure: money(lostValue, words), words: words.lost(byItem.length) };
      return { figure: `${byItem.length}`, words: words.ranOut(byItem.length) };
    };
    return {
      ...{ title: words.titles['stock-outs'], heads: words.heads['stock-outs'], ...lead() },
      rows: byItem.map(({ name, lost, unit, lostValue: value }) => [
        ...[name, words.about(amount(Math.round(lost), unit, words))],
        value ? money(value, words) : words.noPrice,
      ]),
      ...(byItem.length > 0 && { note: words.howLost }),
    };
  },
  orders: ({ fill: { lines, atOnce } }, words) => ({
    ...{ title: words.titles.orders, heads: [], rows: [] },
    ...(lines === 0
      ? { figure: '', words: words.noOrders }
      : { figure: `${Math.round((100 * atOnce) / lines)} %`, words: words.atOnce(lines) }),
  }),
  inventory: ({ inventory: { value, turns, byCategory } }, words) => ({
    ...{ title: words.titles.inventory, heads: words.heads.inventory, figure: money(value, words) },
    words: words.worth(!turns ? null : number(turns < 10 ? turns : Math.round(turns), words)),
    rows: byCategory.map(({ category, items, value: worth }) => [
      ...[category || words.noCategory, words.items(items)],
      money(worth, words),
    ]),
  }),
};

function money({ amount, currency }: Money, { locale }: ReportWords): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amount / 10 ** decimalsOf(currency));
}

function number(value: number, { locale }: ReportWords): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value);
}

/** Units that are told by the thousand. */
const LARGER: Readonly<Record<string, string>> = { g: 'kg', ml: 'l' };

/** Units that go without saying. */
const PIECES = new Set(['each', 'portion']);

/** Pieces go without their unit: "3"; 1920 g is "1.92 kg". */
function amount(quantity: number, unit: string, words: ReportWords): string {
  const larger = LARGER[unit];
  if (larger !== undefined && quantity >= 1000) return `${number(quantity / 1000, words)} ${larger}`;
  return PIECES.has(unit) ? number(quantity, words) : `${number(quantity, words)} ${unit}`;
}

interface Written {
  facts: MailFacts;
  words: ReportWords;
  opening: string;
  stores: readonly { store: string; sections: readonly Section[] }[];
}

function textOf({ facts, words, opening, stores }: Written): string {
  const several = stores.length > 1;
  const parts = stores.flatMap(({ store, sections }) => [
    ...(several ? [`== ${store} ==`] : []),
    ...sections.map((section) => sectionText(section, words)),
  ]);
  const end = [words.attached, `${words.page}: ${facts.pageUrl}`];
  return [words.hello(facts.name), opening, ...parts, ...end].join('\n\n');
}

function sectionText({ title, figure, words: said, rows, rest, note }: Section, words: ReportWords): string {
  const lines = rows.map(([first = '', ...others]) => `- ${first}: ${others.join(', ')}`);
  const more = rest > 0 ? [`  ${words.more(rest)}`] : [];
  return [
    title.toUpperCase(),
    [figure, said].filter(Boolean).join(' '),
    ...lines,
    ...more,
    ...(note ? [note] : []),
  ].join('\n');
}

const MUTED = 'color: #5c5a55; font-size: 14px';
const CELL = 'padding: 6px 0; border-top: 1px solid #dcd9d2; vertical-align: top';
const FIGURE = `${CELL}; padding-left: 16px; text-align: right; white-space: nowrap`;

/** In tables and styles that mail programs of all ages show. */
function htmlOf({ facts, words, opening, stores }: Written): string {
  const several = stores.length > 1;
  const body = stores.flatMap(({ store, sections }) => [
    several ? `<h2 style="margin: 32px 0 0; font-size: 20px">${escapeHtml(store)}</h2>` : '',
    ...sections.map((section) => sectionHtml(section, words)),
  ]);
  const button =
    'display: inline-block; padding: 10px 16px; border-radius: 8px; background: #1d4f91; color: #ffffff';
  const parts = [
    `<p>${escapeHtml(words.hello(facts.name))}<br>${escapeHtml(opening)}</p>`,
    ...body,
    `<p style="margin: 32px 0 16px"><a style="${button}; text-decoration: none" href="${escapeHtml(facts.pageUrl)}">${escapeHtml(words.page)}</a></p>`,
    `<p style="${MUTED}">${escapeHtml(words.attached)} <a style="color: #5c5a55" href="${escapeHtml(facts.stopUrl)}">${escapeHtml(words.stop)}</a></p>`,
  ];
  return `<!doctype html><html lang="${facts.language}"><body style="margin: 0 auto; padding: 16px; max-width: 560px; font-family: sans-serif; font-size: 16px; line-height: 1.5; color: #1f1e1b">${parts.join('')}</body></html>`;
}

function sectionHtml(
  { title, figure, words: said, heads, rows, rest, note }: Section,
  words: ReportWords,
): string {
  const lead = figure === '' ? '' : `<strong style="font-size: 24px">${escapeHtml(figure)}</strong> `;
  const head = heads
    .map((text, index) => cellHtml('th', text, index, `${MUTED}; font-weight: normal; `))
    .join('');
  const lines = rows.map(
    (cells) => `<tr>${cells.map((text, index) => cellHtml('td', text, index)).join('')}</tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<table style="width: 100%; border-collapse: collapse"><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
  const more = rest > 0 ? `<p style="margin: 4px 0 0; ${MUTED}">${escapeHtml(words.more(rest))}</p>` : '';
  const how = note ? `<p style="margin: 4px 0 0; ${MUTED}">${escapeHtml(note)}</p>` : '';
  return `<h3 style="margin: 28px 0 0; font-size: 16px">${escapeHtml(title)}</h3><p style="margin: 4px 0 8px">${lead}${escapeHtml(said)}</p>${table}${more}${how}`;
}

function cellHtml(tag: 'th' | 'td', text: string, index: number, more = ''): string {
  const style = index === 0 ? `${CELL}; text-align: left` : FIGURE;
  return `<${tag} style="${more}${style}">${escapeHtml(text)}</${tag}>`;
}
