import { Store, StoreInput, StorePatch } from '../../shared/identity/store.schema.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { storesWith } from './access.ts';
import { inAnyStore, inOrganisation, inStore } from './access-rules.ts';
import { asCaller, callerOf } from './caller.ts';
import {
  changeStore,
  createStore,
  findStorePage,
  getStoreById,
  type StoresContext,
} from './stores.service.ts';

const tags = ['stores'];

export function storesRoutes(app: HttpServer, ctx: StoresContext): void {
  app.get(
    '/stores',
    {
      config: inAnyStore('stores:read'),
      schema: { tags, querystring: PageQuery, response: { 200: pageOf(Store) } },
    },
    async (request) => {
      const { limit, after } = readPage(request.query);
      const storeIds = storesWith(callerOf(request), 'stores:read');
      return toPage(await findStorePage(ctx.db, { storeIds, limit, after }), limit, ({ id }) => id);
    },
  );
  app.post(
    '/stores',
    {
      config: inOrganisation('stores:write'),
      schema: { tags, body: StoreInput, response: { 201: Store } },
    },
    async (request, reply) => reply.code(201).send(await createStore(asCaller(ctx, request), request.body)),
  );
  app.get(
    '/stores/:storeId',
    { config: inStore('stores:read'), schema: { tags, params: StoreParams, response: { 200: Store } } },
    ({ params }) => getStoreById(ctx.db, params.storeId),
  );
  app.patch(
    '/stores/:storeId',
    {
      config: inStore('stores:write'),
      schema: { tags, params: StoreParams, body: StorePatch, response: { 200: Store } },
    },
    (request) => changeStore(asCaller(ctx, request), request.params.storeId, request.body),
  );
}
