import type { FastifyReply } from 'fastify';
import { ReportQuery, StoreReport, type ReportPart } from '../../shared/displays/report.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import type { Context } from '../platform/context.ts';
import { sendCsv } from '../platform/csv-answer.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { reportRows } from './report-csv.ts';
import { findReport } from './report.service.ts';

export function reportRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/report',
    {
      config: inStore('purchasing:read'),
      schema: {
        tags: ['stores'],
        params: StoreParams,
        querystring: ReportQuery,
        response: { 200: StoreReport },
      },
    },
    async ({ params, query }, reply) => {
      const report = await findReport(ctx, params.storeId, query);
      return query.part === undefined ? report : exportCsv(reply, report, query.part);
    },
  );
}

function exportCsv(reply: FastifyReply, report: StoreReport, part: ReportPart) {
  return sendCsv(reply, { name: `${part}-${report.from}-${report.to}`, rows: reportRows(report, part) });
}
