import type { ApiProblem } from '../identity/api-problem.ts';
import { catalogue } from '../ui/language.ts';

/** Who works on a tablet. */
export const personWords = catalogue(
  {
    byYou: 'you',
    whoIsIt: 'Who is it?',
    whoIsWorking: 'Who is working?',
    somebodyElse: 'Somebody else',
    isWorking: 'is working; change person',
    workingNow: 'working now',
    lock: 'Lock',
    lockTablet: 'Lock the tablet',
    locksItself: 'Locks itself when nobody touched it for',
    minutes: (count: number) => `${count} min`,
    yourPin: 'Your PIN',
    digits: (typed: number, all: number) => `${typed} of ${all} digits`,
    tooMany: (left: string) => `Too many wrong PINs. The next try is in ${left}.`,
    wrongPin: (name: string) => `That is not the PIN of ${name}.`,
    noConnection: 'No connection, and a PIN can only be checked with one. Looking still works.',
    notAllowed: 'Not allowed',
    shiftOver: (name: string) =>
      `${name}'s time on this tablet was over before this was sent. Try again sends it in your name.`,
  },
  {
    byYou: 'dir',
    whoIsIt: 'Wer bist du?',
    whoIsWorking: 'Wer arbeitet?',
    somebodyElse: 'Jemand anderes',
    isWorking: 'arbeitet; Person wechseln',
    workingNow: 'arbeitet gerade',
    lock: 'Sperren',
    lockTablet: 'Tablet sperren',
    locksItself: 'Sperrt sich, wenn es niemand berührt, nach',
    minutes: (count) => `${count} Min.`,
    yourPin: 'Deine PIN',
    digits: (typed, all) => `${typed} von ${all} Ziffern`,
    tooMany: (left) => `Zu viele falsche PINs. Der nächste Versuch geht in ${left}.`,
    wrongPin: (name) => `Das ist nicht die PIN von ${name}.`,
    noConnection: 'Keine Verbindung, und ohne sie ist keine PIN zu prüfen. Ansehen geht weiterhin.',
    notAllowed: 'Nicht erlaubt',
    shiftOver: (name) =>
      `Die Zeit von ${name} auf diesem Tablet war um, bevor das gesendet war. „Erneut versuchen“ sendet es in deinem Namen.`,
  },
);

/** "Anna Karenina" is AK, "Jo" is J. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  return letters
    .map((word) => (word ? (Array.from(word)[0] ?? '') : ''))
    .join('')
    .toUpperCase();
}

/** What kept a PIN from opening the tablet; `left` is how long nothing can be tried, "0:42", or nothing. */
export function pinProblemWords(problem: ApiProblem | null, name: string, left: string): string {
  if (left !== '') return personWords.tooMany(left);
  switch (problem?.code) {
    case undefined:
    case 'rate-limited':
      return '';
    case 'unauthenticated':
      return personWords.wrongPin(name);
    case 'unreachable':
      return personWords.noConnection;
    default:
      return problem!.message;
  }
}
