import type { TableName, TableView, TableViewInput } from '../../shared/displays/table-view.schema.ts';
import { permitsInStore, type Principal } from '../identity/access.ts';
import { recordAudit } from '../identity/audit.service.ts';
import type { Context } from '../platform/context.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import {
  countTableViews,
  deleteTableView,
  findTableView,
  listTableViews,
  upsertTableView,
  type TableViewRow,
} from './table-views.store.ts';

const MOST_OF_ONE = 100;

export interface InStore {
  storeId: string;
  viewId: string;
}

/** The views of a table that somebody sees in a store: those that are shared, and their own. */
export async function findTableViews(
  { db }: Context,
  caller: Principal,
  { storeId, table }: { storeId: string; table: TableName },
): Promise<TableView[]> {
  const rows = await inStoreView(db, storeId, (trx) =>
    listTableViews(trx, { storeId, ownerId: caller.id, table }),
  );
  return rows.map((row) => toView(row, caller));
}

/**
 * Makes a view, or changes it: its owner may, and whoever writes items may change what is shared. It stays its owner's.
 * @throws AppError `not-found` for a view that is somebody else's alone; `forbidden`; `precondition-failed`
 */
export function saveTableView(
  ctx: Context,
  caller: Principal,
  { storeId, viewId }: InStore,
  input: TableViewInput,
  ifVersion?: string,
): Promise<TableView> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const before = await findTableView(trx, storeId, viewId);
    if (before) refuseOthers(caller, storeId, before, input);
    else if (caller.kind === 'device') throw notOfScreens();
    else if ((await countTableViews(trx, storeId, caller.id)) >= MOST_OF_ONE)
      throw new AppError('conflict', `You have ${MOST_OF_ONE} views here; delete one that you do not need.`);
    if (ifVersion !== undefined && ifVersion !== `${before?.version ?? 0}`)
      throw new AppError('precondition-failed', `${input.name} was changed meanwhile; load it again.`);
    const owner = { ownerId: before?.ownerId ?? caller.id, owner: before?.owner ?? caller.name };
    const after = await upsertTableView(trx, storeId, { ...input, id: viewId, ...owner }, ctx.clock.now());
    await tellRecord(ctx, trx, { storeId, before, after });
    return toView(after, caller);
  });
}

/** @throws AppError as {@link saveTableView} */
export function removeTableView(
  ctx: Context,
  caller: Principal,
  { storeId, viewId }: InStore,
): Promise<void> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const before = await findTableView(trx, storeId, viewId);
    if (!before) throw notFound('This view');
    refuseOthers(caller, storeId, before);
    await deleteTableView(trx, storeId, viewId);
    await tellRecord(ctx, trx, { storeId, before });
  });
}

function refuseOthers(
  caller: Principal,
  storeId: string,
  before: TableViewRow,
  input?: TableViewInput,
): void {
  const isMine = before.ownerId === caller.id;
  if (!before.shared && !isMine) throw notFound('This view');
  if (!isMine && !permitsInStore(caller, 'items:write', storeId))
    throw new AppError('forbidden', `${before.name} is ${before.owner}'s; save it under another name.`);
  if (input && input.table !== before.table)
    throw new AppError('conflict', `${before.name} is a view of another table.`);
  if (input && !isMine && !input.shared)
    throw new AppError(
      'conflict',
      `${before.name} is ${before.owner}'s: only they can keep it to themselves.`,
    );
}

function notOfScreens(): AppError {
  return new AppError('forbidden', 'Views belong to people; a screen has none of its own.');
}

/** What is somebody's alone is nobody else's business. */
async function tellRecord(
  ctx: Context,
  trx: Parameters<typeof recordAudit>[0],
  { storeId, before, after }: { storeId: string; before?: TableViewRow | undefined; after?: TableViewRow },
): Promise<void> {
  const [was, is] = [before?.shared ? factsOf(before) : null, after?.shared ? factsOf(after) : null];
  const row = after ?? before;
  if (!row || (!was && !is)) return;
  const entity = { id: row.id, name: row.name };
  const action = is ? 'view.share' : 'view.remove';
  await recordAudit(trx, ctx, { storeId, action, entity, before: was, after: is });
}

function factsOf({ table, name, question }: TableViewRow): object {
  const { search, filters, sort, columns } = question;
  return { table, name, search, filters, sort, columns };
}

function toView({ ownerId, changedAt, ...row }: TableViewRow, caller: Principal): TableView {
  return { ...row, mine: ownerId === caller.id, changedAt: changedAt.toISOString() };
}
