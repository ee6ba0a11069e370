import { sql } from 'kysely';
import type {
  Audience,
  Channel,
  MessageChannel,
  MessageKind,
  MessageState,
  SupplierMessageKind,
} from '../../shared/notifications/message.schema.ts';
import type { CustomerLanguage } from '../../shared/orders/order.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

export interface NewMessage {
  id: string;
  customerId: string;
  orderId: string | null;
  kind: MessageKind;
  channel: Channel;
  recipient: string;
  language: CustomerLanguage;
  subject: string;
  body: string;
  dueAt: Date;
}

export async function insertMessages(
  trx: Transaction,
  storeId: string,
  messages: readonly NewMessage[],
  now: Date,
): Promise<void> {
  if (messages.length === 0) return;
  await sql`insert into message (store_id, id, customer_id, order_id, kind, channel, recipient, language, subject, body,
      due_at, created_at)
    select ${storeId}, id, "customerId", "orderId", kind, channel, recipient, language, subject, body, "dueAt", ${now}
    from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as r (id uuid, "customerId" uuid, "orderId" uuid, kind text,
      channel text, recipient text, language text, subject text, body text, "dueAt" timestamptz)`.execute(
    trx,
  );
}

/** The ways in which suppliers are sent what they are told. */
export type SupplierWay = 'email' | 'webhook' | 'files';

/** What a supplier is told of a purchase order: the document of one event of its story. */
export interface NewSupplierMessage extends Omit<NewMessage, 'customerId' | 'orderId' | 'kind' | 'channel'> {
  channel: SupplierWay;
  supplierId: string;
  poId: string;
  eventId: number;
  kind: SupplierMessageKind;
}

export async function insertSupplierMessage(
  trx: Transaction,
  storeId: string,
  {
    id,
    supplierId,
    poId,
    eventId,
    kind,
    channel,
    recipient,
    language,
    subject,
    body,
    dueAt,
  }: NewSupplierMessage,
  now: Date,
): Promise<void> {
  await sql`insert into message (store_id, id, supplier_id, purchase_order_id, purchase_order_event_id, kind, channel, recipient,
      language, subject, body, due_at, created_at)
    values (${storeId}, ${id}, ${supplierId}, ${poId}, ${eventId}, ${kind}, ${channel}, ${recipient}, ${language}, ${subject},
      ${body}, ${dueAt}, ${now})`.execute(trx);
}

/** Gives up messages of these orders that nobody is sending just now. */
export async function dropWaiting(
  trx: Transaction,
  storeId: string,
  orderIds: readonly string[],
  problem: string,
  now: Date,
): Promise<void> {
  await sql`update message set state = 'dropped', problem = ${problem}
    where store_id = ${storeId} and order_id = any(${orderIds}::uuid[]) and state = 'queued'
      and (claimed_until is null or claimed_until <= ${now})`.execute(trx);
}

interface Claimed extends Omit<NewMessage, 'dueAt' | 'customerId' | 'kind' | 'channel'> {
  storeId: string;
  attempts: number;
  claimedUntil: Date;
}

export interface CustomerMessage extends Claimed {
  kind: MessageKind;
  channel: Channel;
  customerId: string;
  supplierId: null;
}

export interface SupplierMessage extends Claimed {
  kind: SupplierMessageKind;
  channel: SupplierWay;
  customerId: null;
  supplierId: string;
  poId: string;
  eventId: number;
}

/** A message that one sender has to itself until `claimedUntil`. */
export type ClaimedMessage = CustomerMessage | SupplierMessage;

/** A program hears of one purchase order in the order in which things happened: what came later waits for what is not through. */
const inTurn = sql`(m.channel <> 'webhook' or not exists (
  select from message before where before.store_id = m.store_id and before.purchase_order_id = m.purchase_order_id
    and before.channel = 'webhook' and before.state = 'queued' and before.purchase_order_event_id < m.purchase_order_event_id))`;

