import { expect, it } from 'vitest';
import {
  findScorecard,
  findScorecards,
  findScoredOrders,
} from '../../../server/purchasing/scorecards.service.ts';
import { FIGURE_NAMES, type FigureName } from '../../../shared/purchasing/scorecard.schema.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { NOW, writeSupplierHistory } from '../../support/supplier-history.ts';
import { contextOf } from '../../support/test-context.ts';
import { createTestDatabase } from '../../support/test-database.ts';

const FROM = '2025-03-10T00:00:00Z';

/** Every figure said a second time, line by line in SQL: value, lines, orders, and of shares the interval by Wilson's formula. */
const INDEPENDENT = `
  with line as (
    select o.supplier_id, o.id as po, o.sent_at, o.acknowledged_at, o.imported, l.*,
      (select max(d.first_expected_at) from expected_delivery d where d.purchase_order_line_id = l.id) as due,
      (select max(r.at) from receipt_line r where r.purchase_order_line_id = l.id and r.received > 0) as noted_at,
      (select max(d.arrived_at) from expected_delivery d where d.purchase_order_line_id = l.id) as came_at,
      exists (select from expected_delivery d where d.purchase_order_line_id = l.id and arrived_at is null and cancelled_at is null) as open,
      (select coalesce(sum(d.arrived), 0) from expected_delivery d where d.purchase_order_line_id = l.id) as came,
      (select max(extract(epoch from d.arrived_at - d.first_expected_at)) / 3600 from expected_delivery d where d.purchase_order_line_id = l.id) as late_hours,
      exists (select from expected_delivery d where d.purchase_order_line_id = l.id
        and coalesce(d.arrived_at, $2) > d.first_expected_at + interval '15 minutes'
        and coalesce(d.told_late_at > d.first_expected_at, true)) as silent,
      exists (select from expected_delivery d where d.purchase_order_line_id = l.id and d.told_late_at <= d.first_expected_at) as told,
      exists (select from expected_delivery d where d.purchase_order_line_id = l.id and d.slips > 0) as slipped
    from purchase_order_line l join purchase_order o on o.id = l.purchase_order_id
  ), judged as (
    select *, not open and given_up = 0 and came_at is not null and late_hours <= 0.25 as on_time, came >= quantity - called_off as in_full,
      open or given_up > 0 or coalesce(late_hours > 0.25, false) as late, silent or given_up > 0 and not told as in_silence,
      extract(epoch from came_at - sent_at) / 86400 as lead
    from line where due >= $1 and due < $2 and quantity > called_off and (not open or due + interval '15 minutes' < $2)
  ), receipt as (
    select r.purchase_order_line_id as line, sum(rejected) as back, sum(received) as kept,
      sum(received * pack_price) as paid, sum(case when pack_price is not null then received * agreed_price end) as agreed
    from receipt_line r group by 1
  ), share as (
    select supplier_id, name, avg(is_so) as value, count(is_so) as n, count(distinct po) filter (where is_so is not null) as m from (
      select supplier_id, po, 'onTime' as name, on_time::int::numeric as is_so from judged
      union all select supplier_id, po, 'inFull', in_full::int from judged
      union all select supplier_id, po, 'otif', (on_time and in_full)::int from judged
      union all select supplier_id, po, 'promiseSlips', slipped::int from judged where not imported
      union all select supplier_id, po, 'lateTold', (late and not in_silence)::int from judged where not imported
      union all select supplier_id, po, 'lateSilent', (late and in_silence)::int from judged where not imported
      union all select supplier_id, po, 'rejectRate', coalesce(back / nullif(back + kept, 0), case when came > 0 then 0 end)
        from judged left join receipt on line = id
    ) each group by 1, 2
  )
  select supplier_id, name, value::float8, n::int, m::int,
    ((value + 1.92073 / m - 1.959964 * sqrt((value * (1 - value) + 0.960365 / m) / m)) / (1 + 3.841459 / m))::float8 as low,
    ((value + 1.92073 / m + 1.959964 * sqrt((value * (1 - value) + 0.960365 / m) / m)) / (1 + 3.841459 / m))::float8 as high
  from share
  union all select supplier_id, name, value, n, m, null, null from (
    select supplier_id, array['leadTimeMean', 'leadTimeSd', 'leadTimeP50', 'leadTimeP90', 'latenessP50', 'latenessP90'] as names,
      array[avg(lead), stddev_samp(lead), percentile_disc(0.5) within group (order by lead),
        percentile_disc(0.9) within group (order by lead), percentile_disc(0.5) within group (order by late_hours),
        percentile_disc(0.9) within group (order by late_hours)]::float8[] as vals, count(*)::int as n, count(distinct po)::int as m
    from judged where came_at is not null and not open group by 1) f, unnest(names, vals) as u (name, value)
  union all select supplier_id, 'priceVariance', (sum(paid / pack_quantity) / sum(agreed / pack_quantity) - 1)::float8,
      count(*)::int, count(distinct po)::int, null, null
    from judged join receipt on line = id where agreed is not null group by 1
  union all select supplier_id, 'timeToAcknowledge', percentile_disc(0.5) within group (order by hours), count(*)::int, count(*)::int, null, null
    from (select distinct supplier_id, po, extract(epoch from acknowledged_at - sent_at)::float8 / 3600 as hours
      from judged where not imported and acknowledged_at is not null) a group by 1`;

