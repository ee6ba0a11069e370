import Type from 'typebox';
import { uuidv7 } from 'uuidv7';
import {
  CHANNELS,
  MESSAGE_KINDS,
  type MessageTemplate,
  type TemplatePreview,
  type TemplateText,
  type TestSendInput,
} from '../../shared/notifications/message.schema.ts';
import { CUSTOMER_LANGUAGES } from '../../shared/orders/order.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { toPhoneNumber } from '../orders/phone-number.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { mistakesIn } from '../platform/validation.ts';
import { deliver, type NotificationsContext } from './deliver.service.ts';
import { ownWords, type TemplateKey } from './own-words.ts';
import { listSubscriptionsByEmail } from './push.store.ts';
import { sampleValues } from './sample.ts';
import { fillIn, mistakesInTemplate } from './template-text.ts';
import { deleteTemplate, listTemplates, upsertTemplate, type TemplateRow } from './templates.store.ts';

const TRY_MS = 20_000;

/** One for every kind, channel and language: a manager's words where there are any, else ours. */
export function findTemplates(ctx: Context, storeId: string): Promise<MessageTemplate[]> {
  return inStoreView(ctx.db, storeId, async (trx) => {
    await getStoreById(trx, storeId);
    const rows = await listTemplates(trx, storeId);
    return everyKey().map((key) => toTemplate(key, rows));
  });
}

/** @throws AppError `invalid` naming each placeholder that is not known, and what else cannot be sent */
export function changeTemplate(
  ctx: Context,
  storeId: string,
  key: TemplateKey,
  text: TemplateText,
): Promise<MessageTemplate> {
  checkTemplate(key, text);
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const before = wordsOf(toTemplate(key, await listTemplates(trx, storeId)));
    await upsertTemplate(trx, storeId, {
      ...{ ...key, ...text },
      ...{ changedAt: ctx.clock.now(), changedBy: ctx.actor.name },
    });
    const entity = { id: idOf(key), name: idOf(key) };
    await recordAudit(trx, ctx, { storeId, action: 'message-template.change', entity, before, after: text });
    return toTemplate(key, await listTemplates(trx, storeId));
  });
}

/** Back to our own words. */
export function resetTemplate(ctx: Context, storeId: string, key: TemplateKey): Promise<void> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const before = wordsOf(toTemplate(key, await listTemplates(trx, storeId)));
    await deleteTemplate(trx, storeId, key);
    const entity = { id: idOf(key), name: idOf(key) };
    const after = ownWords(key);
    await recordAudit(trx, ctx, { storeId, action: 'message-template.reset', entity, before, after });
  });
}

/** How a message would read, for an order such as there are. Errors as in {@link changeTemplate}. */
export function previewTemplate(
  ctx: NotificationsContext,
  storeId: string,
  key: TemplateKey,
  text: TemplateText,
): Promise<TemplatePreview> {
  checkTemplate(key, text);
  return inStoreView(ctx.db, storeId, async (trx) => fillIn(text, await valuesFor(ctx, trx, storeId, key)));
}

/**
 * Sends what a preview shows, now, to an address that somebody gives: for push, that of a customer who subscribed.
 * @throws AppError `invalid` for an address that is none or that the provider refuses; `unavailable` when it does not go out
 */
export async function sendTest(
  ctx: NotificationsContext,
  storeId: string,
  key: TemplateKey,
  { to: given, ...text }: TestSendInput,
): Promise<void> {
  const preview = await previewTemplate(ctx, storeId, key, text);
  const { name: storeName } = await getStoreById(ctx.db, storeId);
  const to = await addressFor(ctx.db, storeId, key, given);
  const { channel, language } = key;
  const delivery = { id: uuidv7(), to, ...preview, storeName, language };
  const outcome = await deliver(ctx, { storeId, channel }, delivery, AbortSignal.timeout(TRY_MS));
  if (outcome.state === 'bounced')
    throw invalid([{ pointer: '/to', detail: `was refused: ${outcome.problem}` }]);
  if (outcome.state !== 'sent') throw new AppError('unavailable', `It was not sent. ${outcome.problem}`);
  await inStoreTransaction(ctx, storeId, (trx) =>
    recordAudit(trx, ctx, {
      storeId,
      action: 'message-template.test',
      entity: { id: idOf(key), name: idOf(key) },
      after: { to: given },
    }),
  );
}

const Email = Type.String({ format: 'email', maxLength: 254 });

async function addressFor(
  db: Queryable,
  storeId: string,
  { channel }: TemplateKey,
  to: string,
): Promise<string> {
  const refuse = (detail: string): AppError => invalid([{ pointer: '/to', detail }]);
  if (channel === 'sms') {
    const number = toPhoneNumber(to);
    if (number === null) throw refuse('must be a phone number with its country code, as +43 660 1234567');
    return number;
  }
  if (mistakesIn(Email, to).length > 0) throw refuse(`must be an e-mail address, not "${to}"`);
  if (channel === 'email') return to;
  const [browser] = await listSubscriptionsByEmail(db, storeId, to);
  if (!browser) throw refuse('is of no customer who asked for notifications on the page of an order');
  return browser.endpoint;
}

async function valuesFor(
  { clock, publicUrl }: NotificationsContext,
  db: Queryable,
  storeId: string,
  { kind, channel, language }: TemplateKey,
) {
  const store = await getStoreById(db, storeId);
  return sampleValues(kind, { store, channel, language }, clock.now(), publicUrl);
}

function checkTemplate({ kind, channel }: TemplateKey, text: TemplateText): void {
  const mistakes = mistakesInTemplate(kind, channel, text);
  if (mistakes.length > 0) throw invalid(mistakes);
}

function everyKey(): TemplateKey[] {
  return MESSAGE_KINDS.flatMap((kind) =>
    CHANNELS.flatMap((channel) => CUSTOMER_LANGUAGES.map((language) => ({ kind, channel, language }))),
  );
}

function toTemplate(key: TemplateKey, rows: readonly TemplateRow[]): MessageTemplate {
  const row = rows.find((each) => idOf(each) === idOf(key));
  if (!row) return { ...key, ...ownWords(key) };
  const { subject, body, changedAt, changedBy } = row;
  return { ...key, subject, body, changed: { at: changedAt.toISOString(), by: changedBy } };
}

function wordsOf({ subject, body }: MessageTemplate): TemplateText {
  return { subject, body };
}

function idOf({ kind, channel, language }: TemplateKey): string {
  return `${kind} ${channel} ${language}`;
}
