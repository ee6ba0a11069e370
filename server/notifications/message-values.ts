import type { Channel } from '../../shared/notifications/message.schema.ts';
import type { CustomerLanguage, Order } from '../../shared/orders/order.schema.ts';
import { dateWords, PHRASES, quantityWords } from './phrases.ts';
import { onOneLine, type Values } from './template-text.ts';
import type { AwaitedShare, LineShare, Offer, Tidings } from './tidings.ts';

/** Where and how a message is read. */
export interface Setting {
  store: { name: string; timeZone: string };
  language: CustomerLanguage;
  channel: Channel;
}

/** More of a kind than this is counted, not named, where there is little room. */
const NAMED = 3;

/** What fills the placeholders of a message about an order. */
export function orderValues(tidings: Tidings, order: Order, setting: Setting): Values {
  const parts = {
    ready: tidings.ready.map((share) => shareWords(share, setting)),
    awaited: tidings.awaited.map((share) => awaitedWords(share, setting)),
    cancelled: tidings.cancelled.map((share) =>
      withNotes(shareWords(share, setting), [reasonOf(share, setting)]),
    ),
    offer: tidings.offers.map((offer) => offerWords(offer, setting)),
  };
  return {
    name: order.customer.name,
    store: setting.store.name,
    number: String(order.number),
    ...Object.fromEntries(Object.entries(parts).map(([name, words]) => [name, inSentence(words, setting)])),
    lines: setting.channel === 'email' ? asList(parts, setting) : asSentences(parts, setting),
    link: order.statusUrl,
  };
}

/** What fills the placeholders when items are back. */
export function itemValues(customerName: string, items: readonly string[], setting: Setting): Values {
  const { store, language } = setting;
  const list = new Intl.ListFormat(PHRASES[language].locale, { type: 'conjunction' });
  return { name: customerName, store: store.name, item: list.format(items) };
}

type Parts = Record<'ready' | 'awaited' | 'cancelled' | 'offer', string[]>;

function headed(
  { ready, awaited, cancelled, offer }: Parts,
  language: CustomerLanguage,
): [string, string[]][] {
  const phrases = PHRASES[language];
  const parts: [string, string[]][] = [
    [phrases.offered, offer],
    [phrases.ready, ready],
    [phrases.awaited, awaited],
    [phrases.cancelled, cancelled],
  ];
  return parts.filter(([, words]) => words.length > 0);
}

function asList(parts: Parts, { language }: Setting): string {
  return headed(parts, language)
    .map(([head, words]) => [`${head}:`, ...words.map((each) => `• ${each}`)].join('\n'))
    .join('\n\n');
}

function asSentences(parts: Parts, setting: Setting): string {
  return headed(parts, setting.language)
    .map(([head, words]) => `${head}: ${inSentence(words, setting)}.`)
    .join(' ');
}

function inSentence(words: readonly string[], { language, channel }: Setting): string {
  const isShort = channel !== 'email' && words.length > NAMED;
  const named = isShort ? words.slice(0, NAMED) : words;
  const rest = isShort ? ` ${PHRASES[language].andMore(words.length - NAMED)}` : '';
  return `${named.join(', ')}${rest}`;
}

function shareWords({ line, quantity }: LineShare, { language }: Setting): string {
  return quantityWords(quantity, line, language);
}

function awaitedWords(share: AwaitedShare, setting: Setting): string {
  const { language, store, channel } = setting;
  const phrases = PHRASES[language];
  const dateOf = (instant: string | null): string | null =>
    instant === null ? null : dateWords(instant, language, store.timeZone);
  const until = dateOf(share.until);
  const was = dateOf(share.was ?? null);
  const words = `${shareWords(share, setting)} ${until === null ? `(${phrases.noDate})` : phrases.by(until)}`;
  if (channel !== 'email') return words;
  return withNotes(words, [was !== null && was !== until ? phrases.was(was) : '', reasonOf(share, setting)]);
}

function reasonOf({ reason = '' }: LineShare, { language }: Setting): string {
  return onOneLine(PHRASES[language].reasons[reason] ?? reason);
}

function withNotes(words: string, notes: readonly string[]): string {
  const said = notes.filter((note) => note !== '');
  return said.length === 0 ? words : `${words} (${said.join('; ')})`;
}

function offerWords({ line, substitution, unit }: Offer, { language }: Setting): string {
  const offered = quantityWords(substitution.quantity, { name: substitution.name, unit }, language);
  return PHRASES[language].instead(offered, quantityWords(line.backordered, line, language));
}
