import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import type { Attachment } from '../platform/mail.ts';

/** A message as a channel takes it. */
export interface Delivery {
  /** The same for every try. */
  id: string;
  to: string;
  subject: string;
  body: string;
  /** What mail programs show instead of the body; made of it unless said otherwise. */
  html?: string;
  attachments?: readonly Attachment[];
  storeName: string;
  language: CustomerLanguage;
  /** Where mail programs end it with one click. */
  unsubscribe?: string;
  /** A browser that was away is shown only the last of one order. */
  orderId?: string;
  /** What a notification opens. */
  link?: string;
}

/**
 * What came of one try. `retry`: it may work later, in `waitMs` at the earliest. `bounced`: the address is refused for good. `failed`: no other try
 * would go better before somebody mends what `problem` says.
 */
export type Outcome =
  | { state: 'sent' }
  | { state: 'retry'; problem: string; waitMs?: number }
  | { state: 'bounced' | 'failed'; problem: string };

const MAX_WORDS = 300;

/** What a provider, or the way there, said: for the log that a manager reads. */
export function problemOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${words}${cause}`.replaceAll(/\s+/g, ' ').slice(0, MAX_WORDS);
}
