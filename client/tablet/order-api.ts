import type { ShiftPerson } from '../../shared/identity/person.schema.ts';
import { Api, type Fetch } from '../identity/api.ts';
import { bearing, type ScreenCredentials } from '../identity/pairing-credentials.ts';
import type { PersonGate } from './person-gate.svelte.ts';
import { shiftOver } from './person-sender.ts';
import { timed } from './timed-fetch.ts';

export interface OrderApiOptions {
  /** A tablet that a signed-in person opened has that person's cookie. */
  screen: Pick<ScreenCredentials, 'fetch'> | null;
  gate: Pick<PersonGate, 'shiftOf' | 'ended'>;
  send?: Fetch;
}

/** The server as one person on this tablet talks to it; as the tablet itself in a store without PINs. */
export function orderApi(who: () => ShiftPerson | null, options: OrderApiOptions): Api {
  const send: Fetch = (path, init) => {
    // What was done is done, also where the page goes before the answer comes.
    const lasting = { ...init, keepalive: init.method !== 'GET' };
    return timed(fetchAs(who(), options))(path, lasting);
  };
  return new Api({ signedOut: () => undefined, confirm: async () => false, fetch: send });
}

/** `fetch` in the name of a person, or of the tablet itself. */
export function fetchAs(
  person: ShiftPerson | null,
  { screen, gate, send = (path, init) => fetch(path, init) }: OrderApiOptions,
): Fetch {
  if (!screen) return send;
  if (!person) return (path, init) => screen.fetch(path, init);
  return async (path, init) => {
    const shift = gate.shiftOf(person.id);
    if (!shift) return refused(person);
    const response = await send(path, bearing(shift.token, init));
    if (response.status !== 401) return response;
    gate.ended(shift);
    return refused(person);
  };
}

function refused({ name }: ShiftPerson): Response {
  const problem = shiftOver(name);
  const headers = { 'content-type': 'application/problem+json' };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
