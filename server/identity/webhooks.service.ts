import { uuidv7 } from 'uuidv7';
import { SYSTEM } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { WebhookSender } from '../platform/webhook-sender.ts';
import { newWebhookSecret } from '../platform/webhook-signature.ts';
import { recordAudit } from './audit.service.ts';
import { outcomeOf, unreached, type PostOutcome } from './webhook-answer.ts';
import {
  deleteEndpoint,
  endSecrets,
  findEndpoint,
  insertEndpoint,
  insertSecret,
  listOwnEndpoints,
  listSecrets,
  listSigningSecrets,
  markEndpointDisabled,
  noteFailure,
  noteSuccess,
  findEndpointOfSupplier,
  updateEndpointUrl,
  type EndpointRow,
  type NewEndpoint,
  type SecretRow,
} from './webhooks.store.ts';

/** What use cases need that tell programs of events. */
export interface WebhookContext extends Context {
  webhooks: WebhookSender;
}

export type Endpoint = EndpointRow;

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** A signature each: more than the headers of a request should carry. */
const MAX_SECRETS = 5;
/** A program that took nothing for so long is not asked any more until somebody says so. */
const PATIENCE_MS = 5 * DAY_MS;

const NO_SECRET = 'there is no secret to sign with yet; make one, and give it to the program';

/** One try to tell a program of an event; what came of it stands at the endpoint as well. */
export async function postEvent(
  ctx: WebhookContext,
  endpoint: Pick<Endpoint, 'id' | 'name' | 'url' | 'failingSince'>,
  { id, body }: { id: string; body: string },
  signal?: AbortSignal,
): Promise<PostOutcome> {
  const { id: endpointId, url } = endpoint;
  if (url === null) return { state: 'refused', problem: 'there is no address to send to yet; set one' };
  const secrets = await listSigningSecrets(ctx.db, endpointId, ctx.clock.now());
  // It waits: whoever set the address may be about to make one.
  if (secrets.length === 0) return { state: 'retry', problem: NO_SECRET, waitMs: 0 };
  const outcome = await ctx.webhooks
    .send({ url, secrets, id, at: ctx.clock.now(), body }, signal)
    .then((answer) => outcomeOf(answer, ctx.clock.now()), unreached);
  await noteOutcome(ctx, endpoint, outcome);
  return outcome;
}

async function noteOutcome(
  ctx: Context,
  { id, name, failingSince }: Pick<Endpoint, 'id' | 'name' | 'failingSince'>,
  outcome: PostOutcome,
): Promise<void> {
  const now = ctx.clock.now();
  if (outcome.state === 'delivered') return noteSuccess(ctx.db, id, now);
  await noteFailure(ctx.db, id, outcome.problem, now);
  const isHopeless = failingSince !== null && now.getTime() - failingSince.getTime() > PATIENCE_MS;
  if (outcome.state !== 'gone' && !isHopeless) return;
  const why = outcome.state === 'gone' ? outcome.problem : `it took nothing for days: ${outcome.problem}`;
  await ctx.db.transaction().execute(async (trx) => {
    if (!(await markEndpointDisabled(trx, id, why, now))) return;
    const facts = { action: 'webhook.switch-off', entity: { id, name }, after: { why } };
    await recordAudit(trx, { ...ctx, actor: SYSTEM }, facts);
  });
}

/** The endpoint of a supplier, made where there was none; the caller has looked that there is such a supplier. */
export async function ensureEndpointOf(
  trx: Transaction,
  supplier: { id: string; name: string },
  now: Date,
): Promise<Endpoint> {
  const known = await findEndpointOfSupplier(trx, supplier.id);
  if (known) return known;
  const made: NewEndpoint = {
    ...{ id: uuidv7(), supplierId: supplier.id, name: supplier.name },
    ...{ url: null, topics: [], storeIds: null },
  };
  await insertEndpoint(trx, made, now);
  return (await findEndpointOfSupplier(trx, supplier.id))!;
}

