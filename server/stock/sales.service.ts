import { uuidv7 } from 'uuidv7';
import type { FieldError } from '../../shared/errors.ts';
import { Sale, type SaleResult, type SalesAnswer } from '../../shared/stock/sale.schema.ts';
import { CLOCK_SKEW_TOLERANCE_MS } from '../../shared/time.ts';
import { recordAudit } from '../identity/audit.service.ts';
import { listItemIdsBySku } from '../items/items.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { answerOnce, fingerprintOf } from '../platform/idempotency.store.ts';
import { inStoreTransaction, type LockedStore } from '../platform/store-transaction.ts';
import { isStorable, mistakesIn } from '../platform/validation.ts';
import { settle } from '../settlement/settle.ts';
import { insertSales, listSalesByExternalId, type NewSale } from './sales.store.ts';

/**
 * Records what was sold. A sale that really happened is always recorded, whatever stock says. Each sale stands for
 * itself: a mistake in one is answered with `rejected` and does not stop the others; one that came before is a
 * `duplicate`, unless its content differs, which is rejected.
 */
export async function recordSales(
  ctx: Context,
  storeId: string,
  sales: readonly unknown[],
  idempotencyKey?: string,
): Promise<SalesAnswer> {
  return inStoreTransaction(ctx, storeId, (trx, store) =>
    answerOnce(trx, storeId, idempotencyKey, { sales }, ctx.clock.now(), async () => {
      const results = await recordSalesIn(trx, store, sales, ctx.clock.now());
      const accepted = results.filter(({ status }) => status === 'accepted').length;
      if (accepted > 0) await recordAudit(trx, ctx, { storeId, action: 'sales.record', after: { accepted } });
      return { results };
    }),
  );
}

/** {@link recordSales} inside a transaction that holds the store. */
export async function recordSalesIn(
  trx: Transaction,
  store: LockedStore,
  sales: readonly unknown[],
  now: Date,
): Promise<SaleResult[]> {
  const results = await addSales(trx, store, sales, now);
  if (results.some(({ status }) => status === 'accepted')) await settle(trx, store, [], now);
  return results;
}

/** {@link recordSalesIn} for part of many: the caller settles, once for all of them. */
export async function addSales(
  trx: Transaction,
  store: LockedStore,
  sales: readonly unknown[],
  now: Date,
): Promise<SaleResult[]> {
  const { results, accepted } = await judgeSales(trx, store.id, sales, now);
  if (accepted.length > 0) await insertSales(trx, store.id, accepted, now);
  return results;
}

/** What {@link recordSales} would answer, with nothing recorded. */
export async function checkSales(
  db: Queryable,
  storeId: string,
  sales: readonly unknown[],
  now: Date,
): Promise<SaleResult[]> {
  return (await judgeSales(db, storeId, sales, now)).results;
}

async function judgeSales(
  db: Queryable,
  storeId: string,
  sales: readonly unknown[],
  now: Date,
): Promise<{ results: SaleResult[]; accepted: NewSale[] }> {
  const checked = sales.map((sale) => checkSale(sale, now));
  const items = await listItemIdsBySku(db, skusOf(checked));
  const known = await fingerprintsOf(db, storeId, checked);
  const accepted: NewSale[] = [];
  const results = checked.map((entry): SaleResult => {
    if ('errors' in entry) return { externalId: entry.externalId, status: 'rejected', errors: entry.errors };
    const { sale, fingerprint } = entry;
    const earlier = known.get(sale.externalId);
    if (earlier) return repeated(sale.externalId, earlier.equals(fingerprint));
    const resolved = resolve(sale, fingerprint, items);
    if ('errors' in resolved)
      return { externalId: sale.externalId, status: 'rejected', errors: resolved.errors };
    known.set(sale.externalId, fingerprint);
    accepted.push(resolved.sale);
    return { externalId: sale.externalId, status: 'accepted' };
  });
  return { results, accepted };
}

type CheckedSale = { sale: Sale; fingerprint: Buffer } | { externalId: string | null; errors: FieldError[] };

function checkSale(input: unknown, now: Date): CheckedSale {
  const errors = mistakesIn(Sale, input);
  if (errors.length > 0) return { externalId: externalIdOf(input), errors };
  const sale = input as Sale;
  const soldAt = new Date(sale.soldAt);
  if (soldAt.getTime() > now.getTime() + CLOCK_SKEW_TOLERANCE_MS) {
    const detail = `${sale.soldAt} is more than a day ahead; check the clock of the till`;
    return { externalId: sale.externalId, errors: [{ pointer: '/soldAt', detail }] };
  }
  // The instant, not its spelling: a till may repeat 12:00Z as 14:00+02:00.
  return { sale, fingerprint: fingerprintOf({ soldAt: soldAt.toISOString(), lines: sale.lines }) };
}

function externalIdOf(input: unknown): string | null {
  const id =
    typeof input === 'object' && input !== null ? (input as { externalId?: unknown }).externalId : undefined;
  return typeof id === 'string' && isStorable(id) ? id : null;
}

function skusOf(checked: readonly CheckedSale[]): string[] {
  const skus = checked.flatMap((entry) => ('sale' in entry ? entry.sale.lines.map(({ sku }) => sku) : []));
  return [...new Set(skus)];
}

async function fingerprintsOf(
  db: Queryable,
  storeId: string,
  checked: readonly CheckedSale[],
): Promise<Map<string, Buffer>> {
  const ids = checked.flatMap((entry) => ('sale' in entry ? [entry.sale.externalId] : []));
  const recorded = await listSalesByExternalId(db, storeId, ids);
  return new Map(recorded.map(({ externalId, fingerprint }) => [externalId, fingerprint]));
}

function repeated(externalId: string, same: boolean): SaleResult {
  if (same) return { externalId, status: 'duplicate' };
  const detail = `${externalId} was recorded before with other content; a changed sale needs an externalId of its own`;
  return { externalId, status: 'rejected', errors: [{ pointer: '/externalId', detail }] };
}

function resolve(
  { externalId, soldAt, lines }: Sale,
  fingerprint: Buffer,
  items: ReadonlyMap<string, string>,
): { sale: NewSale } | { errors: FieldError[] } {
  const errors = lines.flatMap(({ sku }, index) =>
    items.has(sku) ? [] : [{ pointer: `/lines/${index}/sku`, detail: `no item has SKU ${sku}` }],
  );
  if (errors.length > 0) return { errors };
  const resolved = lines.map(({ sku, quantity }) => ({ itemId: items.get(sku)!, quantity }));
  return { sale: { id: uuidv7(), externalId, soldAt: new Date(soldAt), fingerprint, lines: resolved } };
}
