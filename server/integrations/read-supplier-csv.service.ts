import { AppError } from '../platform/errors.ts';
import { findKnown } from '../purchasing/known-orders.service.ts';
import { takeSupplierMessage } from '../purchasing/supplier-messages.service.ts';
import { digestOf } from '../suppliers/supplier-files.service.ts';
import { readCsvTable } from './csv-file.service.ts';
import type { CsvTable } from './csv-table.ts';
import { MESSAGE_KINDS } from './file-kinds.ts';
import { reasonsInRows } from './file-reasons.ts';
import { refusalIn, type FileOutcome, type FilesContext } from './read-x12.service.ts';
import { ordersIn, readSupplierCsv, type CsvMessage } from './supplier-csv-rows.ts';

/**
 * Does what a CSV file says, order by order: where one row of an order is wrong, nothing of that order is done.
 * @throws whatever is no fault of the file
 */
export async function readSupplierCsvFile(
  ctx: FilesContext,
  supplier: { id: string },
  bytes: Buffer,
): Promise<FileOutcome> {
  const facts = { sender: null, controlNumber: null, answers: [] };
  const table = await tableOf(bytes);
  if ('problem' in table)
    return {
      ...facts,
      state: 'refused',
      kind: 'CSV',
      reasons: [{ place: 'the file', detail: table.problem }],
    };
  const known = await findKnown(ctx, supplier.id, ordersIn(table));
  const { messages, mistakes } = readSupplierCsv(table, known);
  const reasons = mistakes.map(({ row, column, problem }) => ({
    place: `row ${row}${column === '' ? '' : `, ${column}`}`,
    detail: problem,
  }));
  const digest = digestOf(bytes);
  let done = 0;
  for (const message of messages) {
    const found = await take(ctx, supplier.id, `csv:${digest}:${message.id}`, message);
    reasons.push(...found);
    if (found.length === 0) done++;
  }
  const state = reasons.length === 0 ? 'done' : done > 0 ? 'partly' : 'refused';
  const kinds = new Set(messages.map(({ message }) => MESSAGE_KINDS[message.type]));
  return { ...facts, state, kind: [...kinds].join(', ') || 'CSV', reasons };
}

async function tableOf(bytes: Buffer): Promise<CsvTable | { problem: string }> {
  async function* chunks(): AsyncGenerator<Buffer> {
    yield bytes;
  }
  try {
    return await readCsvTable(chunks());
  } catch (error) {
    if (error instanceof AppError) return { problem: error.message };
    throw error;
  }
}

async function take(
  ctx: FilesContext,
  supplierId: string,
  id: string,
  { message, rows }: CsvMessage,
): Promise<FileOutcome['reasons']> {
  try {
    await takeSupplierMessage(ctx, supplierId, { id, via: 'files', message });
    return [];
  } catch (error) {
    return reasonsInRows(refusalIn(error), { rows });
  }
}