it('figures over 20,000 order lines are those of an independent computation, for every supplier', async () => {
  const database = await createTestDatabase();
  await writeSupplierHistory(database.pool, 4000);
  const ctx = contextOf(database, { clock: new ManualClock(NOW) });
  const look = { from: FROM, storeIds: null };
  const { items } = await findScorecards(ctx, look);
  expect(items.reduce((sum, { figures }) => sum + figures.otif.n, 0)).toBeGreaterThan(19_800);
  const { rows } = await database.pool.query<{
    supplier_id: string;
    name: FigureName;
    value: number;
    n: number;
    m: number;
    low: number | null;
    high: number | null;
  }>(INDEPENDENT, [FROM, NOW]);
  expect(rows).toHaveLength(10 * FIGURE_NAMES.length);
  const byId = new Map(items.map((item) => [item.supplierId, item]));
  for (const { supplier_id, name, value, n, m, low, high } of rows) {
    const figure = byId.get(supplier_id)!.figures[name];
    expect([name, figure.n, figure.orders]).toEqual([name, n, m]);
    expect(figure.value, name).toBeCloseTo(value, 5);
    expect(figure.low! <= figure.value! && figure.value! <= figure.high!, name).toBe(true);
    if (low === null || high === null) continue;
    expect(figure.low, name).toBeCloseTo(low, 5);
    expect(figure.high, name).toBeCloseTo(high, 5);
  }
  // The generator makes each supplier worse than the one before.
  expect(items.map(({ supplier, rank }) => `${rank} ${supplier}`)).toEqual(
    Array.from({ length: 10 }, (_, n) => `${n + 1} Supplier ${n}`),
  );

  // Within a store, and a week of one figure: what is listed is what was counted.
  const [best] = items;
  const halves = await Promise.all(
    ['0', '1'].map(async (n) => {
      const { rows: stores } = await database.pool.query<{ id: string }>(
        `select md5('store' || $1)::uuid as id`,
        [n],
      );
      return findScorecard(ctx, best!.supplierId, { ...look, storeIds: [stores[0]!.id] });
    }),
  );
  expect(halves[0]!.score.n + halves[1]!.score.n).toBe(best!.score.n);
  const week = best!.trend[9]!;
  const behind = await findScoredOrders(ctx, best!.supplierId, { ...look, figure: 'otif', week: week.week });
  expect(behind.orders).toBe(week.orders);
  expect(behind.items.reduce((sum, { lines }) => sum + lines, 0)).toBe(week.n);
  expect(behind.items.reduce((sum, { hits }) => sum + hits!, 0)).toBeCloseTo(week.value! * week.n, 6);
});
