import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import {
  EVENT_REACH_DAYS,
  MAX_EVENT_DAYS,
  type DemandEvent,
  type DemandEventInput,
  type DemandEventQuery,
} from '../../shared/forecasts/demand-event.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import { businessDayOf } from '../platform/business-day.ts';
import type { Context } from '../platform/context.ts';
import type { Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { factorsOf } from './demand-events.ts';
import {
  deleteEvent,
  getEvent,
  hasCategory,
  insertEvent,
  listEventFacts,
  listEventItems,
  listEvents,
} from './demand-events.store.ts';
import { DAY_MS } from './store-hours.ts';

/** What takes of an ingredient is looked at over so long. */
const SHARES_OVER_DAYS = 56;

/** Who enters an event, and the key under which a repetition is recognised. */
export interface EventDeed {
  by: string;
  idempotencyKey?: string | undefined;
}

/**
 * Remembers what the manager knows of some days; forecasts take it into account from now on.
 * @throws AppError `invalid` for days the wrong way round or too far away, a factor that does not go with the kind, and an item
 * or a category that is not there
 */
export async function addDemandEvent(
  ctx: Context,
  storeId: string,
  input: DemandEventInput,
  { by, idempotencyKey }: EventDeed,
): Promise<DemandEvent> {
  return inStoreTransaction(ctx, storeId, (trx, store) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, idempotencyKey, { demandEvent: input }, now, async () => {
      const { name, kind, firstDay, lastDay = firstDay, category = null, sku } = input;
      const factor = input.factor ?? 0;
      const mistakes = [...daysAmiss(firstDay, lastDay, businessDayOf(now, store)), ...factorAmiss(input)];
      const itemId = await concerned(trx, input, mistakes);
      if (mistakes.length > 0) throw invalid(mistakes);
      const id = uuidv7();
      await insertEvent(
        trx,
        storeId,
        { id, name, kind, firstDay, lastDay, factor, category, itemId, by },
        now,
      );
      const after = { kind, firstDay, lastDay, factor, ...(category && { category }), ...(sku && { sku }) };
      await recordAudit(trx, ctx, { storeId, action: 'demand-event.add', entity: { id, name }, after });
      return getEvent(trx, storeId, id);
    });
  });
}

/** @throws AppError `not-found` */
export async function removeDemandEvent(ctx: Context, storeId: string, eventId: string): Promise<void> {
  await inStoreTransaction(ctx, storeId, async (trx) => {
    const { name, ...event } = await getEvent(trx, storeId, eventId);
    const { kind, firstDay, lastDay, factor, category, sku } = event;
    const before = { kind, firstDay, lastDay, factor, ...(category && { category }), ...(sku && { sku }) };
    await deleteEvent(trx, storeId, eventId);
    const entity = { id: eventId, name };
    await recordAudit(trx, ctx, { storeId, action: 'demand-event.remove', entity, before });
  });
}

/** Events from one day to another; without days, all that are not over by the store's calendar. */
export function findDemandEvents(
  { db, clock }: Context,
  storeId: string,
  { from, to }: DemandEventQuery,
): Promise<DemandEvent[]> {
  return inStoreView(db, storeId, async (trx) => {
    const store = await getStoreById(trx, storeId);
    return listEvents(trx, storeId, { from: from ?? businessDayOf(clock.now(), store), to: to ?? null });
  });
}

/** What is asked of events: of these items, or all, for so many days from `first` (counted from 1970) on. */
export interface FactorQuery {
  itemIds?: readonly string[];
  first: number;
  days: number;
  now: Date;
}

/**
 * By how much events change the demand of items, day by day: of those alone that any event concerns. What concerns a dish concerns
 * its ingredients by the share that it took of them lately.
 */
export async function readFactors(
  trx: Transaction,
  storeId: string,
  { itemIds, first, days, now }: FactorQuery,
): Promise<Map<string, number[]>> {
  const events = await listEventFacts(trx, storeId, { first, days });
  if (events.length === 0) return new Map();
  const since = new Date(now.getTime() - SHARES_OVER_DAYS * DAY_MS);
  const items = await listEventItems(trx, storeId, itemIds ?? null, since);
  const factors = items.map((item) => [item.itemId, factorsOf(events, item, { first, days })] as const);
  return new Map(factors.filter(([, all]) => all.some((factor) => factor !== 1)));
}

function daysAmiss(firstDay: string, lastDay: string, today: string): FieldError[] {
  const distance = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (Math.abs(distance(today, firstDay)) > EVENT_REACH_DAYS)
    return [
      { pointer: '/firstDay', detail: `${firstDay} is more than two years from today; check the year` },
    ];
  if (lastDay < firstDay)
    return [{ pointer: '/lastDay', detail: `${lastDay} is before the first day, ${firstDay}; swap them` }];
  if (distance(firstDay, lastDay) >= MAX_EVENT_DAYS) {
    const detail = `is ${distance(firstDay, lastDay) + 1} days after the first; an event lasts ${MAX_EVENT_DAYS} days at most`;
    return [{ pointer: '/lastDay', detail }];
  }
  return [];
}

function factorAmiss({ kind, factor }: DemandEventInput): FieldError[] {
  const problem = factorProblem(kind, factor);
  return problem === null ? [] : [{ pointer: '/factor', detail: problem }];
}

function factorProblem(kind: DemandEventInput['kind'], factor: number | undefined): string | null {
  if (kind === 'closed')
    return factor === undefined || factor === 0 ? null : 'must be 0 when closed; leave it out';
  if (factor === undefined) return 'is missing; say how much of the usual demand: 1.5 is half as much again';
  if (kind === 'promotion' && factor < 1)
    return `must be 1 or more for a promotion, not ${factor}; for less demand, take another kind`;
  return null;
}

/** The item that an event is about, if it is about one. */
async function concerned(
  trx: Transaction,
  { sku, category }: DemandEventInput,
  mistakes: FieldError[],
): Promise<string | null> {
  if (sku !== undefined && category !== undefined)
    mistakes.push({ pointer: '/category', detail: 'goes only without an item; leave one of them out' });
  if (category !== undefined && !(await hasCategory(trx, category)))
    mistakes.push({ pointer: '/category', detail: `no item has the category ${category}` });
  if (sku === undefined) return null;
  const item = (await listItemReferences(trx, [sku])).get(sku);
  if (!item) mistakes.push({ pointer: '/sku', detail: `no item has SKU ${sku}` });
  return item?.id ?? null;
}