/** One of the organisation's own. */
export async function addEndpoint(
  trx: Transaction,
  facts: Omit<NewEndpoint, 'id' | 'supplierId'>,
  now: Date,
): Promise<Endpoint> {
  const id = uuidv7();
  await insertEndpoint(trx, { ...facts, id, supplierId: null }, now);
  return (await findEndpoint(trx, id))!;
}

/** @throws AppError `not-found` for one that is none of the organisation's own */
export async function getOwnEndpoint(db: Queryable, endpointId: string): Promise<Endpoint> {
  const endpoint = await findEndpoint(db, endpointId);
  if (!endpoint || endpoint.supplierId !== null) throw notFound(`Webhook ${endpointId}`);
  return endpoint;
}

/** Whoever has it: the organisation or a supplier. */
export function findEndpointById(db: Queryable, endpointId: string): Promise<Endpoint | undefined> {
  return findEndpoint(db, endpointId);
}

/** Those of the organisation itself, oldest first. */
export function listEndpoints(db: Queryable): Promise<Endpoint[]> {
  return listOwnEndpoints(db);
}

export function removeEndpoint(trx: Transaction, endpointId: string): Promise<void> {
  return deleteEndpoint(trx, endpointId);
}

/** Where it is told from now on; this also switches on what was switched off. */
export function setEndpointUrl(trx: Transaction, endpointId: string, url: string | null): Promise<void> {
  return updateEndpointUrl(trx, endpointId, url);
}

/**
 * A secret that takes over from those before, which go on for a while. It is in this answer and nowhere else.
 * @throws AppError `conflict` when too many go on already
 */
export async function makeSecret(
  trx: Transaction,
  endpointId: string,
  overlapHours: number,
  now: Date,
): Promise<string> {
  await endSecrets(trx, endpointId, { now, at: new Date(now.getTime() + overlapHours * HOUR_MS) });
  if ((await listSecrets(trx, endpointId, now)).length >= MAX_SECRETS)
    throw new AppError(
      'conflict',
      `${MAX_SECRETS} secrets work at the same time already; wait for one to end, or let the old ones end at once.`,
    );
  const secret = newWebhookSecret();
  await insertSecret(trx, { id: uuidv7(), endpointId, secret }, now);
  return secret;
}

/** How an endpoint fares, as it is shown. */
export function troubleOf({
  disabledAt,
  disabledWhy,
  lastSuccessAt,
  lastFailureAt,
  lastProblem,
}: Pick<Endpoint, 'disabledAt' | 'disabledWhy' | 'lastSuccessAt' | 'lastFailureAt' | 'lastProblem'>): {
  disabled: { at: string; why: string } | null;
  lastSuccessAt: string | null;
  lastFailure: { at: string; problem: string } | null;
} {
  return {
    disabled: disabledAt && { at: disabledAt.toISOString(), why: disabledWhy ?? '' },
    lastSuccessAt: lastSuccessAt && lastSuccessAt.toISOString(),
    lastFailure: lastFailureAt && { at: lastFailureAt.toISOString(), problem: lastProblem ?? '' },
  };
}

/** What may be shown of the secrets that work, newest first. */
export function findSecrets(db: Queryable, endpointId: string, now: Date): Promise<SecretRow[]> {
  return listSecrets(db, endpointId, now);
}

/** What signatures of a supplier's program are looked at with; none for one that has no secret. */
export async function secretsOfSupplier(db: Queryable, supplierId: string, now: Date): Promise<string[]> {
  const endpoint = await findEndpointOfSupplier(db, supplierId);
  return endpoint ? listSigningSecrets(db, endpoint.id, now) : [];
}

export function findSupplierEndpoint(db: Queryable, supplierId: string): Promise<Endpoint | undefined> {
  return findEndpointOfSupplier(db, supplierId);
}
