import type {
  Scorecard,
  ScorecardList,
  ScorecardOrdersQuery,
  ScorecardPolicy,
  ScoredOrders,
} from '../../shared/purchasing/scorecard.schema.ts';
import { findStorePage } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/errors.ts';
import { listSupplierItemsOf } from '../suppliers/supplier-items.service.ts';
import { getSupplierById, listAllSuppliers } from '../suppliers/suppliers.service.ts';
import { findStandings } from '../suppliers/standings.service.ts';
import type { LineFact } from './scorecard-facts.ts';
import { listLineFacts } from './scorecard-facts.store.ts';
import { readScorecardPolicy, USUAL_DAYS } from './scorecard-policy.service.ts';
import { ranked, scoreOf, standingOf } from './scorecard-score.ts';
import { figuresOf, leadTimesOf, trendOf, weekdaysOf } from './scorecard.ts';
import { ordersBehind, type OrderBehind } from './scored-orders.ts';

const DAY_MS = 86_400_000;
/** Longer than this nobody remembers what a promise was made of. */
const LONGEST_DAYS = 1100;
const MOST_ORDERS = 200;

/** What is looked at: orders that were due within a time, in these stores (null: in all). */
export interface Look {
  from?: string | undefined;
  to?: string | undefined;
  days?: string | undefined;
  storeIds: readonly string[] | null;
}

export interface Span {
  from: Date;
  to: Date;
}

/** @throws AppError `invalid` */
export function spanOf({ from, to, days }: Look, now: Date): Span {
  const end = to === undefined ? now : new Date(to);
  const length = days === undefined ? USUAL_DAYS : Number(days);
  const start = from === undefined ? new Date(end.getTime() - length * DAY_MS) : new Date(from);
  if (start >= end)
    throw invalid([{ pointer: '/querystring/from', detail: 'is not before the end; choose an earlier day' }]);
  if (end.getTime() - start.getTime() > LONGEST_DAYS * DAY_MS)
    throw invalid([
      {
        pointer: '/querystring/from',
        detail: `is more than ${LONGEST_DAYS} days before the end; choose a later day`,
      },
    ]);
  return { from: start, to: end };
}

interface Facts {
  span: Span;
  policy: ScorecardPolicy;
  tolerance: number;
  lines: LineFact[];
  now: Date;
}

async function readFacts({ db, clock }: Context, look: Look, supplierIds: string[] | null): Promise<Facts> {
  const now = clock.now();
  const span = spanOf(look, now);
  const policy = await readScorecardPolicy(db);
  const tolerance = policy.toleranceMinutes * 60_000;
  const filter = { supplierIds, storeIds: look.storeIds, ...span, now, tolerance };
  return { span, policy, tolerance, lines: await listLineFacts(db, filter), now };
}

/** Every supplier beside the others, the best first: of one item, those who sell it. */
export async function findScorecards(
  ctx: Context,
  { itemId, ...look }: Look & { itemId?: string | undefined },
): Promise<ScorecardList> {
  const sellers = itemId === undefined ? null : await listSupplierItemsOf(ctx.db, [itemId]);
  const suppliers = sellers ? sellers.map(({ supplier }) => supplier) : await listAllSuppliers(ctx.db);
  const facts = await readFacts(ctx, look, sellers && suppliers.map(({ id }) => id));
  const bySupplier = Map.groupBy(facts.lines, ({ supplierId }) => supplierId);
  const standings = await findStandings(ctx.db);
  const items = suppliers.flatMap(({ id, name, active }) => {
    const lines = bySupplier.get(id) ?? [];
    // Who is not ordered from any more, and was not lately, is not compared.
    if (!active && lines.length === 0) return [];
    return [{ active, ...summaryOf({ id, name }, lines, facts), inForce: standings.get(id) ?? null }];
  });
  return { ...toInstants(facts.span), items: ranked(items) };
}

/** All that is known of how one supplier kept its word. @throws AppError `not-found`; `invalid` */
export async function findScorecard(ctx: Context, supplierId: string, look: Look): Promise<Scorecard> {
  const { id, name, active } = await getSupplierById(ctx.db, supplierId);
  const facts = await readFacts(ctx, look, [id]);
  const { lines, tolerance, policy, span } = facts;
  const summary = summaryOf({ id, name }, lines, facts);
  return {
    ...toInstants(span),
    ...{ active, ...summary, inForce: (await findStandings(ctx.db)).get(id) ?? null },
    toleranceMinutes: policy.toleranceMinutes,
    terms: scoreOf(summary.figures, policy.weights).terms,
    centre: summary.figures.otif.value,
    leadTimes: leadTimesOf(lines),
    weekdays: weekdaysOf(lines, tolerance),
  };
}

function summaryOf(
  { id, name }: { id: string; name: string },
  lines: readonly LineFact[],
  { policy, tolerance, now }: Facts,
) {
  const figures = figuresOf(lines, tolerance);
  const { score } = scoreOf(figures, policy.weights);
  const standing = standingOf(score, policy, id, now);
  const { weeks: trend } = trendOf(lines, tolerance);
  return { supplierId: id, supplier: name, figures, score, standing, trend };
}

/** The purchase orders behind a figure, at most 200 of `orders`. @throws AppError `not-found`; `invalid` */
export async function findScoredOrders(
  ctx: Context,
  supplierId: string,
  { figure, week, ...look }: Look & Pick<ScorecardOrdersQuery, 'figure' | 'week'>,
): Promise<ScoredOrders> {
  const { id } = await getSupplierById(ctx.db, supplierId);
  const { lines, tolerance } = await readFacts(ctx, look, [id]);
  const chosen = week === undefined ? lines : lines.filter((line) => line.week === week);
  const orders = ordersBehind(figure, chosen, tolerance);
  const stores = new Map(
    (await findStorePage(ctx.db, { limit: 1000 })).map((store) => [store.id, store.name]),
  );
  const toOrder = ({ sentAt, dueAt, receivedAt, ...order }: OrderBehind) => ({
    ...order,
    store: stores.get(order.storeId) ?? '',
    ...{ sentAt: instant(sentAt), dueAt: instant(dueAt) },
    ...(receivedAt !== null && { receivedAt: instant(receivedAt) }),
  });
  return { items: orders.slice(0, MOST_ORDERS).map(toOrder), orders: orders.length };
}

function toInstants({ from, to }: Span): { from: string; to: string } {
  return { from: from.toISOString(), to: to.toISOString() };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
