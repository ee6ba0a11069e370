import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import { AuditEntry, AuditQuery } from '../../shared/identity/audit.schema.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { pageOf, readPage, toPage } from '../platform/paging.ts';
import { inOrganisation, inStore } from './access-rules.ts';
import { findAuditPage } from './audit.service.ts';

const tags = ['audit'];
const answer = { 200: pageOf(AuditEntry) };
/** More than anybody reads; a longer time is asked for in parts. */
const MAX_EXPORTED = 100_000;

export function auditRoutes(app: HttpServer, { db }: Context): void {
  const schema = { tags, querystring: AuditQuery, response: answer };
  app.get(
    '/stores/:storeId/audit',
    { config: inStore('audit:read'), schema: { ...schema, params: StoreParams } },
    ({ params, query }, reply) => answerWith(reply, db, params.storeId, query),
  );
  app.get('/audit', { config: inOrganisation('audit:read'), schema }, ({ query }, reply) =>
    answerWith(reply, db, null, query),
  );
}

async function answerWith(reply: FastifyReply, db: Queryable, storeId: string | null, query: AuditQuery) {
  const { limit, after } = readPage(query);
  if (query.format === 'csv') return exportCsv(reply, db, storeId, query);
  return toPage(await findAuditPage(db, storeId, query, { limit, after }), limit, ({ id }) => String(id));
}

async function exportCsv(reply: FastifyReply, db: Queryable, storeId: string | null, query: AuditQuery) {
  const entries = await findAuditPage(db, storeId, query, { limit: MAX_EXPORTED });
  const rows = entries.map(({ id, at, actor, action, entityName, before, after }) => ({
    ...{ id, at, who: actor.name, kind: actor.kind, screen: actor.device, action, what: entityName },
    before: before === null ? '' : JSON.stringify(before),
    after: after === null ? '' : JSON.stringify(after),
  }));
  const csv = stringify(rows, { header: true, bom: true, escape_formulas: true });
  return reply
    .serializer((payload: unknown) => payload as string)
    .header('Content-Type', 'text/csv; charset=utf-8')
    .header('Content-Disposition', 'attachment; filename="audit.csv"')
    .send(csv);
}
