import { sql } from 'kysely';
import type { Queryable } from '../platform/database.ts';
import type { Difference } from './verify.store.ts';

/**
 * Transfer lines that do not add up: sent = received + lost + returned + in transit, where in transit is what the receiving
 * store waits for, what was sent and what came is in the two ledgers, what came is in its receipts, and both stores have the
 * same of it.
 */
export async function findWrongTransfers(
  db: Queryable,
  storeId: string,
): Promise<Omit<Difference, 'check'>[]> {
  const { rows } = await sql<Omit<Difference, 'check'>>`
    with line as (
      select t.side, t.other_store_id, t.state, t.closed_at is null and t.sent_at is not null as is_open, l.*,
        l.sent - l.received - l.lost - l.returned as in_transit
      from transfer t join transfer_line l on l.store_id = t.store_id and l.transfer_id = t.id
      where t.store_id = ${storeId}
    ), booked as (
      select source_id, item_id, sum(quantity) as quantity from movement
      where store_id = ${storeId} and type = 'transfer' and source_id is not null group by 1, 2
    ), receipt as (
      select transfer_line_id, sum(received) as received, sum(lost) as lost from transfer_receipt_line
      where store_id = ${storeId} and undone_at is null group by 1
    ), judged as (
      select 'ledger of ' as what, l.id, to_jsonb(case l.side when 'sender' then l.returned - l.sent else l.received end) as expected,
        to_jsonb(coalesce(b.quantity, 0)) as found
      from line l left join booked b on b.source_id = l.transfer_id and b.item_id = l.item_id
      union all
      select 'delivery of ', l.id, jsonb_build_array(l.received, l.in_transit),
        jsonb_build_array(coalesce(d.arrived, 0),
          case when d.arrived_at is null and d.cancelled_at is null then d.quantity - d.arrived else 0 end)
      from line l left join expected_delivery d on d.store_id = l.store_id and d.transfer_line_id = l.id
      where l.side = 'receiver' and l.sent > 0
      union all
      select 'receipts of ', l.id, jsonb_build_array(l.received, l.lost),
        jsonb_build_array(coalesce(r.received, 0), coalesce(r.lost, 0))
      from line l left join receipt r on r.transfer_line_id = l.id where l.side = 'receiver'
      union all
      select 'other store''s ', l.id, jsonb_build_array(l.sent, l.received, l.lost, l.returned, l.state),
        jsonb_build_array(o.sent, o.received, o.lost, o.returned, t.state)
      from line l
      left join transfer_line o on o.store_id = l.other_store_id and o.id = l.id
      left join transfer t on t.store_id = o.store_id and t.id = o.transfer_id
      union all
      select 'end of ', l.id, to_jsonb(l.is_open), to_jsonb(bool_or(l.in_transit > 0) over (partition by l.transfer_id))
      from line l where l.sent > 0
    )
    select what || 'transfer line ' || id as entity, expected, found from judged where expected is distinct from found`.execute(
    db,
  );
  return rows;
}
