import type { CancelReason } from '../../shared/orders/cancel-reasons.ts';
import { GERMAN_UNITS } from '../stock/german-units.ts';
import type { Words } from './words.ts';

export const GERMAN: Words = {
  locale: 'de-DE',
  today: 'heute',
  tomorrow: 'morgen',
  clock: (time) => `${time} Uhr`,
  units: GERMAN_UNITS,

  order: (number) => `Bestellung Nr. ${number}`,
  placed: (when) => `Bestellt ${when}`,
  neededBy: (when) => `Gebraucht bis ${when}`,
  fetching: 'Ihre Bestellung wird geladen …',

  allReady: 'Zum Abholen bereit',
  partlyReady: 'Teilweise bereit',
  waiting: 'Noch nicht bereit',
  handedOver: 'Alles übergeben',
  cancelled: 'Storniert',
  collect: 'Alles, was noch offen ist, liegt für Sie bereit.',
  restBy: (when) => `Den Rest bekommen Sie bis ${when}.`,
  allBy: (when) => `Sie bekommen sie bis ${when}.`,
  noDate: 'Für alles zusammen gibt es noch keinen Termin. Er steht hier, sobald wir ihn kennen.',
  tooLate: (neededBy) => `Das ist später, als Sie es brauchen: ${neededBy}.`,
  together: 'Sie bekommen alles zusammen: Wir legen nichts zurück, bevor alles da ist.',
  thanks: 'Vielen Dank. Es steht nichts mehr aus.',
  nothingComes: 'Von dieser Bestellung kommt nichts mehr.',

  ready: 'Für Sie bereit',
  awaited: 'Kommt noch',
  over: 'Erledigt',
  by: (when) => `bis ${when}`,
  likely: (when) => `wahrscheinlich ${when}`,
  noDateYet: 'noch kein Termin',
  of: (quantity) => `von ${quantity}`,
  wasHandedOver: (quantity) => `${quantity} übergeben`,
  wasCancelled: (quantity) => `${quantity} storniert`,

  offer: (what) => `Nehmen Sie stattdessen ${what}?`,
  offerNote: 'Wenn nicht, behalten Sie Ihren Platz in der Reihe.',
  accept: 'Ja, gerne',
  decline: 'Nein, ich warte',

  cancel: 'Stornieren',
  cancelAll: 'Die ganze Bestellung stornieren',
  cancelLine: (what) => `${what} stornieren?`,
  cancelAllQuestion: 'Alles stornieren, was noch offen ist?',
  howMuch: 'Wie viel davon',
  less: 'weniger',
  more: 'mehr',
  noWayBack: 'Ihren Platz in der Reihe bekommt der nächste Kunde.',
  cancelNow: (what) => `${what} stornieren`,
  cancelAllNow: 'Alles stornieren',
  keep: 'Behalten',
  isCancelled: 'Storniert.',
  isAnswered: 'Danke, das Geschäft weiß Bescheid.',

  history: 'Was bisher geschah',
  showAll: (count) => `Alle ${count} zeigen`,
  events: {
    placed: () => 'Sie haben bestellt.',
    backordered: ({ what, to }) => `${what}: noch nicht da${to ? `, erwartet bis ${to}` : ''}.`,
    moved: ({ what, from, to, reason }) =>
      `${what}: ${to ? `jetzt erwartet bis ${to}` : 'es gibt keinen Termin mehr'}${from ? `, bisher ${from}` : ''}.${reason ? ` ${reason}` : ''}`,
    ready: ({ what }) => `${what}: bereit.`,
    cancelled: ({ what, reason }) => `${what}: storniert.${reason ? ` ${reason}` : ''}`,
    substitute: ({ what }) => `Das Geschäft hat für ${what} etwas anderes angeboten.`,
  },
  because: (text) => `Das Geschäft sagt dazu: ${text}.`,
  reasons: {
    'stock-lost': 'Es ist weniger davon da, als wir dachten.',
    'Customer’s wish': 'So haben Sie es gewünscht.',
    'Not picked up': 'Es wurde nicht abgeholt.',
    'Cannot be had': 'Es ist nicht zu bekommen.',
    'Ordered twice': 'Es war doppelt bestellt.',
  } satisfies Record<CancelReason | 'stock-lost', string>,

  messages: 'Benachrichtigungen',
  push: 'Auf diesem Gerät benachrichtigen',
  pushNote: 'Eine Mitteilung, wenn sich etwas ändert, auch wenn diese Seite geschlossen ist.',
  pushOn: 'Dieses Gerät erfährt, wenn sich etwas ändert.',
  pushRefused:
    'Dieser Browser erlaubt für diese Seite keine Mitteilungen. Das lässt sich in seinen Einstellungen ändern.',
  pushFailed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal, oder schauen Sie später wieder herein.',
  stop: 'Keine Nachrichten mehr schicken',
  stopNote: 'Diese Seite zeigt weiterhin, wie es steht.',
  resume: 'Wieder Nachrichten schicken',
  stopped: 'Sie bekommen keine Nachrichten zu Ihren Bestellungen.',

  live: (clock) => `Stand ${clock}. Diese Seite hält sich selbst aktuell.`,
  stale: (since) => `Keine Verbindung. So stand es um ${since}.`,
  tryNow: 'Jetzt versuchen',

  unknownTitle: 'Hier gibt es keine Bestellung',
  unknownText:
    'Öffnen Sie den Link aus Ihrer letzten Nachricht noch einmal, oder bitten Sie das Geschäft um einen neuen.',
  expired:
    'Dieser Link ist abgelaufen. Sie sehen den letzten Stand; bitten Sie das Geschäft um einen neuen Link.',
  unreachableTitle: 'Das Geschäft antwortet nicht',
  troubles: {
    unreachable: 'Keine Verbindung. Sind Sie online? Diese Seite versucht es weiter.',
    'rate-limited': 'Das war etwas viel auf einmal. Warten Sie eine Minute, dann noch einmal.',
    conflict: 'Inzwischen hat sich etwas geändert. Sehen Sie sich die Bestellung noch einmal an.',
    other: 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal, oder rufen Sie das Geschäft an.',
  },
};
