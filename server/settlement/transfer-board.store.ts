import { sql } from 'kysely';
import type { TransferOnScreen } from '../../shared/purchasing/transfer.schema.ts';
import type { Queryable } from '../platform/database.ts';

type Row = Omit<TransferOnScreen, 'wantedBy' | 'expectedAt'> & {
  wantedBy: Date | null;
  expectedAt: Date | null;
};

/** Transfers that are open, or those of the given ids that are. */
export async function listTransfersOnScreen(
  db: Queryable,
  storeId: string,
  transferIds?: readonly string[],
): Promise<TransferOnScreen[]> {
  const { rows } = await sql<Row>`
    select t.id as "transferId", t.number, t.side, t.other_store as "otherStore", t.state, t.wanted_by as "wantedBy",
      t.expected_at as "expectedAt", (
        select json_agg(json_build_object('lineId', l.id, 'itemId', l.item_id, 'asked', l.asked, 'sent', l.sent,
          'received', l.received, 'inTransit', l.sent - l.received - l.lost - l.returned) order by l.position)
        from transfer_line l where l.store_id = t.store_id and l.transfer_id = t.id) as lines
    from transfer t
    where t.store_id = ${storeId} and t.closed_at is null
      and ${transferIds === undefined ? sql`true` : sql`t.id = any(${transferIds}::uuid[])`}
    order by t.id`.execute(db);
  return rows.map(({ wantedBy, expectedAt, ...row }) => ({
    ...row,
    ...(wantedBy && { wantedBy: wantedBy.toISOString() }),
    ...(expectedAt && { expectedAt: expectedAt.toISOString() }),
  }));
}
