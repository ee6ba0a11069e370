import { sql } from 'kysely';
import type { TransferEvent, TransferSide, TransferState } from '../../shared/purchasing/transfer.schema.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { notFound } from '../platform/errors.ts';

/** A transfer as one of its stores has it. */
export interface TransferRow {
  transferId: string;
  number: number;
  side: TransferSide;
  otherStoreId: string;
  otherStore: string;
  state: TransferState;
  note: string | null;
  reason: string | null;
  wantedBy: Date | null;
  askedAt: Date | null;
  askedBy: string | null;
  sentAt: Date | null;
  sentBy: string | null;
  firstExpectedAt: Date | null;
  expectedAt: Date | null;
  closedAt: Date | null;
  createdAt: Date;
}

const columns = sql`t.id as "transferId", t.number, t.side, t.other_store_id as "otherStoreId", t.other_store as "otherStore",
  t.state, t.note, t.reason, t.wanted_by as "wantedBy", t.asked_at as "askedAt", t.asked_by as "askedBy", t.sent_at as "sentAt",
  t.sent_by as "sentBy", t.first_expected_at as "firstExpectedAt", t.expected_at as "expectedAt", t.closed_at as "closedAt",
  t.created_at as "createdAt"`;

export async function getTransfer(db: Queryable, storeId: string, transferId: string): Promise<TransferRow> {
  const { rows } = await sql<TransferRow>`select ${columns} from transfer t
    where t.store_id = ${storeId} and t.id = ${transferId}`.execute(db);
  if (!rows[0]) throw notFound(`Transfer ${transferId}`);
  return rows[0];
}

export interface TransferFilter {
  status?: 'open' | 'closed' | undefined;
  side?: TransferSide | undefined;
  before?: string | undefined;
  limit: number;
}

