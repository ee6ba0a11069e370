import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import type {
  Movement,
  MovementInput,
  MovementsAnswer,
  MovementType,
  ReceiptInput,
} from '../../shared/stock/movement.schema.ts';
import type { Notice } from '../../shared/stock/notice.schema.ts';
import { CLOCK_SKEW_TOLERANCE_MS } from '../../shared/time.ts';
import { recordAudit, type AuditFact } from '../identity/audit.service.ts';
import { listStoreIdsAmong } from '../identity/stores.service.ts';
import { listItemReferences } from '../items/items.service.ts';
import { toStockUnit } from '../items/units.ts';
import { appendChanges } from '../live/change-stream.store.ts';
import type { Context } from '../platform/context.ts';
import type { Database, Queryable, Transaction } from '../platform/database.ts';
import { invalid } from '../platform/errors.ts';
import { answerOnce } from '../platform/idempotency.store.ts';
import { unknownCursor } from '../platform/paging.ts';
import { inStoresTransaction, inStoreView, type LockedStore } from '../platform/store-transaction.ts';
import { settle } from '../settlement/settle.ts';
import { entriesFor, type Draws, type Reported } from './ledger-entry.ts';
import {
  insertMovements,
  listDraws,
  listMovements,
  listOnHand,
  listProductionDraws,
  type NewMovement,
  type Share,
} from './movements.store.ts';
import { getStock } from './stock.service.ts';

/** Who reports, and the key under which a repetition is recognised. */
export interface Reporter {
  by: string;
  idempotencyKey?: string | undefined;
}

interface Report extends Omit<MovementInput, 'type'> {
  type: MovementType;
}

/** More than this at once is an import or a stocktake, which says nothing on a screen line by line. */
const MAX_NOTICES = 20;
const MAX_AUDITED = 20;

/** Records waste, counts, production, transfers, returns and corrections: all of them, or none.
 * @throws AppError `invalid` naming each entry that is wrong; `not-found`; `idempotency-key-reused` */
export async function recordMovements(
  ctx: Context,
  storeId: string,
  movements: readonly MovementInput[],
  reporter: Reporter,
): Promise<MovementsAnswer> {
  return record(ctx, storeId, movements, '/movements', reporter);
}

/** Records goods that came in without a purchase order. Errors as in {@link recordMovements}. */
export async function recordReceipt(
  ctx: Context,
  storeId: string,
  { lines, reason, at }: ReceiptInput,
  reporter: Reporter,
): Promise<MovementsAnswer> {
  const problem = timeProblem(at, ctx.clock.now());
  if (problem) throw invalid([{ pointer: '/at', detail: problem }]);
  const receipt = {
    type: 'receipt' as const,
    ...(reason !== undefined && { reason }),
    ...(at !== undefined && { at }),
  };
  return record(
    ctx,
    storeId,
    lines.map((line) => ({ ...receipt, ...line })),
    '/lines',
    reporter,
  );
}

async function record(
  ctx: Context,
  storeId: string,
  reports: readonly Report[],
  root: string,
  { by, idempotencyKey }: Reporter,
): Promise<MovementsAnswer> {
  const destinations = reports.flatMap(({ type, toStoreId }) =>
    type === 'transfer' && toStoreId ? [toStoreId] : [],
  );
  if (destinations.length > 0) await checkDestinations(ctx.db, reports, root);
  return inStoresTransaction(ctx, [storeId, ...destinations], (trx, stores) => {
    const now = ctx.clock.now();
    return answerOnce(trx, storeId, idempotencyKey, reports, now, async () => {
      const movements = await recordReports(trx, stores, reports, { root, by, now });
      await recordAudit(trx, ctx, ...factsOf(storeId, reports));
      return { movements };
    });
  });
}

/** What was reported, for the record of the store, and of each that goods were sent to. */
export function factsOf(storeId: string, reports: readonly Report[]): AuditFact[] {
  const sent = Map.groupBy(
    reports.filter(({ toStoreId }) => toStoreId !== undefined),
    ({ toStoreId = '' }) => toStoreId,
  );
  return [[storeId, reports] as const, ...sent].map(([store, its]) => factOf(store, its));
}

/** The ledger has every line; the record needs only what was reported, and of a stocktake not all of it. */
function factOf(storeId: string, reports: readonly Report[]): AuditFact {
  const lines = reports.slice(0, MAX_AUDITED).map(({ type, sku, quantity, unit, toStoreId }) => ({
    ...{ type, sku, quantity },
    ...(unit && { unit }),
    ...(toStoreId && { toStoreId }),
  }));
  return { storeId, action: 'stock.record', after: { count: reports.length, lines } };
}

async function checkDestinations(db: Queryable, reports: readonly Report[], root: string): Promise<void> {
  const known = await listStoreIdsAmong(
    db,
    reports.flatMap(({ toStoreId }) => toStoreId ?? []),
  );
  const errors = reports.flatMap(({ toStoreId }, index): FieldError[] =>
    toStoreId === undefined || known.has(toStoreId)
      ? []
      : [{ pointer: `${root}/${index}/toStoreId`, detail: 'no store has this id' }],
  );
  if (errors.length > 0) throw invalid(errors);
}

interface Recording {
  root: string;
  by: string;
  now: Date;
}

