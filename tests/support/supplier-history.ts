import type pg from 'pg';

export const NOW = '2026-03-20T11:00:00Z';

/**
 * Writes a year of purchase orders, five lines each, of ten suppliers in two stores, straight into the tables and always the
 * same: punctual and late, told and silent, short, split, sent back, called off, given up, open, read from a file.
 */
export async function writeSupplierHistory(pool: pg.Pool, orders: number): Promise<void> {
  const statements = [
    `create function rnd(text) returns float8 immutable language sql as
      $$ select (('x' || substr(md5($1), 1, 8))::bit(32)::bigint & 65535) / 65536.0 $$`,
    `insert into store (id, name, time_zone, currency, created_at)
      select md5('store' || n)::uuid, 'Store ' || n, 'Europe/Vienna', 'EUR', '${NOW}' from generate_series(0, 1) n`,
    `insert into item (id, sku, name, unit, sellable, stocked, created_at, updated_at)
      select md5('item' || n)::uuid, 'I' || n, 'Item ' || n, 'kg', true, true, '${NOW}', '${NOW}' from generate_series(0, 49) n`,
    `insert into supplier (id, name, channels, currency, lead_time_days, delivery_days, delivery_time, cut_off, created_at, updated_at)
      select md5('supplier' || n)::uuid, 'Supplier ' || n, '{portal}', 'EUR', 1, '{1,2,3,4,5,6,7}', '08:00', '23:59', '${NOW}', '${NOW}'
      from generate_series(0, 9) n`,
    `create table plan as
      select n, md5('order' || n)::uuid as id, md5('store' || n % 2)::uuid as store_id, n / 2 % 10 as s,
        timestamptz '${NOW}' - interval '365 days' * (1 - n / ${orders}.0) as sent_at, rnd('imported' || n / 2) < 0.1 as imported
      from generate_series(0, ${orders - 1}) n`,
    `insert into purchase_order (store_id, id, number, supplier_id, supplier, state, currency, total, created_at, created_by, sent_at, acknowledged_at, imported)
      select store_id, id, n / 2 + 1, md5('supplier' || s)::uuid, 'Supplier ' || s, 'received', 'EUR', 0, sent_at, 'Ada', sent_at,
        case when rnd('ack' || n) < 0.8 then sent_at + rnd('acked' || n) * interval '20 hours' end, imported
      from plan`,
    // How late a truck is, its lines share; up to 30 hours for the worst supplier.
    `create table line as
      select p.*, md5('line' || n || '-' || k)::uuid as line_id, k, n || '-' || k as key,
        p.sent_at + interval '1 day' * (1 + floor(rnd('lead' || n) * 4)) as due,
        case when rnd('late' || n) < 0.05 + 0.04 * s then 1 + rnd('by' || n || '-' || k) * 3 * s else rnd('early' || n) * -3 end as late_hours,
        10 + floor(rnd('qty' || n || '-' || k) * 10) as quantity, rnd('fate' || n || '-' || k) as fate,
        rnd('told' || n) as told
      from plan p cross join generate_series(0, 4) k`,
    `insert into purchase_order_line (store_id, id, purchase_order_id, position, item_id, supplier_sku, pack_name, pack_quantity,
        packs, quantity, pack_price, expected_at, cancelled, called_off, given_up)
      select store_id, line_id, id, k, md5('item' || (n + k) % 50)::uuid, 'X', 'case', 5, quantity / 5, quantity, 2000, due,
        case when fate < 0.09 then 4 else 0 end,
        case when fate < 0.03 then 4 else 0 end,
        case when fate between 0.03 and 0.06 then 4 else 0 end
      from line`,
    // One part, or two of which the second comes a day later and was confirmed so.
    `create table part as
      select l.*, half, md5('part' || key || half)::uuid as part_id, due + half * interval '1 day' as part_due,
        due + half * interval '1 day' + late_hours * interval '1 hour' as came_at,
        case when fate > 0.9 then case half when 0 then 4 else quantity - 4 end else quantity - case when fate < 0.09 then 4 else 0 end end as amount
      from line l cross join generate_series(0, 1) half where half = 0 or fate > 0.9`,
    `insert into expected_delivery (store_id, id, item_id, quantity, arrived, supplier, supplier_id, purchase_order_line_id,
        first_expected_at, expected_at, created_at, created_by, arrived_at, slips, told_late_at)
      select store_id, part_id, md5('item' || (n + k) % 50)::uuid, amount, case when came_at < '${NOW}' then amount else 0 end, '',
        md5('supplier' || s)::uuid, line_id, part_due, part_due, sent_at, 'Ada', case when came_at < '${NOW}' then came_at end,
        case when told < 0.5 and late_hours > 0 then 1 else 0 end,
        case when told < 0.5 and late_hours > 0 then part_due + (told - 0.25) * interval '8 hours' end
      from part`,
    `insert into receipt_line (store_id, id, receipt_id, purchase_order_line_id, received, rejected, reason, pack_price, agreed_price, at, received_by, undone_at)
      select store_id, md5('receipt' || key || half)::uuid, md5('slip' || n || half)::uuid, line_id, amount,
        case when fate between 0.2 and 0.25 then 1 else 0 end, '', case when k < 2 then 2000 + floor(rnd('price' || key) * 200) - 60 end,
        case when k < 2 then 2000 end, came_at, 'Ada', null
      from part where came_at < '${NOW}' and not imported`,
    `drop table plan, line, part`,
    `analyze`,
  ];
  for (const statement of statements) await pool.query(statement);
}
