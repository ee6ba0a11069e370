import type { FastifyReply } from 'fastify';
import { ReportQuery, StoreReport, type ReportPart } from '../../shared/displays/report.schema.ts';
import { amountText } from '../../shared/money.ts';
import { inStore } from '../identity/access-rules.ts';
import type { Context } from '../platform/context.ts';
import { sendCsv } from '../platform/csv-answer.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
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
  return sendCsv(reply, { name: `${part}-${report.from}-${report.to}`, rows: ROWS[part](report) });
}

const ROWS: Record<ReportPart, (report: StoreReport) => object[]> = {
  waste: ({ waste }) =>
    waste.byItem.map(({ name, quantity, unit, times, cost }) => ({
      ...{ name, quantity, unit, times, cost: cost ? amountText(cost) : '', currency: waste.cost.currency },
    })),
  'stock-outs': ({ stockOuts }) =>
    stockOuts.byItem.map(({ name, days, out, lost, unit }) => ({ name, days, out, lost, unit })),
  inventory: ({ inventory }) =>
    inventory.byCategory.map(({ category, items, value }) => ({
      ...{ category, items, value: amountText(value), currency: value.currency },
    })),
};
