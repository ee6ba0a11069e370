import type {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointInput,
} from '../../shared/integrations/webhook-endpoint.schema.ts';
import type { Topic } from '../../shared/live/change.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { listStoreIdsAmong } from '../identity/stores.service.ts';
import {
  addEndpoint,
  getOwnEndpoint,
  listEndpoints,
  makeSecret,
  removeEndpoint,
  setEndpointUrl,
  troubleOf,
  type Endpoint,
} from '../identity/webhooks.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { isPublicWebhookUrl } from '../platform/webhook-sender.ts';
import { insertCursorsAtHead, resumeCursors } from './webhook-cursors.store.ts';

const DAY_HOURS = 24;

/** Programs that are told of what changes, oldest first. */
export async function findWebhookEndpoints(db: Queryable): Promise<WebhookEndpoint[]> {
  return (await listEndpoints(db)).map(toEndpoint);
}

/** The secret is in this answer and nowhere else. @throws AppError `invalid` */
export function createWebhookEndpoint(
  ctx: Context,
  input: WebhookEndpointInput,
): Promise<NewWebhookEndpoint> {
  return ctx.db.transaction().execute(async (trx) => {
    await checkInput(trx, input);
    const { name, url, topics, storeIds = null } = input;
    const now = ctx.clock.now();
    const endpoint = await addEndpoint(trx, { name, url, topics, storeIds }, now);
    const secret = await makeSecret(trx, endpoint.id, 0, now);
    await insertCursorsAtHead(trx, endpoint.id, storeIds, now);
    const after = { name, url, topics, storeIds };
    await recordAudit(trx, ctx, { action: 'webhook.create', entity: endpoint, after });
    return { ...toEndpoint(endpoint), secret };
  });
}

/** A secret that takes over from the one before, which goes on for a while. @throws AppError `not-found`, `conflict` */
export function rotateWebhookSecret(
  ctx: Context,
  endpointId: string,
  overlapHours = DAY_HOURS,
): Promise<NewWebhookEndpoint> {
  return ctx.db.transaction().execute(async (trx) => {
    const endpoint = await getOwnEndpoint(trx, endpointId);
    const secret = await makeSecret(trx, endpointId, overlapHours, ctx.clock.now());
    await recordAudit(trx, ctx, { action: 'webhook.rotate', entity: endpoint, after: { overlapHours } });
    return { ...toEndpoint(endpoint), secret };
  });
}

/** Switches on again what was switched off, and tries at once what waits. @throws AppError `not-found` */
export function resumeWebhookEndpoint(ctx: Context, endpointId: string): Promise<WebhookEndpoint> {
  return ctx.db.transaction().execute(async (trx) => {
    const endpoint = await getOwnEndpoint(trx, endpointId);
    await setEndpointUrl(trx, endpointId, endpoint.url);
    await resumeCursors(trx, endpointId, ctx.clock.now());
    const before = { on: endpoint.disabledAt === null };
    await recordAudit(trx, ctx, { action: 'webhook.resume', entity: endpoint, before, after: { on: true } });
    return toEndpoint(await getOwnEndpoint(trx, endpointId));
  });
}

/** @throws AppError `not-found` */
export function deleteWebhookEndpoint(ctx: Context, endpointId: string): Promise<void> {
  return ctx.db.transaction().execute(async (trx) => {
    const { name, url, topics, storeIds, ...endpoint } = await getOwnEndpoint(trx, endpointId);
    await removeEndpoint(trx, endpointId);
    const before = { name, url, topics, storeIds };
    await recordAudit(trx, ctx, { action: 'webhook.delete', entity: { ...endpoint, name }, before });
  });
}

async function checkInput(trx: Transaction, { url, storeIds = [] }: WebhookEndpointInput): Promise<void> {
  const known = await listStoreIdsAmong(trx, storeIds);
  const errors = [
    ...(isPublicWebhookUrl(url)
      ? []
      : [
          {
            pointer: '/url',
            detail: `must be a public https address without a name and password in it, not ${url}`,
          },
        ]),
    ...storeIds.flatMap((storeId, index) =>
      known.has(storeId) ? [] : [{ pointer: `/storeIds/${index}`, detail: `there is no store ${storeId}` }],
    ),
  ];
  if (errors.length > 0) throw invalid(errors);
}

function toEndpoint({ id, name, url, topics, storeIds, createdAt, ...state }: Endpoint): WebhookEndpoint {
  return {
    ...{ id, name, url: url ?? '', topics: topics as Topic[], storeIds },
    createdAt: createdAt.toISOString(),
    ...troubleOf(state),
  };
}
