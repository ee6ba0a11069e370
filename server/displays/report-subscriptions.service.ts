import { uuidv7 } from 'uuidv7';
import type {
  ReportSubscription,
  ReportSubscriptionInput,
  ReportSubscriptions,
} from '../../shared/displays/report-subscription.schema.ts';
import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { findMailReader } from '../identity/mail-readers.service.ts';
import { findStorePage } from '../identity/stores.service.ts';
import { openLink, type LinkContext } from '../orders/links.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { AppError, invalid, notFound } from '../platform/errors.ts';
import { enqueueMail, isMailWaiting, listLastMails, type LastMail } from './report-mails.store.ts';
import { lastDue, nextDue, type Schedule } from './report-schedule.ts';
import {
  findSubscription,
  listSubscriptions,
  lockSubscription,
  stopSubscription,
  writeSubscription,
  type SubscriptionRow,
} from './report-subscriptions.store.ts';

/** What it takes to read a report, now and whenever one is sent. */
export const TO_READ = 'purchasing:read';
const MOST = 20;

/** What the caller is sent. */
export async function findMySubscriptions(
  { db, clock }: Context,
  caller: Principal,
): Promise<ReportSubscriptions> {
  if (caller.kind !== 'person') return { items: [] };
  const email = (await findMailReader(db, caller.id))?.email;
  const rows = await listSubscriptions(db, caller.id);
  const ids = rows.map(({ id }) => id);
  const last = new Map((await listLastMails(db, ids)).map((mail) => [mail.subscriptionId, mail]));
  const zones = await zonesOf(db);
  const items = rows.map((row) => toSubscription(row, last.get(row.id), zones, clock.now()));
  return { ...(email && { email }), items };
}

/** From now on, what is due is sent. @throws AppError `invalid`; `conflict` for somebody without an address */
export async function subscribe(
  ctx: Context,
  caller: Principal,
  input: ReportSubscriptionInput,
): Promise<ReportSubscription> {
  return save(ctx, caller, input, uuidv7());
}

/** Errors as in {@link subscribe}, and `not-found` for what is not the caller's. */
export async function changeSubscription(
  ctx: Context,
  caller: Principal,
  id: string,
  input: ReportSubscriptionInput,
): Promise<ReportSubscription> {
  await ctx.db.transaction().execute((trx) => lockSubscription(trx, caller.id, id));
  return save(ctx, caller, input, id);
}

async function save(
  ctx: Context,
  caller: Principal,
  input: ReportSubscriptionInput,
  id: string,
): Promise<ReportSubscription> {
  const now = ctx.clock.now();
  const zones = await zonesOf(ctx.db);
  refuseStoresOfOthers(caller, input, zones);
  const row: SubscriptionRow = { id, personId: caller.id, ...input, since: now };
  return ctx.db.transaction().execute(async (trx) => {
    const reader = caller.kind === 'person' ? await findMailReader(trx, caller.id) : null;
    if (!reader?.email)
      throw new AppError('conflict', 'No e-mail address of yours is known. Have one added under People.');
    const mine = await listSubscriptions(trx, caller.id);
    const before = mine.find((one) => one.id === id);
    if (!before && mine.length >= MOST)
      throw new AppError('conflict', `There are ${MOST} already; change one of them, or stop one first.`);
    await writeSubscription(trx, row);
    const entity = { id: caller.id, name: caller.name };
    const told = ({ storeIds, parts, every, at }: ReportSubscriptionInput) => ({
      storeIds,
      parts,
      every,
      at,
    });
    const states = { before: before ? told(before) : null, after: told(input) };
    await recordAudit(trx, ctx, { action: 'reports.subscribe', entity, ...states });
    const [last] = await listLastMails(trx, [id]);
    return toSubscription(row, last, zones, now);
  });
}

function refuseStoresOfOthers(
  caller: Principal,
  { storeIds }: ReportSubscriptionInput,
  zones: ReadonlyMap<string, string>,
): void {
  const errors = storeIds.flatMap((storeId, index) => {
    const pointer = `/storeIds/${index}`;
    if (storeIds.indexOf(storeId) !== index) return [{ pointer, detail: `${storeId} comes twice` }];
    if (zones.has(storeId) && permitsInStore(caller, TO_READ, storeId)) return [];
    return [{ pointer, detail: `is no store whose reports you may read; leave it out` }];
  });
  if (errors.length > 0) throw invalid(errors);
}

/** @throws AppError `not-found` */
export async function unsubscribeFromReports(ctx: Context, caller: Principal, id: string): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    await lockSubscription(trx, caller.id, id);
    await stopSubscription(trx, id, 'Stopped by its reader.', ctx.clock.now());
    await recordAudit(trx, ctx, { action: 'reports.stop', entity: { id: caller.id, name: caller.name } });
  });
}

/** Sends the last report that is over once more, to see what it looks like. @throws AppError `not-found`; `conflict` while one is on its way */
export async function sendReportNow(ctx: Context, caller: Principal, id: string): Promise<void> {
  const now = ctx.clock.now();
  const zones = await zonesOf(ctx.db);
  await ctx.db.transaction().execute(async (trx) => {
    const row = await lockSubscription(trx, caller.id, id);
    if (await isMailWaiting(trx, id)) throw new AppError('conflict', 'One is on its way already.');
    const { from, to } = lastDue(scheduleOf(row, zones), now);
    await enqueueMail(trx, id, { period: `asked ${now.toISOString()}`, from, to }, now);
  });
}

/** The person whom a link is of, and the language to ask in. @throws AppError `not-found` */
export async function readStopLink(ctx: LinkContext, token: string): Promise<{ language: CustomerLanguage }> {
  const { language } = await subscriptionOf(ctx, token);
  return { language };
}

/** Ends what the link in a mail is of. @throws AppError `not-found` for a link that is not ours */
export async function stopByLink(ctx: LinkContext, token: string): Promise<void> {
  const { id } = await subscriptionOf(ctx, token);
  await stopSubscription(ctx.db, id, 'Stopped by the link in a mail.', ctx.clock.now());
}

async function subscriptionOf(ctx: LinkContext, token: string): Promise<SubscriptionRow> {
  const { id, storeId: personId } = await openLink(ctx, ctx.db, 'report-mails', token);
  const row = await findSubscription(ctx.db, id);
  if (row?.personId !== personId) throw notFound('What this link opens');
  return row;
}

/** Time zones of all stores. */
export async function zonesOf(db: Queryable): Promise<Map<string, string>> {
  const stores = await findStorePage(db, { limit: 1000 });
  return new Map(stores.map(({ id, timeZone }) => [id, timeZone]));
}

export function scheduleOf({ every, at, storeIds }: SubscriptionRow, zones: Map<string, string>): Schedule {
  return { every, at, zones: storeIds.map((id) => zones.get(id) ?? 'UTC') };
}

function toSubscription(
  row: SubscriptionRow,
  last: LastMail | undefined,
  zones: Map<string, string>,
  now: Date,
): ReportSubscription {
  const { id, storeIds, parts, every, at, language } = row;
  const mail = last && last.state !== 'dropped' ? last : undefined;
  return {
    ...{ id, storeIds, parts, every, at, language },
    nextAt: nextDue(scheduleOf(row, zones), now).dueAt.toISOString(),
    ...(mail && {
      last: {
        state: mail.state === 'queued' ? 'waiting' : (mail.state as 'sent' | 'failed'),
        at: mail.at.toISOString(),
        ...(mail.problem !== null && { problem: mail.problem }),
      },
    }),
  };
}
