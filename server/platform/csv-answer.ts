import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';

/** A table that a spreadsheet opens as it is and takes for no formulas. */
export function csvText(rows: object[], columns?: string[]): string {
  return stringify(rows, { header: true, bom: true, escape_formulas: true, ...(columns && { columns }) });
}

/** Answers with a file of so many rows as fit in memory. */
export function sendCsv(
  reply: FastifyReply,
  { name, rows, columns }: { name: string; rows: object[]; columns?: string[] },
): FastifyReply {
  return reply
    .header('Content-Type', 'text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename="${name}.csv"`)
    .send(csvText(rows, columns));
}