/** The reports of the first of the given stores, which all are locked. The others are where transfers go. */
export async function recordReports(
  trx: Transaction,
  stores: readonly LockedStore[],
  reports: readonly Report[],
  { root, by, now }: Recording,
): Promise<Movement[]> {
  const [store] = stores as [LockedStore];
  const rows = await ledgerRows(trx, store.id, reports, { root, by, now });
  const inserted = await insertMovements(trx, rows, now);
  const distinct = new Map(stores.map((each) => [each.id, each]));
  for (const each of distinct.values()) {
    await settle(trx, each, [], now);
    await announceMovements(
      trx,
      each.id,
      rows.filter((row) => row.storeId === each.id),
      now,
    );
  }
  return inserted.filter((_, index) => rows[index]?.storeId === store.id);
}

async function ledgerRows(
  trx: Transaction,
  storeId: string,
  reports: readonly Report[],
  { root, by, now }: Recording,
): Promise<NewMovement[]> {
  const items = await listItemReferences(trx, [...new Set(reports.map(({ sku }) => sku))]);
  const ids = [...items.values()].map(({ id }) => id);
  const draws = byItem(await listDraws(trx, ids));
  const productionDraws = byItem(await listProductionDraws(trx, ids));
  const onHand = await listOnHand(trx, storeId, ids);
  const errors: FieldError[] = [];
  const rows = reports.flatMap((report, index): NewMovement[] => {
    const refuse = (field: string, detail: string): NewMovement[] => {
      errors.push({ pointer: `${root}/${index}/${field}`, detail });
      return [];
    };
    const { type, reason, at, toStoreId } = report;
    const mistake = mistakeIn(report, storeId, now);
    if (mistake) return refuse(mistake.field, mistake.problem);
    const item = items.get(report.sku);
    if (!item) return refuse('sku', `no item has SKU ${report.sku}`);
    const converted = toStockUnit(report.quantity, report.unit, item);
    if ('problem' in converted) return refuse('unit', converted.problem);
    const reported: Reported = { ...item, itemId: item.id, type, quantity: converted.quantity };
    const result = entriesFor(reported, onHand, draws, productionDraws);
    if ('problem' in result) return refuse(result.field, result.problem);
    const common = {
      type,
      at: at ? new Date(at) : now,
      reason: reason ?? null,
      by,
      sourceId: result.entries.length > 1 ? uuidv7() : null,
    };
    const own = result.entries.map((entry) => ({
      ...entry,
      ...common,
      storeId,
      otherStoreId: toStoreId ?? null,
    }));
    const arriving = toStoreId
      ? own.map((row) => ({ ...row, quantity: -row.quantity, storeId: toStoreId, otherStoreId: storeId }))
      : [];
    return [...own, ...arriving];
  });
  if (errors.length > 0) throw invalid(errors);
  return rows;
}

function mistakeIn(
  { type, at, toStoreId }: Report,
  storeId: string,
  now: Date,
): { field: string; problem: string } | null {
  if (type === 'transfer' && !toStoreId)
    return { field: 'toStoreId', problem: 'is missing; name the store that receives' };
  if (type !== 'transfer' && toStoreId)
    return { field: 'toStoreId', problem: `only a transfer has one, not a ${type}` };
  if (toStoreId === storeId)
    return { field: 'toStoreId', problem: 'is the sending store itself; name another one' };
  const problem = timeProblem(at, now);
  return problem === null ? null : { field: 'at', problem };
}

function timeProblem(at: string | undefined, now: Date): string | null {
  const isAhead = at !== undefined && Date.parse(at) > now.getTime() + CLOCK_SKEW_TOLERANCE_MS;
  return isAhead ? `${at} is more than a day ahead; check the clock` : null;
}

function byItem(shares: readonly Share[]): Draws {
  return Map.groupBy(shares, ({ itemId }) => itemId);
}

const NOTICE_OF: Partial<Record<MovementType, Notice['kind']>> = {
  receipt: 'received',
  waste: 'wasted',
  count: 'counted',
  transfer: 'received',
};

async function announceMovements(
  trx: Transaction,
  storeId: string,
  rows: readonly NewMovement[],
  now: Date,
): Promise<void> {
  if (rows.length === 0 || rows.length > MAX_NOTICES) return;
  const notices = rows.flatMap(({ type, itemId, quantity, reason, by }): Notice[] => {
    const kind = NOTICE_OF[type];
    const worth = kind && quantity !== 0 && !(type === 'transfer' && quantity < 0);
    return worth ? [{ kind, itemId, quantity, ...(reason && { reason }), ...(by && { by }) }] : [];
  });
  if (notices.length === 0) return;
  await appendChanges(
    trx,
    storeId,
    notices.map((state) => ({ type: 'notice', id: uuidv7(), state })),
    now,
  );
}

/**
 * The ledger of one item in one store, newest first, before the movement with the id `before`.
 * @throws AppError `not-found`; `malformed` for a cursor of somebody's own making
 */
export function findLedgerPage(
  db: Database,
  { storeId, itemId }: { storeId: string; itemId: string },
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Movement[]> {
  const id = before === undefined ? undefined : Number(before);
  if (id !== undefined && !Number.isSafeInteger(id)) throw unknownCursor();
  return inStoreView(db, storeId, async (trx) => {
    await getStock(trx, storeId, itemId);
    return listMovements(trx, storeId, { itemId, before: id, limit });
  });
}