/** Takes messages that are due; those that failed before come after those that were never tried. */
export async function claimDue(
  db: Queryable,
  channel: MessageChannel,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<ClaimedMessage[]> {
  const { rows } = await sql<ClaimedMessage>`with due as (
      select store_id, id from message m
      where state = 'queued' and channel = ${channel} and due_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
        and ${inTurn}
      order by attempts > 0, due_at limit ${limit} for update skip locked
    )
    update message m set claimed_until = ${until} from due where m.store_id = due.store_id and m.id = due.id
    returning m.store_id as "storeId", m.id, m.customer_id as "customerId", m.order_id as "orderId", m.supplier_id as "supplierId",
      m.purchase_order_id as "poId", m.purchase_order_event_id as "eventId", m.kind, m.channel, m.recipient, m.language, m.subject, m.body, m.attempts, m.claimed_until as "claimedUntil"`.execute(
    db,
  );
  return rows;
}

export interface Finished {
  state: MessageState;
  problem: string | null;
  sentAt: Date | null;
  dueAt?: Date;
  attempts: number;
}

/**
 * Writes down what came of a try. That it was sent holds in any case; anything else is the word of whoever has the claim,
 * and nobody else's: false where it was not heeded.
 */
export async function finishMessage(
  db: Queryable,
  { storeId, id, claimedUntil }: ClaimedMessage,
  { state, problem, sentAt, dueAt, attempts }: Finished,
): Promise<boolean> {
  const { numAffectedRows = 0n } =
    await sql`update message set state = ${state}, problem = ${problem}, sent_at = ${sentAt}, attempts = ${attempts},
      due_at = coalesce(${dueAt ?? null}, due_at), claimed_until = null
    where store_id = ${storeId} and id = ${id}
      and (${state} = 'sent' or state = 'queued' and claimed_until = ${claimedUntil})`.execute(db);
  return numAffectedRows > 0n;
}

export interface MessageRow {
  messageId: string;
  customerId: string | null;
  orderId: string | null;
  orderNumber: number | null;
  customer: string | null;
  supplierId: string | null;
  supplier: string | null;
  purchaseOrderId: string | null;
  purchaseOrderNumber: number | null;
  kind: MessageKind | SupplierMessageKind;
  channel: MessageChannel;
  recipient: string;
  language: CustomerLanguage;
  subject: string;
  body: string;
  state: MessageState;
  attempts: number;
  dueAt: Date;
  problem: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

const columns = sql`m.id as "messageId", m.customer_id as "customerId", m.order_id as "orderId", o.number as "orderNumber",
  c.name as customer, m.supplier_id as "supplierId", p.supplier, m.purchase_order_id as "purchaseOrderId",
  p.number as "purchaseOrderNumber", m.kind, m.channel, m.recipient, m.language, m.subject, m.body, m.state, m.attempts, m.due_at as "dueAt",
  m.problem, m.created_at as "createdAt", m.sent_at as "sentAt"`;

const source = sql`message m left join customer c on c.store_id = m.store_id and c.id = m.customer_id
  left join customer_order o on o.store_id = m.store_id and o.id = m.order_id
  left join purchase_order p on p.store_id = m.store_id and p.id = m.purchase_order_id`;

export interface MessageFilter {
  state?: MessageState | undefined;
  to?: Audience | undefined;
  /** Part of a customer's or supplier's name, an address, or an order's number. */
  search?: string | undefined;
  /** Only messages made before this one. */
  before?: { createdAt: string; id: string } | undefined;
  limit: number;
}

/** Newest first. */
export async function listMessages(
  db: Queryable,
  storeId: string,
  { state, to, search, before, limit }: MessageFilter,
): Promise<MessageRow[]> {
  const pattern = partOf(search ?? '');
  const conditions = [
    sql`m.store_id = ${storeId}`,
    state === undefined ? sql`true` : sql`m.state = ${state}`,
    to === undefined ? sql`true` : sql`(m.supplier_id is not null) = ${to === 'suppliers'}`,
    before === undefined
      ? sql`true`
      : sql`(m.created_at, m.id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`,
    search === undefined
      ? sql`true`
      : sql`(c.name ilike ${pattern} or p.supplier ilike ${pattern} or m.recipient ilike ${pattern}
          or o.number::text like ${pattern} or p.number::text like ${pattern})`,
  ];
  const { rows } = await sql<MessageRow>`select ${columns} from ${source}
    where ${sql.join(conditions, sql` and `)} order by m.created_at desc, m.id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function findMessage(
  db: Queryable,
  storeId: string,
  messageId: string,
): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`select ${columns} from ${source}
    where m.store_id = ${storeId} and m.id = ${messageId}`.execute(db);
  return rows[0];
}

/** @throws AppError `not-found` */
export async function getMessage(db: Queryable, storeId: string, messageId: string): Promise<MessageRow> {
  const message = await findMessage(db, storeId, messageId);
  if (!message) throw notFound(`Message ${messageId}`);
  return message;
}

/** A pattern for whatever contains this text. */
export function partOf(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** From the beginning, to the address that holds now. */
export async function requeue(
  trx: Transaction,
  storeId: string,
  { messageId, recipient }: { messageId: string; recipient: string },
  now: Date,
): Promise<void> {
  await sql`update message set state = 'queued', attempts = 0, due_at = ${now}, claimed_until = null, problem = null,
      recipient = ${recipient}
    where store_id = ${storeId} and id = ${messageId}`.execute(trx);
}

/** A message that was sent turned out not to have been taken after all. */
export async function failSent(
  trx: Transaction,
  storeId: string,
  messageId: string,
  problem: string,
): Promise<void> {
  await sql`update message set state = 'failed', problem = ${problem}
    where store_id = ${storeId} and id = ${messageId} and state = 'sent'`.execute(trx);
}
