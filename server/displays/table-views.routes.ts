import Type from 'typebox';
import { TableName, TableView, TableViewInput, TableViews } from '../../shared/displays/table-view.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { etagOf, IfMatch, versionIn } from '../platform/etag.ts';
import { NoContent, StoreParams, type HttpServer } from '../platform/http.ts';
import { findTableViews, removeTableView, saveTableView } from './table-views.service.ts';

const ViewParams = Type.Object({ ...StoreParams.properties, viewId: Type.String({ format: 'uuid' }) });
const ViewsQuery = Type.Object({ table: TableName }, { additionalProperties: false });

/** Whoever sees a table keeps what they ask of it. */
export function tableViewsRoutes(app: HttpServer, ctx: Context): void {
  const config = inStore('stock:read');
  const tags = ['stock'];
  app.get(
    '/stores/:storeId/table-views',
    {
      config,
      schema: { tags, params: StoreParams, querystring: ViewsQuery, response: { 200: TableViews } },
    },
    async (request) => {
      const { storeId } = request.params;
      const { table } = request.query;
      return { items: await findTableViews(ctx, callerOf(request), { storeId, table }) };
    },
  );
  app.put(
    '/stores/:storeId/table-views/:viewId',
    {
      config,
      schema: {
        ...{ tags, params: ViewParams, headers: IfMatch, body: TableViewInput },
        response: { 200: TableView },
      },
    },
    async (request, reply) => {
      const version = versionIn(request.headers['if-match'], 'the view');
      const of = asCaller(ctx, request);
      const view = await saveTableView(of, callerOf(request), request.params, request.body, version);
      return reply.header('ETag', etagOf(view)).send(view);
    },
  );
  app.delete(
    '/stores/:storeId/table-views/:viewId',
    { config, schema: { tags, params: ViewParams, response: { 204: NoContent } } },
    async (request, reply) => {
      await removeTableView(asCaller(ctx, request), callerOf(request), request.params);
      return reply.code(204).send();
    },
  );
}
