import type { NewWebhookSecret, SupplierWebhook } from '../../shared/suppliers/supplier-webhook.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import {
  ensureEndpointOf,
  findSecrets,
  findSupplierEndpoint,
  makeSecret,
  setEndpointUrl,
  troubleOf,
  type Endpoint,
} from '../identity/webhooks.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { isPublicWebhookUrl } from '../platform/webhook-sender.ts';
import { getSupplierById } from './suppliers.service.ts';

/** What use cases need that say where a supplier's program answers. */
export interface SupplierWebhookContext extends Context {
  publicUrl: string;
}

const DAY_HOURS = 24;

/** @throws AppError `not-found` */
export async function findSupplierWebhook(
  ctx: SupplierWebhookContext,
  supplierId: string,
  db: Queryable = ctx.db,
): Promise<SupplierWebhook> {
  await getSupplierById(db, supplierId);
  const endpoint = await findSupplierEndpoint(db, supplierId);
  const now = ctx.clock.now();
  const secrets = endpoint ? await findSecrets(db, endpoint.id, now) : [];
  return {
    ...factsOf(endpoint),
    answerTo: answerUrl(ctx, supplierId),
    secrets: secrets.map(({ hint, madeAt, endsAt }) => ({
      ...{ hint, madeAt: madeAt.toISOString(), endsAt: endsAt?.toISOString() ?? null },
    })),
  };
}

/** Where the program of a supplier sends what it has to say. */
export function answerUrl({ publicUrl }: { publicUrl: string }, supplierId: string): string {
  return `${publicUrl}/api/v1/suppliers/${supplierId}/messages`;
}

/** @throws AppError `not-found`; `invalid` for an address that is not on the public internet */
export async function changeSupplierWebhook(
  ctx: SupplierWebhookContext,
  supplierId: string,
  { url }: { url: string | null },
): Promise<SupplierWebhook> {
  if (url !== null && !isPublicWebhookUrl(url))
    throw invalid([
      {
        pointer: '/url',
        detail: `must be a public https address without a name and password in it, as https://orders.example.com/larder, not ${url}`,
      },
    ]);
  return ctx.db.transaction().execute(async (trx) => {
    const supplier = await getSupplierById(trx, supplierId);
    const before = await ensureEndpointOf(trx, supplier, ctx.clock.now());
    await setEndpointUrl(trx, before.id, url);
    await recordAudit(trx, ctx, {
      ...{ action: 'supplier.webhook', entity: supplier },
      before: { url: before.url, on: before.disabledAt === null },
      after: { url, on: true },
    });
    return findSupplierWebhook(ctx, supplierId, trx);
  });
}

/** The secret that both sides sign with from now on; those before go on for a while. @throws AppError `not-found`, `conflict` */
export async function makeSupplierSecret(
  ctx: SupplierWebhookContext,
  supplierId: string,
  overlapHours = DAY_HOURS,
): Promise<NewWebhookSecret> {
  return ctx.db.transaction().execute(async (trx) => {
    const supplier = await getSupplierById(trx, supplierId);
    const endpoint = await ensureEndpointOf(trx, supplier, ctx.clock.now());
    const secret = await makeSecret(trx, endpoint.id, overlapHours, ctx.clock.now());
    const facts = { action: 'supplier.webhook-secret', entity: supplier, after: { overlapHours } };
    await recordAudit(trx, ctx, facts);
    return { secret, webhook: await findSupplierWebhook(ctx, supplierId, trx) };
  });
}

/** Where orders of a supplier go over https, or what is missing for that, in words. */
export async function findOrderAddress(
  db: Queryable,
  supplierId: string,
): Promise<{ url: string } | { missing: string }> {
  const endpoint = await findSupplierEndpoint(db, supplierId);
  if (!endpoint || endpoint.url === null) return { missing: 'no address of its program is set' };
  if (endpoint.disabledAt) return { missing: `its program is switched off: ${endpoint.disabledWhy}` };
  return { url: endpoint.url };
}

function factsOf(endpoint: Endpoint | undefined): Omit<SupplierWebhook, 'answerTo' | 'secrets'> {
  if (!endpoint) return { url: null, disabled: null, lastSuccessAt: null, lastFailure: null };
  return { url: endpoint.url, ...troubleOf(endpoint) };
}
