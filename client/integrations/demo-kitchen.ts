import { unreachable } from '../identity/api-problem.ts';
import type { Session } from '../identity/session.svelte.ts';
import type { IMPORTABLE } from './import-words.ts';
import { sendImport } from './send-import.ts';

type Kind = (typeof IMPORTABLE)[number]['value'];
type Read = (address: string) => Promise<Response>;

/** What the restaurant of the demo buys, makes and sells, and full shelves of it, in the order in which it goes in. */
export const DEMO_FILES: readonly { kind: Kind; address: string }[] = [
  { kind: 'items', address: new URL('./demo-kitchen/items.csv', import.meta.url).href },
  { kind: 'recipes', address: new URL('./demo-kitchen/recipes.csv', import.meta.url).href },
  { kind: 'opening-stock', address: new URL('./demo-kitchen/opening-stock.csv', import.meta.url).href },
];

/**
 * Brings the kitchen of the demo in. Every file says as well what is there already, so that a try which broke off is
 * simply made again. @throws ApiProblem
 */
export async function importDemoKitchen(session: Session, read: Read = (at) => fetch(at)): Promise<void> {
  for (const { kind, address } of DEMO_FILES) {
    const answer = await read(address).catch(() => null);
    if (!answer?.ok) throw unreachable();
    const file = new File([await answer.blob()], `${kind}.csv`, { type: 'text/csv' });
    await sendImport(session, { kind, file, commit: true });
  }
}
