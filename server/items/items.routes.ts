import { CommitQuery, ItemChanges, ItemChangesAnswer } from '../../shared/items/bulk.schema.ts';
import { Item, ItemInput, ItemPatch } from '../../shared/items/item.schema.ts';
import { inAnyStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import { etagOf, IfMatch, versionIn } from '../platform/etag.ts';
import { ItemParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { changeItems, previewItemChanges } from './bulk-changes.service.ts';
import { createItem, findItemPage, getItemById, updateItem, type ItemsContext } from './items.service.ts';
import { salePricesRoutes } from './sale-prices.routes.ts';

/** Items are the same in every store. */
const READ = inAnyStore('items:read');
const WRITE = inAnyStore('items:write');

export function itemsRoutes(app: HttpServer, ctx: ItemsContext): void {
  salePricesRoutes(app, ctx);
  const tags = ['items'];
  app.get(
    '/items',
    { config: READ, schema: { tags, querystring: PageQuery, response: { 200: pageOf(Item) } } },
    async ({ query }) => {
      const { limit, after } = readPage(query);
      return toPage(await findItemPage(ctx.db, { limit, after }), limit, ({ sku }) => sku);
    },
  );
  app.post(
    '/items',
    { config: WRITE, schema: { tags, body: ItemInput, response: { 201: Item } } },
    async (request, reply) => {
      const item = await createItem(asCaller(ctx, request), request.body);
      return reply.code(201).header('ETag', etagOf(item)).send(item);
    },
  );
  app.get(
    '/items/:itemId',
    { config: READ, schema: { tags, params: ItemParams, response: { 200: Item } } },
    async ({ params }, reply) => {
      const item = await getItemById(ctx.db, params.itemId);
      return reply.header('ETag', etagOf(item)).send(item);
    },
  );
  app.patch(
    '/items/:itemId',
    {
      config: WRITE,
      schema: { tags, params: ItemParams, headers: IfMatch, body: ItemPatch, response: { 200: Item } },
    },
    async (request, reply) => {
      const { params, body, headers } = request;
      const version = versionIn(headers['if-match'], 'the item');
      const item = await updateItem(asCaller(ctx, request), params.itemId, body, version);
      return reply.header('ETag', etagOf(item)).send(item);
    },
  );
  bulkRoutes(app, ctx);
}

/** 10,000 changes. */
const BULK_LIMIT = 4_000_000;

function bulkRoutes(app: HttpServer, ctx: ItemsContext): void {
  app.post(
    '/items/changes',
    {
      config: WRITE,
      bodyLimit: BULK_LIMIT,
      schema: {
        tags: ['items'],
        querystring: CommitQuery,
        body: ItemChanges,
        response: { 200: ItemChangesAnswer },
      },
    },
    (request) => {
      const { changes } = request.body;
      return request.query.commit === 'true'
        ? changeItems(asCaller(ctx, request), changes)
        : previewItemChanges(ctx, changes);
    },
  );
}
