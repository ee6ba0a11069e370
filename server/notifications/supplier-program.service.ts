import type { TestEvent } from '../../shared/purchasing/supplier-event.schema.ts';
import type { WebhookTest } from '../../shared/suppliers/supplier-webhook.schema.ts';
import { uuidv7 } from 'uuidv7';
import type { PostOutcome } from '../identity/webhook-answer.ts';
import { findSupplierEndpoint, postEvent, type WebhookContext } from '../identity/webhooks.service.ts';
import { supplierUrls, type LinkContext } from '../orders/links.service.ts';
import { AppError } from '../platform/errors.ts';
import { inStoreView } from '../platform/store-transaction.ts';
import { findToTell } from '../purchasing/telling.service.ts';
import { answerUrl, findSupplierWebhook } from '../suppliers/supplier-webhook.service.ts';
import { getSupplierById } from '../suppliers/suppliers.service.ts';
import type { Outcome } from './delivery.ts';
import type { SupplierMessage } from './messages.store.ts';
import { orderEvent } from './supplier-event.ts';

/** One try to tell a supplier's program of a purchase order, at the address that holds now. */
export async function deliverToProgram(
  ctx: WebhookContext & LinkContext,
  { id, storeId, supplierId, poId, eventId }: SupplierMessage,
  signal: AbortSignal,
): Promise<Outcome> {
  const endpoint = await findSupplierEndpoint(ctx.db, supplierId);
  if (!endpoint) return { state: 'failed', problem: 'no address of its program is set' };
  if (endpoint.disabledAt)
    return { state: 'bounced', problem: `its program is switched off: ${endpoint.disabledWhy}` };
  const event = await inStoreView(ctx.db, storeId, async (db) => {
    const { document } = await findToTell(db, storeId, eventId);
    const portalUrl = (await supplierUrls(ctx, db, storeId))(poId);
    return orderEvent(document, { answerTo: answerUrl(ctx, supplierId), portalUrl });
  });
  return asDelivery(await postEvent(ctx, endpoint, { id, body: JSON.stringify(event) }, signal));
}

function asDelivery(outcome: PostOutcome): Outcome {
  switch (outcome.state) {
    case 'delivered':
      return { state: 'sent' };
    case 'gone':
      return { state: 'bounced', problem: outcome.problem };
    case 'refused':
      return { state: 'failed', problem: outcome.problem };
    case 'retry':
      return { state: 'retry', problem: outcome.problem, waitMs: outcome.waitMs };
  }
}

/** Sends a supplier's program an event that says nothing. @throws AppError `not-found`; `conflict` without an address */
export async function testProgram(
  ctx: WebhookContext & LinkContext,
  supplierId: string,
): Promise<WebhookTest> {
  const { name } = await getSupplierById(ctx.db, supplierId);
  const endpoint = await findSupplierEndpoint(ctx.db, supplierId);
  if (!endpoint || endpoint.url === null)
    throw new AppError('conflict', `No address of the program of ${name} is set yet; set it first.`);
  if (endpoint.disabledAt)
    throw new AppError(
      'conflict',
      `The program of ${name} is switched off; save its address to switch it on.`,
    );
  const event: TestEvent = {
    type: 'test',
    timestamp: ctx.clock.now().toISOString(),
    data: { supplier: name, answerTo: answerUrl(ctx, supplierId) },
  };
  const outcome = await postEvent(ctx, endpoint, { id: uuidv7(), body: JSON.stringify(event) });
  return {
    delivered: outcome.state === 'delivered',
    ...('problem' in outcome && { problem: outcome.problem }),
    webhook: await findSupplierWebhook(ctx, supplierId),
  };
}
