import type { ApiProblem } from '../identity/api-problem.ts';

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
  if (left !== '') return `Too many wrong PINs. The next try is in ${left}.`;
  switch (problem?.code) {
    case undefined:
    case 'rate-limited':
      return '';
    case 'unauthenticated':
      return `That is not the PIN of ${name}.`;
    case 'unreachable':
      return 'No connection, and a PIN can only be checked with one. Looking still works.';
    default:
      return problem!.message;
  }
}
