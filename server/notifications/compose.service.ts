import { uuidv7 } from 'uuidv7';
import type { Channel, MessageKind, TemplateText } from '../../shared/notifications/message.schema.ts';
import type { Customer, CustomerLanguage, Order } from '../../shared/orders/order.schema.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { getItemById } from '../items/items.service.ts';
import { findCustomerById } from '../orders/customers.service.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { getOrderWhole } from '../orders/orders.service.ts';
import { stretched } from '../platform/clock.ts';
import type { Queryable } from '../platform/database.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { policyOf } from '../settlement/settle-orders.service.ts';
import { audienceOf, type Recipient } from './audience.ts';
import { itemValues, orderValues } from './message-values.ts';
import { dropWaiting, insertMessages, type NewMessage } from './messages.store.ts';
import {
  countFresh,
  listFreshNews,
  listNewsComposedSince,
  listStoresWithNews,
  listWaiting,
  markComposed,
  type NewsRow,
  type WaitingRow,
} from './news.store.ts';
import { ownWords } from './own-words.ts';
import { listSubscriptions, type Subscription } from './push.store.ts';
import { endOfQuiet } from './quiet-hours.ts';
import { fillIn, type Values } from './template-text.ts';
import { listTemplates, type TemplateRow } from './templates.store.ts';
import { tidingsOf } from './tidings.ts';

/** News of one order that come within this time become one message. */
const TOGETHER_MS = 2_000;
/** Orders and customers whose news are made into messages at once, while their store is not held. */
const BATCH = 100;
const OVERTAKEN = 'A newer message says how the order stands now.';

/** Makes messages of what customers should hear, store by store, until `stopped`. Returns how many. */
export async function composeMessages(ctx: LinkContext, stopped?: AbortSignal): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - stretched(ctx.clock, TOGETHER_MS));
  let made = 0;
  for (const storeId of await listStoresWithNews(ctx.db, before)) {
    let batch = await readBatch(ctx, storeId, before);
    while (batch.newsIds.length > 0 && !stopped?.aborted) {
      made += await writeBatch(ctx, storeId, batch);
      batch = await readBatch(ctx, storeId, before);
    }
  }
  return made;
}

/** What is to be written once the store is held. */
interface Batch {
  newsIds: number[];
  orderIds: string[];
  messages: NewMessage[];
}

/** What a batch is made from. */
interface Desk {
  ctx: LinkContext;
  db: Queryable;
  store: { id: string; name: string; timeZone: string };
  dueAt: Date;
  templates: readonly TemplateRow[];
  subscriptions: readonly Subscription[];
  waiting: readonly WaitingRow[];
  /** News of messages that wait: what is made now takes their place, and says what they say. */
  earlier: readonly NewsRow[];
}

/** Reads and words everything while others go on with the store. */
function readBatch(ctx: LinkContext, storeId: string, before: Date): Promise<Batch> {
  return inStoreView(ctx.db, storeId, async (db) => {
    const news = await listFreshNews(db, storeId, { before, groups: BATCH });
    const newsIds = news.map(({ id }) => id);
    const orderIds = [...new Set(news.flatMap(({ orderId }) => orderId ?? []))];
    if (news.length === 0) return { newsIds, orderIds, messages: [] };
    const desk = await openDesk(ctx, db, storeId, news, orderIds);
    const messages: NewMessage[] = [];
    for (const group of Map.groupBy(news, ({ orderId, customerId }) => orderId ?? customerId).values())
      messages.push(...(await messagesOf(desk, group)));
    return { newsIds, orderIds, messages };
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
  return inStoreTransaction(ctx, storeId, async (trx) => {
    if ((await countFresh(trx, storeId, newsIds)) < newsIds.length) return 0;
    const now = ctx.clock.now();
    await dropWaiting(trx, storeId, orderIds, OVERTAKEN, now);
    await insertMessages(trx, storeId, messages, now);
    await markComposed(trx, storeId, newsIds, now);
    return messages.length;
  });
}

async function messagesOf(desk: Desk, news: readonly NewsRow[]): Promise<NewMessage[]> {
  const [first] = news as [NewsRow];
  return first.orderId === null ? itemMessages(desk, news) : orderMessages(desk, first.orderId, news);
}

async function orderMessages(desk: Desk, orderId: string, fresh: readonly NewsRow[]): Promise<NewMessage[]> {
  const { ctx, db, store } = desk;
  const order = await getOrderWhole(ctx, db, store.id, orderId);
  const units = await unitsOf(db, order);
  return audienceOf(order.customer, desk.subscriptions).flatMap((recipient) => {
    const { channel } = recipient;
    const tidings = tidingsOf([...stillUntold(desk, orderId, channel), ...fresh], order, units);
    if (!tidings) return [];
    const values = orderValues(tidings, order, { store, language: order.customer.language, channel });
    return [message(desk, order.customer, recipient, { orderId, kind: tidings.kind, values })];
  });
}

async function itemMessages(desk: Desk, news: readonly NewsRow[]): Promise<NewMessage[]> {
  const { db, store } = desk;
  const customer = await findCustomerById(db, store.id, news[0]!.customerId);
  const itemIds = new Set(news.flatMap(({ detail }) => detail.itemId ?? []));
  const names: string[] = [];
  for (const itemId of itemIds) names.push((await getItemById(db, itemId)).name);
  if (names.length === 0) return [];
  return audienceOf(customer, desk.subscriptions).map((recipient) => {
    const { language } = customer;
    const values = itemValues(customer.name, names, { store, language, channel: recipient.channel });
    return message(desk, customer, recipient, { orderId: null, kind: 'back-in-stock', values });
  });
}

function message(
  { store: _, templates, dueAt }: Desk,
  { customerId, language }: Customer,
  { channel, recipient }: Recipient,
  { orderId, kind, values }: { orderId: string | null; kind: MessageKind; values: Values },
): NewMessage {
  const text = fillIn(wordsFor(templates, { kind, channel, language }), values);
  return { id: uuidv7(), customerId, orderId, kind, channel, recipient, language, ...text, dueAt };
}

function wordsFor(
  templates: readonly TemplateRow[],
  key: { kind: MessageKind; channel: Channel; language: CustomerLanguage },
): TemplateText {
  const isSame = (row: TemplateRow): boolean =>
    row.kind === key.kind && row.channel === key.channel && row.language === key.language;
  return templates.find(isSame) ?? ownWords(key);
}

function stillUntold({ waiting, earlier }: Desk, orderId: string, channel: Channel): NewsRow[] {
  const since = waiting.find((row) => row.orderId === orderId && row.channel === channel)?.since;
  if (!since) return [];
  return earlier.filter((row) => row.orderId === orderId && row.composedAt! >= since);
}

async function unitsOf(db: Queryable, { lines }: Order): Promise<Map<string, string>> {
  const offers = lines.flatMap(({ substitutions }) => substitutions.filter(({ state }) => state === 'asked'));
  const units = new Map<string, string>();
  for (const { itemId } of offers) units.set(itemId, (await getItemById(db, itemId)).unit);
  return units;
}
