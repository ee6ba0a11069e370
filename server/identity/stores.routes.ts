import { Store, StoreInput, StorePatch } from '../../shared/identity/store.schema.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import {
  changeStore,
  createStore,
  findStorePage,
  getStoreById,
  type StoresContext,
} from './stores.service.ts';

export function storesRoutes(app: HttpServer, ctx: StoresContext): void {
  const tags = ['stores'];
  app.get(
    '/stores',
    { schema: { tags, querystring: PageQuery, response: { 200: pageOf(Store) } } },
    async ({ query }) => {
      const { limit, after } = readPage(query);
      return toPage(await findStorePage(ctx.db, { limit, after }), limit, ({ id }) => id);
    },
  );
  app.post(
    '/stores',
    { schema: { tags, body: StoreInput, response: { 201: Store } } },
    async ({ body }, reply) => reply.code(201).send(await createStore(ctx, body)),
  );
  app.get(
    '/stores/:storeId',
    { schema: { tags, params: StoreParams, response: { 200: Store } } },
    ({ params }) => getStoreById(ctx.db, params.storeId),
  );
  app.patch(
    '/stores/:storeId',
    { schema: { tags, params: StoreParams, body: StorePatch, response: { 200: Store } } },
    ({ params, body }) => changeStore(ctx, params.storeId, body),
  );
}
