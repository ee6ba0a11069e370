import Type from 'typebox';
import { CommitQuery } from '../../shared/items/bulk.schema.ts';
import { Preferences, PreferencesAnswer } from '../../shared/suppliers/preference.schema.ts';
import {
  Supplier,
  SupplierInput,
  SupplierItemList,
  SupplierItemsInput,
  SupplierOfItem,
  SupplierPatch,
} from '../../shared/suppliers/supplier.schema.ts';
import { inAnyStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { ItemsContext } from '../items/items.service.ts';
import { etagOf, IfMatch, versionIn } from '../platform/etag.ts';
import { ItemParams, type HttpServer } from '../platform/http.ts';
import { PageQuery, pageOf, readPage, toPage } from '../platform/paging.ts';
import { changePreferences, previewPreferences } from './preferences.service.ts';
import { findItemsOfSupplier, findSuppliersOfItem, replaceSupplierItems } from './supplier-items.service.ts';
import { supplierWebhookRoutes } from './supplier-webhook.routes.ts';
import type { SupplierWebhookContext } from './supplier-webhook.service.ts';
import { changeSupplier, createSupplier, findSupplierPage, getSupplierById } from './suppliers.service.ts';

/** Suppliers serve every store. */
const READ = inAnyStore('suppliers:read');
const WRITE = inAnyStore('suppliers:write');
const tags = ['suppliers'];
const params = Type.Object({ supplierId: Type.String({ format: 'uuid' }) });
const SupplierQuery = Type.Object(
  { ...PageQuery.properties, active: Type.Optional(Type.Enum(['true', 'false'])) },
  { additionalProperties: false },
);
/** 5,000 items with prices, breaks and substitutes. */
const ITEMS_LIMIT = 8_000_000;

export function suppliersRoutes(app: HttpServer, ctx: ItemsContext & SupplierWebhookContext): void {
  app.get(
    '/suppliers',
    { config: READ, schema: { tags, querystring: SupplierQuery, response: { 200: pageOf(Supplier) } } },
    async ({ query }) => {
      const page = readPage(query);
      const active = query.active === undefined ? undefined : query.active === 'true';
      return toPage(await findSupplierPage(ctx.db, { ...page, active }), page.limit, ({ name }) => name);
    },
  );
  app.post(
    '/suppliers',
    { config: WRITE, schema: { tags, body: SupplierInput, response: { 201: Supplier } } },
    async (request, reply) => {
      const supplier = await createSupplier(asCaller(ctx, request), request.body);
      return reply.code(201).header('ETag', etagOf(supplier)).send(supplier);
    },
  );
  app.get(
    '/suppliers/:supplierId',
    { config: READ, schema: { tags, params, response: { 200: Supplier } } },
    async (request, reply) => {
      const supplier = await getSupplierById(ctx.db, request.params.supplierId);
      return reply.header('ETag', etagOf(supplier)).send(supplier);
    },
  );
  app.patch(
    '/suppliers/:supplierId',
    {
      config: WRITE,
      schema: { tags, params, headers: IfMatch, body: SupplierPatch, response: { 200: Supplier } },
    },
    async (request, reply) => {
      const { supplierId } = request.params;
      const version = versionIn(request.headers['if-match'], 'the supplier');
      const supplier = await changeSupplier(asCaller(ctx, request), supplierId, request.body, version);
      return reply.header('ETag', etagOf(supplier)).send(supplier);
    },
  );
  itemRoutes(app, ctx);
  preferenceRoutes(app, ctx);
  supplierWebhookRoutes(app, ctx);
}

function itemRoutes(app: HttpServer, ctx: ItemsContext): void {
  app.get(
    '/suppliers/:supplierId/items',
    { config: READ, schema: { tags, params, response: { 200: SupplierItemList } } },
    async (request, reply) => {
      const list = await findItemsOfSupplier(ctx.db, request.params.supplierId);
      return reply.header('ETag', etagOf(list)).send(list);
    },
  );
  app.put(
    '/suppliers/:supplierId/items',
    {
      config: WRITE,
      bodyLimit: ITEMS_LIMIT,
      schema: {
        tags,
        params,
        headers: IfMatch,
        body: SupplierItemsInput,
        response: { 200: SupplierItemList },
      },
    },
    async (request, reply) => {
      const { supplierId } = request.params;
      const version = versionIn(request.headers['if-match'], 'the list');
      const list = await replaceSupplierItems(asCaller(ctx, request), supplierId, request.body, version);
      return reply.header('ETag', etagOf(list)).send(list);
    },
  );
  app.get(
    '/items/:itemId/suppliers',
    {
      config: READ,
      schema: {
        tags,
        params: ItemParams,
        response: { 200: Type.Object({ items: Type.Array(SupplierOfItem) }) },
      },
    },
    async (request) => ({ items: await findSuppliersOfItem(ctx.db, request.params.itemId) }),
  );
}

function preferenceRoutes(app: HttpServer, ctx: ItemsContext): void {
  app.post(
    '/items/preferred-suppliers',
    {
      config: WRITE,
      bodyLimit: ITEMS_LIMIT,
      schema: { tags, querystring: CommitQuery, body: Preferences, response: { 200: PreferencesAnswer } },
    },
    (request) => {
      const { changes } = request.body;
      return request.query.commit === 'true'
        ? changePreferences(asCaller(ctx, request), changes)
        : previewPreferences(ctx, changes);
    },
  );
}
