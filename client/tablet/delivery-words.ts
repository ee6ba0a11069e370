import type { StoreTimes } from '../stock/store-times.ts';
import { catalogue, counting, locale } from '../ui/language.ts';
import type { Delivery } from './deliveries.svelte.ts';

const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const dayOf = (date: string): string => days.format(new Date(date));

/** What comes in at the back door, one delivery beside the other and each by itself. */
export const deliveryWords = catalogue(
  {
    late: 'Late',
    today: 'Today',
    later: 'Not before tomorrow',
    noCode: (code: string) => `Nothing that is to come has the code ${code}`,
    none: 'No deliveries to come',
    noneYet: 'What was ordered from suppliers shows up here, and is ticked off line by line when it arrives.',
    transfer: (number: string) => `transfer ${number}`,
    receivedBeingSent: 'received, being sent',
    ticked: (count: number) => `${count} ticked`,
    things: (facts: string, names: string) => `${facts}: ${names}`,
    lines: (count: number) => counting(count, 'line', 'lines'),
    noDate: 'no date yet',
    overdue: (was: string) => `overdue since ${was}`,
    now: (now: string, was: string) => `now ${now}, was ${was}`,
    probably: (now: string, was: string) => `probably ${now}, was ${was}`,
    delivery: 'Delivery',
    notInIt: (code: string) => `Nothing in this delivery has the code ${code}`,
    found: (name: string, ordered: string) => `${name}: ${ordered}`,
    insteadOf: (name: string) => `Instead of ${name}`,
    toCome: (ordered: string) => `${ordered} to come`,
    returnToLine: 'Return to the line',
    returnToDelivery: 'Return to the delivery',
    tapAsSent: 'Tap what came as sent. What is not ticked stays on its way.',
    tapAsOrdered: 'Tap what came as ordered. What is not ticked stays on order.',
    acceptAll: 'Accept everything',
    nothingTicked: 'Nothing ticked yet',
    receiveAll: (count: number) => `Receive ${counting(count, 'line', 'lines')}`,
    receiveSome: (ticked: number, all: number) => `Receive ${ticked} of ${all} lines`,
    over: 'Nothing of it is to come any more: it was received, or called off.',
    lot: (lot: string) => `lot ${lot}`,
    bestBefore: (date: string) => `best before ${date}`,
    pictures: (count: number) => counting(count, 'picture', 'pictures'),
    change: 'Change',
    changeOf: (name: string) => `Change: ${name}`,
  },
  {
    late: 'Verspätet',
    today: 'Heute',
    later: 'Nicht vor morgen',
    noCode: (code) => `Nichts, was noch kommt, hat den Code ${code}`,
    none: 'Es kommt keine Lieferung',
    noneYet:
      'Was bei Lieferanten bestellt ist, steht hier und wird bei der Ankunft Position für Position abgehakt.',
    transfer: (number) => `Umlagerung ${number}`,
    receivedBeingSent: 'eingegangen, wird gesendet',
    ticked: (count) => `${count} abgehakt`,
    things: (facts, names) => `${facts}: ${names}`,
    lines: (count) => counting(count, 'Position', 'Positionen'),
    noDate: 'noch kein Termin',
    overdue: (was) => `überfällig seit ${was}`,
    now: (now, was) => `jetzt ${now}, war ${was}`,
    probably: (now, was) => `wohl ${now}, war ${was}`,
    delivery: 'Lieferung',
    notInIt: (code) => `Nichts in dieser Lieferung hat den Code ${code}`,
    found: (name, ordered) => `${name}: ${ordered}`,
    insteadOf: (name) => `Statt ${name}`,
    toCome: (ordered) => `erwartet: ${ordered}`,
    returnToLine: 'Zurück zur Position',
    returnToDelivery: 'Zurück zur Lieferung',
    tapAsSent: 'Antippen, was wie geschickt kam. Was nicht abgehakt ist, bleibt unterwegs.',
    tapAsOrdered: 'Antippen, was wie bestellt kam. Was nicht abgehakt ist, bleibt bestellt.',
    acceptAll: 'Alles annehmen',
    nothingTicked: 'Noch nichts abgehakt',
    receiveAll: (count) => `${counting(count, 'Position', 'Positionen')} einbuchen`,
    receiveSome: (ticked, all) => `${ticked} von ${all} Positionen einbuchen`,
    over: 'Davon kommt nichts mehr: Es ist eingegangen oder abbestellt.',
    lot: (lot) => `Charge ${lot}`,
    bestBefore: (date) => `haltbar bis ${dayOf(date)}`,
    pictures: (count) => counting(count, 'Foto', 'Fotos'),
    change: 'Ändern',
    changeOf: (name) => `Ändern: ${name}`,
  },
);

/** When a delivery comes: "08:00", "now Tue 08:00, was Mon 08:00", "overdue since 08:00". */
export function comesWords({ delay, dueMs }: Delivery, times: StoreTimes, nowMs: number): string {
  const when = (at: string) => times.when(Date.parse(at), nowMs);
  if (!delay) return Number.isFinite(dueMs) ? times.when(dueMs, nowMs) : deliveryWords.noDate;
  const was = when(delay.was);
  if (delay.now === undefined) return deliveryWords.overdue(was);
  return delay.kind === 'predicted'
    ? deliveryWords.probably(when(delay.now), was)
    : deliveryWords.now(when(delay.now), was);
}
