import { uuidv7 } from 'uuidv7';
import type { Channel, MessageKind, TemplateText } from '../../shared/notifications/message.schema.ts';
import type { Customer, CustomerLanguage, Order } from '../../shared/orders/order.schema.ts';
import { getItemById } from '../items/items.service.ts';
import { findCustomerById } from '../orders/customers.service.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { getOrderWhole } from '../orders/orders.service.ts';
import type { Queryable } from '../platform/database.ts';
import { audienceOf, type Recipient } from './audience.ts';
import { itemValues, orderValues } from './message-values.ts';
import type { NewMessage } from './messages.store.ts';
import type { NewsRow, WaitingRow } from './news.store.ts';
import { ownWords } from './own-words.ts';
import type { Subscription } from './push.store.ts';
import { fillIn, type Values } from './template-text.ts';
import type { TemplateRow } from './templates.store.ts';
import { tidingsOf } from './tidings.ts';

/** What messages are made from. */
export interface Desk {
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

/** What the news of one order, or of one customer, come to: a message for each way in which they are told. */
export async function messagesOf(desk: Desk, news: readonly NewsRow[]): Promise<NewMessage[]> {
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
