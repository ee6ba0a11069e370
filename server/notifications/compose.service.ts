import { uuidv7 } from 'uuidv7';
import { getStoreById } from '../identity/stores.service.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { stretched } from '../platform/clock.ts';
import type { Queryable } from '../platform/database.ts';
import { asAppError } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { asStorable } from '../platform/validation.ts';
import { policyOf } from '../settlement/settle-orders.service.ts';
import { dropWaiting, insertMessages, type NewMessage } from './messages.store.ts';
import {
  countFresh,
  listDueSubjects,
  listFreshNews,
  listNewsComposedSince,
  listStoresWithNews,
  listWaiting,
  markComposed,
  setAside,
  type NewsRow,
} from './news.store.ts';
import { listSubscriptions } from './push.store.ts';
import { endOfQuiet } from './quiet-hours.ts';
import { listTemplates } from './templates.store.ts';
import { messagesOf, type Desk } from './write-news.service.ts';

/** News of one order that come within this time become one message. */
const TOGETHER_MS = 2_000;
/** Orders and customers whose news are made into messages at once, while their store is not held. */
const BATCH = 100;
const MAX_PROBLEM = 500;
const OVERTAKEN = 'A newer message says how the order stands now.';

export interface Composing {
  stopped?: AbortSignal;
  /** Told of news that were set aside, and why. */
  onError: (error: unknown) => void;
}

/** Makes messages of what customers should hear, store by store, until `stopped`. Returns how many. */
export async function composeMessages(ctx: LinkContext, composing: Composing): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - stretched(ctx.clock, TOGETHER_MS));
  let made = 0;
  for (const storeId of await listStoresWithNews(ctx.db, before)) {
    const due = (): Promise<string[]> =>
      inStoreView(ctx.db, storeId, (db) => listDueSubjects(db, storeId, { before, limit: BATCH }));
    for (let subjects = await due(); subjects.length > 0; subjects = await due()) {
      if (composing.stopped?.aborted) return made;
      made += await composeTogether(ctx, storeId, subjects, composing);
    }
  }
  return made;
}

/** Many subjects at once, which is cheap; one by one when something is wrong with any of them. */
async function composeTogether(
  ctx: LinkContext,
  storeId: string,
  subjects: readonly string[],
  { onError }: Composing,
): Promise<number> {
  try {
    return await compose(ctx, storeId, subjects);
  } catch (error) {
    if (isPassing(error)) throw error;
  }
  let made = 0;
  for (const subject of subjects) {
    try {
      made += await compose(ctx, storeId, [subject]);
    } catch (error) {
      if (isPassing(error)) throw error;
      const newsIds = await giveUp(ctx, storeId, subject, error);
      onError(new Error(`news ${newsIds.join()} of store ${storeId} are set aside`, { cause: error }));
    }
  }
  return made;
}

/** Nothing is wrong with the news while the database is away, or made somebody step back for another. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    asAppError(error).code === 'unavailable' || (typeof code === 'string' && /^(40|53|57)...$/.test(code))
  );
}

async function compose(ctx: LinkContext, storeId: string, subjects: readonly string[]): Promise<number> {
  return writeBatch(ctx, storeId, await readBatch(ctx, storeId, subjects));
}

/** The store's other news go on without these, which somebody may have tried again once it is mended. */
function giveUp(ctx: LinkContext, storeId: string, subject: string, error: unknown): Promise<number[]> {
  const reason = asStorable(error instanceof Error ? error.message : String(error));
  const problem = `It could not be written: ${reason}`.slice(0, MAX_PROBLEM);
  return inStoreTransaction(ctx, storeId, (trx) =>
    setAside(trx, storeId, { subject, asideId: uuidv7(), problem }, ctx.clock.now()),
  );
}

/** What is to be written once the store is held. */
interface Batch {
  newsIds: number[];
  orderIds: string[];
  messages: NewMessage[];
}

/** Reads and words everything while others go on with the store. */
function readBatch(ctx: LinkContext, storeId: string, subjects: readonly string[]): Promise<Batch> {
  return inStoreView(ctx.db, storeId, async (db) => {
    const news = await listFreshNews(db, storeId, subjects);
    const orderIds = [...new Set(news.flatMap(({ orderId }) => orderId ?? []))];
    const desk = await openDesk(ctx, db, storeId, news, orderIds);
    const messages: NewMessage[] = [];
    for (const group of Map.groupBy(news, ({ orderId, customerId }) => orderId ?? customerId).values())
      messages.push(...(await messagesOf(desk, group)));
    return { newsIds: news.map(({ id }) => id), orderIds, messages };
  });
}

async function openDesk(
  ctx: LinkContext,
  db: Queryable,
  storeId: string,
  news: readonly NewsRow[],
  orderIds: readonly string[],
): Promise<Desk> {
  const store = await getStoreById(db, storeId);
  const { quietHours } = await policyOf(db, storeId);
  const waiting = await listWaiting(db, storeId, orderIds);
  const since = new Date(Math.min(...waiting.map((row) => row.since.getTime())));
  const customerIds = [...new Set(news.map(({ customerId }) => customerId))];
  return {
    ...{ ctx, db, store, waiting },
    dueAt: endOfQuiet(ctx.clock.now(), quietHours, store.timeZone),
    templates: await listTemplates(db, storeId),
    subscriptions: await listSubscriptions(db, storeId, customerIds),
    earlier: waiting.length > 0 ? await listNewsComposedSince(db, storeId, orderIds, since) : [],
  };
}

/** All of it or nothing; nothing when another process was first. */
async function writeBatch(ctx: LinkContext, storeId: string, batch: Batch): Promise<number> {
  const { newsIds, orderIds, messages } = batch;
  if (newsIds.length === 0) return 0;
  return inStoreTransaction(ctx, storeId, async (trx) => {
    if ((await countFresh(trx, storeId, newsIds)) < newsIds.length) return 0;
    const now = ctx.clock.now();
    await dropWaiting(trx, storeId, orderIds, OVERTAKEN, now);
    await insertMessages(trx, storeId, messages, now);
    await markComposed(trx, storeId, newsIds, now);
    return messages.length;
  });
}
