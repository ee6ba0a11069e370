import type { TokenAnswer } from '../../shared/identity/device.schema.ts';
import { asProblem, type ApiProblem } from './api-problem.ts';
import { callApi, type Fetch } from './api.ts';
import type { Pairing, ScreenKeys } from './pairing.ts';

/**
 * `waiting` nobody has paired it yet · `gone` its code ran out, or it was removed · `away` there is no telling now: ask
 * again.
 */
export type TokenOutcome =
  | { kind: 'paired'; pairing: Pairing }
  | { kind: 'waiting' }
  | { kind: 'gone' }
  | { kind: 'away'; problem: ApiProblem };

/** Asks for a token with the secret that only this screen has. */
export async function askForToken({ deviceId, secret }: ScreenKeys, send?: Fetch): Promise<TokenOutcome> {
  try {
    const keys = { deviceId, secret };
    const answer = await callApi<TokenAnswer>('POST', '/devices/token', keys, send && { fetch: send });
    return { kind: 'paired', pairing: { ...answer, ...keys } };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code === 'conflict') return { kind: 'waiting' };
    // What is kept under these names was never given out like this: it will not get better.
    if (problem.code === 'unauthenticated' || problem.code === 'invalid') return { kind: 'gone' };
    return { kind: 'away', problem };
  }
}