/** Newest first. */
export async function listTransfers(
  db: Queryable,
  storeId: string,
  { status, side, before, limit }: TransferFilter,
): Promise<TransferRow[]> {
  const isOpen = status === 'open' ? sql`t.closed_at is null` : sql`t.closed_at is not null`;
  const { rows } = await sql<TransferRow>`select ${columns} from transfer t
    where t.store_id = ${storeId} and ${status === undefined ? sql`true` : isOpen}
      and ${side === undefined ? sql`true` : sql`t.side = ${side}`}
      and ${before === undefined ? sql`true` : sql`t.id < ${before}`}
    order by t.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface TransferLineRow {
  transferId: string;
  lineId: string;
  itemId: string;
  sku: string;
  name: string;
  unit: string;
  asked: number;
  sent: number;
  received: number;
  lost: number;
  returned: number;
  reason: string | null;
}

export async function listTransferLines(
  db: Queryable,
  storeId: string,
  transferIds: readonly string[],
): Promise<TransferLineRow[]> {
  const { rows } = await sql<TransferLineRow>`
    select l.transfer_id as "transferId", l.id as "lineId", l.item_id as "itemId", i.sku, i.name, i.unit, l.asked, l.sent,
      l.received, l.lost, l.returned, l.reason
    from transfer_line l join item i on i.id = l.item_id
    where l.store_id = ${storeId} and l.transfer_id = any(${transferIds}::uuid[]) order by l.transfer_id, l.position`.execute(
    db,
  );
  return rows;
}

/** The two stores of a transfer; what is written of it is written for both at once. */
export interface Ends {
  sender: { id: string; name: string };
  receiver: { id: string; name: string };
}

const both = ({ sender, receiver }: Ends) => sql`unnest(${[sender.id, receiver.id]}::uuid[]) as s (id)`;
const ofBoth = ({ sender, receiver }: Ends) => sql`= any(${[sender.id, receiver.id]}::uuid[])`;

export interface NewTransfer {
  id: string;
  note: string | null;
  wantedBy: Date | null;
  /** Null: it is sent without having been asked for. */
  askedBy: string | null;
}

/** A transfer without lines, of which nothing was sent yet. */
export async function insertTransfer(
  trx: Transaction,
  { sender, receiver }: Ends,
  { id, note, wantedBy, askedBy }: NewTransfer,
  now: Date,
): Promise<void> {
  const sides = [
    { storeId: sender.id, side: 'sender', otherId: receiver.id, other: receiver.name },
    { storeId: receiver.id, side: 'receiver', otherId: sender.id, other: sender.name },
  ];
  await sql`with next as (
      update store set last_transfer_number = last_transfer_number + 1 where id = ${sender.id}
      returning last_transfer_number as number
    )
    insert into transfer (store_id, id, side, other_store_id, other_store, number, state, note, wanted_by, asked_at, asked_by,
      created_at)
    select s."storeId", ${id}, s.side, s."otherId", s.other, next.number, 'asked', ${note}, ${wantedBy}, ${askedBy === null ? null : now}, ${askedBy}, ${now}
    from next, jsonb_to_recordset(${JSON.stringify(sides)}::jsonb)
      as s ("storeId" uuid, side text, "otherId" uuid, other text)`.execute(trx);
}

/** What of a transfer itself changes; what is left out stays. */
export interface TransferChange {
  state?: TransferState;
  reason?: string;
  sent_at?: Date;
  sent_by?: string;
  first_expected_at?: Date;
  expected_at?: Date;
  closed_at?: Date | null;
}

export async function updateTransfer(
  trx: Transaction,
  { sender, receiver }: Ends,
  transferId: string,
  change: TransferChange,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx
    .updateTable('transfer')
    .set(change)
    .where('store_id', 'in', [sender.id, receiver.id])
    .where('id', '=', transferId)
    .execute();
}

export interface NewTransferLine {
  id: string;
  itemId: string;
  asked: number;
  sent: number;
}

/** Lines of a transfer: new ones, and how much is sent of those that are there. */
export async function saveTransferLines(
  trx: Transaction,
  ends: Ends,
  transferId: string,
  lines: readonly NewTransferLine[],
): Promise<void> {
  await sql`
    with known as (
      select coalesce(max(position), 0) as last from transfer_line
      where store_id = ${ends.sender.id} and transfer_id = ${transferId}
    )
    insert into transfer_line (store_id, id, transfer_id, position, item_id, asked, sent)
    select s.id, r.id, ${transferId}, known.last + r.n, r."itemId", r.asked, r.sent
    from known, ${both(ends)}, rows from (jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as (id uuid, "itemId" uuid, asked numeric, sent numeric)) with ordinality as r (id, "itemId", asked, sent, n)
    on conflict (store_id, transfer_id, item_id) do update set sent = excluded.sent`.execute(trx);
}

/** What came of a line, or less than 0 for what did not come after all. */
export interface LineNews {
  lineId: string;
  received: number;
  lost: number;
  returned: number;
  reason: string | null;
}

export async function addToTransferLines(
  trx: Transaction,
  ends: Ends,
  news: readonly LineNews[],
): Promise<void> {
  await sql`update transfer_line l set received = l.received + r.received, lost = l.lost + r.lost,
      returned = l.returned + r.returned,
      reason = case when l.lost + r.lost + l.returned + r.returned > 0 then coalesce(r.reason, l.reason) end
    from (
      select "lineId", sum(received) as received, sum(lost) as lost, sum(returned) as returned, max(reason) as reason
      from jsonb_to_recordset(${JSON.stringify(news)}::jsonb)
        as r ("lineId" uuid, received numeric, lost numeric, returned numeric, reason text) group by 1) r
    where l.store_id ${ofBoth(ends)} and l.id = r."lineId"`.execute(trx);
}

export interface NewTransferEvent {
  kind: string;
  by: string;
  store: string;
  words: string;
}

export async function insertTransferEvent(
  trx: Transaction,
  ends: Ends,
  transferId: string,
  { kind, by, store, words }: NewTransferEvent,
  now: Date,
): Promise<void> {
  await sql`insert into transfer_event (store_id, transfer_id, at, kind, by_whom, of_store, words)
    select s.id, ${transferId}, ${now}, ${kind}, ${by}, ${store}, ${words} from ${both(ends)}`.execute(trx);
}

export async function listTransferEvents(
  db: Queryable,
  storeId: string,
  transferId: string,
): Promise<TransferEvent[]> {
  const { rows } = await sql<TransferEvent & { at: Date }>`
    select at, kind, by_whom as by, of_store as store, words from transfer_event
    where store_id = ${storeId} and transfer_id = ${transferId} order by id`.execute(db);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
