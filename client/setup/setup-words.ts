import { catalogue } from '../ui/language.ts';
import { GERMAN_PLACES } from './german-places.ts';

/** What the first start says. */
export const words = catalogue(
  {
    title: 'Set up Larder',
    welcome: 'Welcome. Let’s set up your kitchen',
    intro:
      'Once, and in a minute. Next you bring in your items and put the board on a screen. All of this can be changed later.',
    signIn: 'Go to signing in',
    submit: 'Set up Larder',
    busy: 'Setting up…',
    wait: 'One moment…',

    business: {
      title: 'Your business',
      name: 'Name of the business',
      store: 'First kitchen or store',
      storeHint: 'More can follow',
      timeZone: 'Time zone',
      timeThere: (time: string) => `It is ${time} there now`,
      zoneExample: 'As in Europe/Vienna',
      place: (english: string) => english,
      currency: 'Currency',
      currencyHint: 'For prices and costs',
    },

    owner: {
      title: 'You, the owner',
      name: 'Your name',
      email: 'E-mail',
      emailHint: 'You sign in with it',
      password: 'Password',
      passwordHint:
        'At least 8 characters. A few words that you remember are better than one with signs in it.',
    },

    password: {
      missing: (count: number) => `${count} more ${count === 1 ? 'character' : 'characters'}, at least.`,
      hasName: 'Easily guessed: it has a name in it that others know.',
      repeats: 'Easily guessed: it repeats itself.',
      onlyFigures: 'Easily guessed: it is only figures.',
      good: 'Good. Longer is better: add another word.',
      strong: 'Strong.',
    },
  },
  {
    title: 'Larder einrichten',
    welcome: 'Willkommen! Zuerst die Küche einrichten',
    intro:
      'Nur einmal, und in einer Minute. Danach kommen die Artikel dazu und die Tafel auf einen Bildschirm. Alles lässt sich später ändern.',
    signIn: 'Zur Anmeldung',
    submit: 'Larder einrichten',
    busy: 'Wird eingerichtet …',
    wait: 'Einen Moment …',

    business: {
      title: 'Der Betrieb',
      name: 'Name des Betriebs',
      store: 'Erste Küche oder Filiale',
      storeHint: 'Weitere können folgen',
      timeZone: 'Zeitzone',
      timeThere: (time) => `Dort ist es jetzt ${time}`,
      zoneExample: 'Zum Beispiel Europe/Vienna',
      place: (english) => GERMAN_PLACES[english] ?? english,
      currency: 'Währung',
      currencyHint: 'Für Preise und Kosten',
    },

    owner: {
      title: 'Inhaberin oder Inhaber',
      name: 'Eigener Name',
      email: 'E-Mail',
      emailHint: 'Zum Anmelden',
      password: 'Passwort',
      passwordHint:
        'Mindestens 8 Zeichen. Ein paar Wörter, die man sich merkt, sind besser als eines mit Sonderzeichen.',
    },

    password: {
      missing: (count) => `Noch mindestens ${count} Zeichen.`,
      hasName: 'Leicht zu erraten: Es enthält einen Namen, den andere kennen.',
      repeats: 'Leicht zu erraten: Es wiederholt sich.',
      onlyFigures: 'Leicht zu erraten: Es besteht nur aus Ziffern.',
      good: 'Gut. Länger ist besser: noch ein Wort dazu.',
      strong: 'Stark.',
    },
  },
);
