import Type from 'typebox';
import {
  RefusedFiles,
  SupplierExchange,
  SupplierExchangeInput,
  SupplierFile,
} from '../../shared/suppliers/supplier-exchange.schema.ts';
import { storesWith } from '../identity/access.ts';
import { inAnyStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import { etagOf, IfMatch, versionIn } from '../platform/etag.ts';
import type { HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { safeName } from '../suppliers/exchange-names.ts';
import { changeSupplierExchange, findSupplierExchange } from '../suppliers/supplier-exchange.service.ts';
import {
  findFilePage,
  findRefused,
  getFileContent,
  getVisibleFile,
  keyOfFile,
} from '../suppliers/supplier-files.service.ts';
import { readFileAgain } from './exchange-files.service.ts';
import type { FilesContext } from './read-x12.service.ts';

const READ = inAnyStore('suppliers:read');
const WRITE = inAnyStore('suppliers:write');
const tags = ['suppliers'];
const Id = Type.String({ format: 'uuid' });
const params = Type.Object({ supplierId: Id });
const FileParams = Type.Object({ supplierId: Id, fileId: Id });

/** Files that are exchanged with a supplier. Those with orders of other stores than one's own are not shown. */
export function supplierFilesRoutes(app: HttpServer, ctx: FilesContext): void {
  app.get(
    '/suppliers/:supplierId/exchange',
    { config: READ, schema: { tags, params, response: { 200: SupplierExchange } } },
    async (request, reply) => {
      const exchange = await findSupplierExchange(ctx, request.params.supplierId);
      return reply.header('ETag', etagOf({ version: exchange.settings?.version ?? 0 })).send(exchange);
    },
  );
  app.put(
    '/suppliers/:supplierId/exchange',
    {
      config: WRITE,
      schema: {
        tags,
        params,
        headers: IfMatch,
        body: SupplierExchangeInput,
        response: { 200: SupplierExchange },
      },
    },
    async (request, reply) => {
      const { supplierId } = request.params;
      const version = versionIn(request.headers['if-match'], 'the settings');
      const changed = await changeSupplierExchange(asCaller(ctx, request), supplierId, request.body, version);
      return reply.header('ETag', etagOf({ version: changed.settings?.version ?? 0 })).send(changed);
    },
  );
  app.get(
    '/suppliers/:supplierId/files',
    {
      config: READ,
      schema: { tags, params, querystring: PageQuery, response: { 200: pageOf(SupplierFile) } },
    },
    async (request) => {
      const { limit, after } = readPage(request.query);
      const storeIds = storesWith(callerOf(request), 'suppliers:read');
      const files = await findFilePage(ctx, request.params.supplierId, { storeIds, after, limit });
      return toPage(files, limit, keyOfFile);
    },
  );
  fileRoutes(app, ctx);
}

function fileRoutes(app: HttpServer, ctx: FilesContext): void {
  app.get(
    '/refused-files',
    {
      config: READ,
      schema: { tags, response: { 200: Type.Object({ items: Type.Array(RefusedFiles) }) } },
    },
    async (request) => ({
      items: await findRefused(ctx, storesWith(callerOf(request), 'suppliers:read')),
    }),
  );
  app.get(
    '/suppliers/:supplierId/files/:fileId/content',
    { config: READ, schema: { tags, params: FileParams, produces: ['application/octet-stream'] } },
    async (request, reply) => {
      const { supplierId, fileId } = request.params;
      const storeIds = storesWith(callerOf(request), 'suppliers:read');
      const file = await getVisibleFile(ctx.db, supplierId, fileId, storeIds);
      return reply
        .header('Content-Type', 'application/octet-stream')
        .header('Content-Disposition', `attachment; filename="${safeName(file.name)}"`)
        .send(await getFileContent(ctx.db, file));
    },
  );
  app.post(
    '/suppliers/:supplierId/files/:fileId/read',
    { config: WRITE, schema: { tags, params: FileParams, response: { 200: SupplierFile } } },
    (request) => {
      const { supplierId, fileId } = request.params;
      const storeIds = storesWith(callerOf(request), 'suppliers:write');
      return readFileAgain(asCaller(ctx, request), supplierId, fileId, storeIds);
    },
  );
}
