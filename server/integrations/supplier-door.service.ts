import type { OpenOrders } from '../../shared/purchasing/supplier-event.schema.ts';
import type { InboxEntry } from '../../shared/purchasing/supplier-message.schema.ts';
import { secretsOfSupplier } from '../identity/webhooks.service.ts';
import type { ItemsContext } from '../items/items.service.ts';
import { orderEvent } from '../notifications/supplier-event.ts';
import type { LinkContext } from '../orders/links.service.ts';
import type { Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import { isSignedWith, WEBHOOK_WINDOW_SECONDS } from '../platform/webhook-signature.ts';
import { findOpenOrdersOf } from '../purchasing/open-orders.service.ts';
import { takeSupplierMessage } from '../purchasing/supplier-messages.service.ts';
import { answerUrl } from '../suppliers/supplier-webhook.service.ts';

/** A request as it came: the body is the bytes that were signed. */
export interface SignedRequest {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

/** Printable, and without the full stop that parts what is signed. */
const ID = /^[!-\-/-~]{1,128}$/;

/**
 * Does what a supplier's program says.
 * @throws AppError `unauthenticated` unless it is signed by it, just now; `malformed`; as `takeSupplierMessage`
 */
export async function takeSignedMessage(
  ctx: ItemsContext,
  supplierId: string,
  request: SignedRequest,
): Promise<InboxEntry> {
  const id = await signedId(ctx, supplierId, request);
  return takeSupplierMessage(ctx, supplierId, { id, via: 'api', message: jsonIn(request.body) });
}

/** What a supplier's program may know: the orders that it has still to deliver. @throws AppError `unauthenticated` */
export async function readOpenOrders(
  ctx: LinkContext,
  supplierId: string,
  headers: SignedRequest['headers'],
): Promise<OpenOrders> {
  await signedId(ctx, supplierId, { headers, body: Buffer.alloc(0) });
  const answerTo = answerUrl(ctx, supplierId);
  const orders = await findOpenOrdersOf(ctx, supplierId);
  return { items: orders.map(({ document, portalUrl }) => orderEvent(document, { answerTo, portalUrl })) };
}

/** The id of a request that this supplier signed within the last minutes. @throws AppError `unauthenticated` */
async function signedId(
  { db, clock }: Context,
  supplierId: string,
  { headers, body }: SignedRequest,
): Promise<string> {
  const id = headerIn(headers, 'webhook-id');
  const time = headerIn(headers, 'webhook-timestamp');
  const signature = headerIn(headers, 'webhook-signature');
  if (!ID.test(id) || !/^\d{1,12}$/.test(time) || signature === '')
    throw new AppError(
      'unauthenticated',
      'Sign the request as Standard Webhooks describes: webhook-id (up to 128 characters, no full stop), webhook-timestamp (seconds), webhook-signature.',
    );
  const now = clock.now();
  const secrets = await secretsOfSupplier(db, supplierId, now);
  const timestamp = Number(time);
  if (!isSignedWith(secrets, signature, { id, timestamp, body }))
    throw new AppError(
      'unauthenticated',
      "No signature in webhook-signature fits this id, timestamp and body with a secret of this supplier; sign the body's bytes as they are sent.",
    );
  if (Math.abs(now.getTime() / 1000 - timestamp) > WEBHOOK_WINDOW_SECONDS)
    throw new AppError(
      'unauthenticated',
      `webhook-timestamp ${time} is more than five minutes from our clock, which says ${Math.floor(now.getTime() / 1000)}; sign each try anew.`,
    );
  return id;
}

function headerIn(headers: SignedRequest['headers'], name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** @throws AppError `malformed` */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new AppError('malformed', 'The body is not valid JSON.');
  }
}
