import { codeInHalves } from '../displays/pairing-code.ts';
import type { ApiProblem } from '../identity/api-problem.ts';
import { countdown } from '../identity/lockout-wait.svelte.ts';
import { catalogue } from '../ui/language.ts';

/** What stands between asterisks is stressed. */
export const words = catalogue(
  {
    title: 'Pair this screen · Larder',
    pair: 'Pair this screen with your store',
    removed: 'This screen was taken out of its store',
    signIn: 'Sign in on this device instead',
    qr: "QR code that leads to the manager's pages with this code",
    forgetful:
      'This browser keeps nothing, so it would forget its store with every reload. Leave the private window, or allow this page to store data, and load it again.',
    code: 'Code',
    twoWords: 'Two words',
    getting: 'Getting a code',
    gettingNew: 'Getting a new code',
    newIn: (left: string) => `A new code in ${left}`,
    scan: (host: string) =>
      `Scan the square with a phone, or open *${host}/manage*, choose *Screens* and enter the code.`,
    check: 'Check that you are shown *the same two words* as here.',
    choose: 'Choose the store and what this screen shows. It appears here by itself.',
    chooseAgain: 'Choose its store again. It appears here by itself.',
    tooMany: (minutes: number) =>
      `Too many new codes were asked for from here. The next one comes in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    noServer: 'The server does not answer.',
    refused: (problem: string) => problem,
    keepsTrying: 'This page keeps trying.',
    keepsCode: 'The code stays good; this page keeps trying.',
  },
  {
    title: 'Bildschirm koppeln · Larder',
    pair: 'Diesen Bildschirm koppeln',
    removed: 'Dieser Bildschirm wurde aus seinem Betrieb entfernt',
    signIn: 'Stattdessen hier anmelden',
    qr: 'QR-Code, der mit diesem Code zur Verwaltung führt',
    forgetful:
      'Dieser Browser merkt sich nichts und würde seinen Betrieb mit jedem Neuladen vergessen. Das private Fenster verlassen oder dieser Seite erlauben, Daten zu speichern, und sie neu laden.',
    code: 'Code',
    twoWords: 'Zwei Wörter',
    getting: 'Ein Code wird geholt',
    gettingNew: 'Ein neuer Code wird geholt',
    newIn: (left) => `Neuer Code in ${left}`,
    scan: (host) =>
      `Das Quadrat mit dem Handy scannen, oder *${host}/manage* öffnen, *Screens* wählen und den Code eingeben.`,
    check: 'Prüfen, ob dort *dieselben zwei Wörter* stehen wie hier.',
    choose: 'Den Betrieb wählen, und was dieser Bildschirm zeigt. Es erscheint hier von selbst.',
    chooseAgain: 'Seinen Betrieb wieder wählen. Er erscheint hier von selbst.',
    tooMany: (minutes) =>
      `Von hier aus wurden zu viele neue Codes verlangt. Der nächste kommt in ${minutes === 1 ? 'einer Minute' : `${minutes} Minuten`}.`,
    noServer: 'Der Server antwortet nicht.',
    refused: () => 'Der Server gibt gerade keinen Code aus.',
    keepsTrying: 'Diese Seite versucht es weiter.',
    keepsCode: 'Der Code gilt weiter; diese Seite versucht es wieder.',
  },
);

/** For those who hear it: letter by letter. */
export function spelled(code: string): string {
  return codeInHalves(code)
    .split(' ')
    .map((half) => Array.from(half).join(' '))
    .join(', ');
}

export function leftWords(ms: number): string {
  return ms > 0 ? words.newIn(countdown(ms)) : words.gettingNew;
}

/** What goes wrong, and that nothing has to be done about it here. */
export function troubleWords({ code, message, retryAfterSeconds }: ApiProblem, hasOffer: boolean): string {
  if (code === 'rate-limited') return words.tooMany(Math.ceil((retryAfterSeconds ?? 60) / 60));
  const what = code === 'unreachable' ? words.noServer : words.refused(message);
  return `${what} ${hasOffer ? words.keepsCode : words.keepsTrying}`;
}
