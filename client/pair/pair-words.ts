import { codeInHalves } from '../displays/pairing-code.ts';
import type { ApiProblem } from '../identity/api-problem.ts';
import { countdown } from '../identity/lockout-wait.svelte.ts';

/** For those who hear it: letter by letter. */
export function spelled(code: string): string {
  return codeInHalves(code)
    .split(' ')
    .map((half) => Array.from(half).join(' '))
    .join(', ');
}

export function leftWords(ms: number): string {
  return ms > 0 ? `A new code in ${countdown(ms)}` : 'Getting a new code';
}

/** What goes wrong, and that nothing has to be done about it here. */
export function troubleWords({ code, message, retryAfterSeconds }: ApiProblem, hasOffer: boolean): string {
  if (code === 'rate-limited') {
    const minutes = Math.ceil((retryAfterSeconds ?? 60) / 60);
    return `Too many new codes were asked for from here. The next one comes in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
  }
  const what = code === 'unreachable' ? 'The server does not answer.' : message;
  return `${what} ${hasOffer ? 'The code stays good; this' : 'This'} page keeps trying.`;
}
