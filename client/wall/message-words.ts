import { catalogue, counting } from '../ui/language.ts';

/** What a wall says where there is no board, or a calm one. What stands between asterisks is stressed. */
export const words = catalogue(
  {
    title: 'Larder wall',
    calm: 'Everything is on',
    calmNote: (dishes: number) =>
      `${dishes === 1 ? 'The one dish' : `All ${counting(dishes, 'dish', 'dishes')}`} can be served, and nothing is low.`,
    calmYet: (dishes: number) =>
      `${dishes === 1 ? 'The one dish' : `All ${counting(dishes, 'dish', 'dishes')}`} can be served, and nothing is low yet.`,
    outToday: 'Will probably run out today',
    closest: 'Closest to low',
    lowAt: (amount: string) => `low at ${amount}`,
    lately: 'Lately',

    connecting: 'Connecting',
    looking: 'Looking for the server. The board appears here by itself.',
    waiting: 'Waiting for Larder',
    empty: 'Nothing to watch yet',
    emptyNote:
      'This wall shows what the kitchen cannot serve and what is about to run out. Once there are items, by import or over the API, they appear here at once.',
    turnedAway: 'This screen is not let in',
    turnedAwayNote: (host: string) =>
      `Sign in at *${host}* on this screen. It keeps trying, and the board appears by itself.`,
    signedOut: 'This screen is not signed in',
    signedOutNote: (host: string) =>
      `Open *${host}/pair* on it to pair it with a store, or sign in at *${host}*. The board appears here by itself.`,
    noStore: 'No store yet',
    noStoreNote:
      'This wall shows what a kitchen cannot serve and what is about to run out. As soon as the first store is set up, its board appears here by itself.',
    unknownStore: 'There is no such store',
    unknownStoreNote: (host: string) =>
      `The address of this page names a store that does not exist. Open *${host}/wall* to choose one.`,
    whichStore: 'Which store does this wall show?',
  },
  {
    title: 'Larder-Tafel',
    calm: 'Alles da',
    calmNote: (dishes) =>
      `${dishes === 1 ? 'Das eine Gericht kann' : `Alle ${counting(dishes, 'Gericht', 'Gerichte')} können`} serviert werden, und nichts ist knapp.`,
    calmYet: (dishes) =>
      `${dishes === 1 ? 'Das eine Gericht kann' : `Alle ${counting(dishes, 'Gericht', 'Gerichte')} können`} serviert werden, und noch ist nichts knapp.`,
    outToday: 'Geht heute wahrscheinlich aus',
    closest: 'Als Nächstes knapp',
    lowAt: (amount) => `knapp ab ${amount}`,
    lately: 'Zuletzt',

    connecting: 'Verbindet',
    looking: 'Der Server wird gesucht. Die Tafel erscheint hier von selbst.',
    waiting: 'Warten auf Larder',
    empty: 'Noch nichts zu sehen',
    emptyNote:
      'Diese Tafel zeigt, was die Küche nicht servieren kann und was bald ausgeht. Sobald es Artikel gibt, durch Import oder über die API, erscheinen sie hier sofort.',
    turnedAway: 'Dieser Bildschirm hat keinen Zugang',
    turnedAwayNote: (host) =>
      `Auf diesem Bildschirm unter *${host}* anmelden. Er versucht es weiter, und die Tafel erscheint von selbst.`,
    signedOut: 'Dieser Bildschirm ist nicht angemeldet',
    signedOutNote: (host) =>
      `Auf ihm *${host}/pair* öffnen, um ihn mit einem Betrieb zu koppeln, oder unter *${host}* anmelden. Die Tafel erscheint hier von selbst.`,
    noStore: 'Noch kein Betrieb',
    noStoreNote:
      'Diese Tafel zeigt, was eine Küche nicht servieren kann und was bald ausgeht. Sobald der erste Betrieb eingerichtet ist, erscheint seine Tafel hier von selbst.',
    unknownStore: 'Diesen Betrieb gibt es nicht',
    unknownStoreNote: (host) =>
      `Die Adresse dieser Seite nennt einen Betrieb, den es nicht gibt. Unter *${host}/wall* lässt sich einer wählen.`,
    whichStore: 'Welchen Betrieb zeigt diese Tafel?',
  },
);
