import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';

/** Answers with a file of so many rows as fit in memory, which a spreadsheet opens as it is and takes for no formulas. */
export function sendCsv(
  reply: FastifyReply,
  { name, rows, columns }: { name: string; rows: object[]; columns?: string[] },
): FastifyReply {
  const csv = stringify(rows, {
    header: true,
    bom: true,
    escape_formulas: true,
    ...(columns && { columns }),
  });
  return reply
    .header('Content-Type', 'text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename="${name}.csv"`)
    .send(csv);
}
