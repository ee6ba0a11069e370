import { join } from 'node:path';
import type { FieldError } from '../../shared/errors.ts';
import type {
  ExchangeSettings,
  SupplierExchange,
  SupplierExchangeInput,
} from '../../shared/suppliers/supplier-exchange.schema.ts';
import { recordAudit } from '../identity/audit.service.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable, Transaction } from '../platform/database.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { ExchangeFolder } from './exchange-folder.service.ts';
import { folderName } from './exchange-names.ts';
import {
  findExchange,
  listExchanges,
  takeControlNumber,
  upsertExchange,
  type ExchangeRow,
} from './supplier-exchange.store.ts';
import { getSupplierById } from './suppliers.service.ts';

/** What use cases need that exchange files with suppliers. */
export interface ExchangeContext extends Context {
  /** Where the folders of suppliers are; absent where files are not exchanged at all. */
  exchangeDir?: string | undefined;
}

/** How files are exchanged with a supplier, with the folder that they go through. */
export interface Exchange extends ExchangeRow {
  folderOf: ExchangeFolder;
}

/** @throws AppError `not-found` */
export async function findSupplierExchange(
  ctx: ExchangeContext,
  supplierId: string,
): Promise<SupplierExchange> {
  await getSupplierById(ctx.db, supplierId);
  const row = await findExchange(ctx.db, supplierId);
  return { possible: ctx.exchangeDir !== undefined, settings: row ? settingsOf(ctx, row) : null };
}

/**
 * Sets up, or changes, how files are exchanged with a supplier; makes its folder.
 * @throws AppError `not-found`; `precondition-failed`; `invalid`; `conflict` where the server has no folder for files
 */
export async function changeSupplierExchange(
  ctx: ExchangeContext,
  supplierId: string,
  input: SupplierExchangeInput,
  ifVersion?: string,
): Promise<SupplierExchange> {
  const { exchangeDir } = ctx;
  if (exchangeDir === undefined)
    throw new AppError(
      'conflict',
      'This server exchanges no files; set LARDER_EXCHANGE_DIR to a folder first.',
    );
  const errors = mistakesIn(input);
  if (errors.length > 0) throw invalid(errors);
  const { format, us = null, them = null, test = false } = input;
  const row = await ctx.db.transaction().execute(async (trx) => {
    const supplier = await getSupplierById(trx, supplierId);
    const before = await findExchange(trx, supplierId);
    if (ifVersion !== undefined && ifVersion !== `${before?.version ?? 0}`)
      throw new AppError('precondition-failed', 'The settings were changed meanwhile; load them again.');
    const folder = before?.folder ?? folderName(supplier);
    await upsertExchange(trx, { supplierId, folder, format, us, them, test }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      ...{ action: 'supplier.exchange', entity: supplier },
      before: before ? { format: before.format, us: before.us, them: before.them, test: before.test } : null,
      after: { format, us, them, test },
    });
    return (await findExchange(trx, supplierId))!;
  });
  await new ExchangeFolder(exchangeDir, row.folder).prepare();
  return { possible: true, settings: settingsOf(ctx, row) };
}

function mistakesIn({ format, us, them }: SupplierExchangeInput): FieldError[] {
  if (format === 'csv') return [];
  const errors: FieldError[] = [];
  if (!us) errors.push({ pointer: '/us', detail: 'is missing; give the id that the supplier knows us by' });
  if (!them)
    errors.push({ pointer: '/them', detail: 'is missing; give the id that the supplier sends with' });
  if (us && them && us.id === them.id && us.qualifier === them.qualifier)
    errors.push({ pointer: '/them/id', detail: `${them.id} is our own id; give that of the supplier` });
  return errors;
}

function settingsOf(
  { exchangeDir = '' }: ExchangeContext,
  { format, us, them, test, folder, version }: ExchangeRow,
): ExchangeSettings {
  return { format, us, them, test, folder: join(exchangeDir, folder), version };
}

/** Everybody that files are exchanged with. */
export async function findExchanges({ db, exchangeDir }: ExchangeContext): Promise<Exchange[]> {
  if (exchangeDir === undefined) return [];
  return (await listExchanges(db)).map((row) => ({
    ...row,
    folderOf: new ExchangeFolder(exchangeDir, row.folder),
  }));
}

/** How files go to a supplier, or what is missing for that, in words. */
export async function findFileWay(
  db: Queryable,
  exchangeDir: string | undefined,
  supplierId: string,
): Promise<Exchange | { missing: string }> {
  if (exchangeDir === undefined) return { missing: 'this server exchanges no files' };
  const row = await findExchange(db, supplierId);
  if (!row) return { missing: 'the exchange of files is not set up' };
  return { ...row, folderOf: new ExchangeFolder(exchangeDir, row.folder) };
}

/** The next control number of what goes to a supplier. */
export function nextControlNumber(trx: Transaction, supplierId: string): Promise<number> {
  return takeControlNumber(trx, supplierId);
}
