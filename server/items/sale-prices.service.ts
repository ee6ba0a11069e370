import type { FieldError } from '../../shared/errors.ts';
import type { SalePrices, SalePricesInput } from '../../shared/items/sale-price.schema.ts';
import { recordAudit, type AuditFact } from '../identity/audit.service.ts';
import { getStoreById } from '../identity/stores.service.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/errors.ts';
import { inStoreTransaction, inStoreView } from '../platform/store-transaction.ts';
import { listSalePrices, writeSalePrices, type SalePriceRow } from './sale-prices.store.ts';

/** A price list that comes from a file is remembered as one change. */
const MAX_AUDITED = 20;

/** What a store takes for what it sells. @throws AppError `not-found` */
export function findSalePrices({ db }: Pick<Context, 'db'>, storeId: string): Promise<SalePrices> {
  return inStoreView(db, storeId, async (trx) => {
    const { currency } = await getStoreById(trx, storeId);
    return toPrices(await listSalePrices(trx, storeId), currency);
  });
}

/** Changes the prices that are named, all or none. @throws AppError `not-found`; `invalid` naming each that is wrong */
export function changeSalePrices(
  ctx: Context,
  storeId: string,
  { prices }: SalePricesInput,
): Promise<SalePrices> {
  return inStoreTransaction(ctx, storeId, async (trx) => {
    const { currency } = await getStoreById(trx, storeId);
    const skus = prices.map(({ sku }) => sku);
    const known = new Map((await listSalePrices(trx, storeId, skus)).map((row) => [row.sku, row]));
    const errors = prices.flatMap((price, index) => mistakesIn(price, { index, skus, known, currency }));
    if (errors.length > 0) throw invalid(errors);
    const changes = prices.map(({ sku, price }) => ({
      before: known.get(sku)!,
      amount: price?.amount ?? null,
    }));
    const changed = changes.filter(({ before, amount }) => before.amount !== amount);
    const rows = changed.map(({ before, amount }) => ({ itemId: before.itemId, amount }));
    await writeSalePrices(trx, storeId, rows, ctx.clock.now());
    await recordAudit(trx, ctx, ...factsOf(storeId, changed, currency));
    return toPrices(await listSalePrices(trx, storeId), currency);
  });
}

interface Known {
  index: number;
  skus: readonly string[];
  known: ReadonlyMap<string, SalePriceRow>;
  currency: string;
}

function mistakesIn(
  { sku, price }: SalePricesInput['prices'][number],
  { index, skus, known, currency }: Known,
): FieldError[] {
  const at = (field: string, detail: string) => [{ pointer: `/prices/${index}/${field}`, detail }];
  if (!known.has(sku)) return at('sku', `nothing on sale has SKU ${sku}; name an item that is sold`);
  if (skus.indexOf(sku) !== index) return at('sku', `${sku} comes twice; give one price`);
  if (price && price.currency !== currency)
    return at('price/currency', `is not the store's; give the price in ${currency}`);
  return [];
}

type Change = { before: SalePriceRow; amount: number | null };

function factsOf(storeId: string, changes: readonly Change[], currency: string): AuditFact[] {
  const price = (amount: number | null) => ({ price: amount === null ? null : { amount, currency } });
  if (changes.length > MAX_AUDITED)
    return [{ storeId, action: 'price.change', after: { count: changes.length } }];
  return changes.map(({ before: { itemId, name, amount: was }, amount }) => ({
    ...{ storeId, action: 'price.change', entity: { id: itemId, name } },
    ...{ before: price(was), after: price(amount) },
  }));
}

function toPrices(rows: readonly SalePriceRow[], currency: string): SalePrices {
  return {
    items: rows.map(({ amount, ...row }) => ({
      ...row,
      ...(amount !== null && { price: { amount, currency } }),
    })),
  };
}
