import fc from 'fast-check';
import pino from 'pino';
import { uuidv7 } from 'uuidv7';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../../../server/app.ts';
import { hashPassword } from '../../../server/identity/passwords.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { createPool } from '../../../server/platform/database.ts';
import { mistakesIn } from '../../../server/platform/validation.ts';
import { Problem } from '../../../shared/errors.ts';
import { IMPORT_KINDS } from '../../../shared/integrations/import.schema.ts';
import type { Order } from '../../../shared/orders/order.schema.ts';
import { anyBody, type BodySchema, type Known } from '../../support/any-body.ts';
import type { PurchaseOrder } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { Transfer } from '../../../shared/purchasing/transfer.schema.ts';
import type { Supplier } from '../../../shared/suppliers/supplier.schema.ts';
import { anOrder } from '../../support/builders.ts';
import { sendForm } from '../../support/csv-upload.ts';
import { startMailbox } from '../../support/mailbox.ts';
import { createMenu } from '../../support/menu.ts';
import { aKey, aPerson, aScreen, someoneIn } from '../../support/principals.ts';
import { startTestApp, type TestAnswer, type TestApp } from '../../support/test-app.ts';

const SEED = 20_261_124;
const BODIES = Number(process.env['LARDER_FUZZ_BODIES'] ?? 24);
const timeout = 30_000 + BODIES * 100;

type Method = Parameters<TestApp['request']>[0];

interface Route {
  method: Method;
  path: string;
  schema: BodySchema;
}

/** Every route that takes a JSON body, as the app itself describes it; nothing is asked of a database for that. */
async function routesWithBody(): Promise<Route[]> {
  const pool = createPool({ connectionString: 'postgres://nowhere.invalid/none' });
  const client = { dir: '', faces: [], build: 'test' };
  const { server, stop } = await buildApp({
    ...{ pool, connectionString: '', clock: systemClock, logger: pino({ level: 'silent' }), client },
    ...{ role: 'web', publicUrl: 'http://localhost', mailer: undefined, trustedProxies: [] },
  });
  await server.ready();
  const { paths = {} } = server.swagger() as { paths?: Record<string, Record<string, Operation>> };
  await stop();
  await pool.end();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema;
      return schema
        ? [{ method: method.toUpperCase() as Method, path: path.replace('/api/v1', ''), schema }]
        : [];
    }),
  );
}

interface Operation {
  requestBody?: { content: Record<string, { schema: BodySchema }> };
}

interface Kitchen {
  app: TestApp;
  known: Known;
  /** Whom each route lets furthest in. */
  headersFor: (path: string) => { authorization: string };
}

/** A place in which most of what a body can name is there. */
async function aKitchen(): Promise<Kitchen> {
  const { mailer } = await startMailbox();
  const app = await startTestApp({ mailer });
  const { id: storeId } = await app.createStore();
  const { id: toStoreId } = await app.createStore({ name: 'Other' });
  await createMenu(app);
  await app.receive(storeId, { SALMON: 10_000, CREAM: 10_000, SALT: 10_000 });
  const owner = await aPerson(app, { isOwner: true, passwordHash });
  const staff = await someoneIn(app, storeId, 'staff');
  const tablet = await aScreen(app, storeId, 'tablet');
  const stock = await app.stock(storeId);
  const order = await app.expectOk<Order>('POST', `/stores/${storeId}/orders`, anOrder({ SOUP: 1 }));
  const supplier = await app.expectOk<Supplier>('POST', '/suppliers', { name: 'Mill' });
  const purchases = `/stores/${storeId}/purchase-orders`;
  const purchase = { supplierId: supplier.id, lines: [{ sku: 'SALT', quantity: 9 }] };
  const { poId, lines } = await app.expectOk<PurchaseOrder>('POST', purchases, purchase);
  const { portalUrl } = await app.expectOk<PurchaseOrder>('POST', `${purchases}/${poId}/send`, {});
  const wish = { fromStoreId: storeId, lines: [{ sku: 'SALT', quantity: 9 }] };
  const transfer = await app.expectOk<Transfer>('POST', `/stores/${toStoreId}/transfers`, wish);
  const token = order.statusUrl.split('/').at(-1)!;
  const known = {
    ...{ storeId: [storeId, toStoreId], toStoreId: [toStoreId], personId: [staff.id], deviceId: [tablet.id] },
    ...{
      keyId: [(await aKey(app, ['stock:read'], null)).id],
      itemId: [stock['SOUP']!.itemId, stock['SALT']!.itemId],
    },
    ...{
      sku: Object.keys(stock),
      storeIds: [storeId],
      unit: ['g', 'kg', 'portion'],
      timeZone: ['Europe/Vienna'],
    },
    ...{
      orderId: [order.orderId],
      token: [token],
      portalToken: [portalUrl!.split('/').at(-1)!],
      poId: [poId],
      receiptId: [uuidv7()],
      endpointId: [uuidv7()],
    },
    ...{ transferId: [transfer.transferId], fromStoreId: [toStoreId] },
    lineId: [order.lines[0]!.lineId, lines[0]!.lineId, transfer.lines[0]!.lineId],
    ...{ supplierId: [supplier.id], currency: ['EUR'], channels: ['email', 'portal'], substitutes: ['SALT'] },
    ...{ substitutionId: [uuidv7()], deliveryId: [uuidv7()], messageId: [uuidv7()] },
    ...{ kind: ['ready'], channel: ['email'], language: ['en'] },
    ...{ viewId: [uuidv7()], subscriptionId: [uuidv7()], shareId: [uuidv7()] },
  };
  return { app, known, headersFor: (path) => (path === '/auth/pin' ? tablet : owner).headers };
}

/** An answer is what was asked for, or says in a document of its own what is wrong. */
function expectAnswer({ status, headers, body }: TestAnswer<unknown>): void {
  expect(status, JSON.stringify(body)).toBeLessThan(500);
  if (status < 400) return;
  expect(headers['content-type']).toContain('application/problem+json');
  expect(mistakesIn(Problem, body)).toEqual([]);
}

const routes = await routesWithBody();
const passwordHash = await hashPassword('seven-lemons-a-day');

describe(`whatever the body, ${BODIES} of them (seed ${SEED})`, () => {
  it('is sent to every route that takes one', () => {
    expect(routes.length).toBeGreaterThanOrEqual(20);
    expect(routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/setup', '/auth/login', '/people/{personId}', '/stores/{storeId}/sales']),
    );
  });

  it.each(routes)('$method $path answers it', { timeout }, async ({ method, path, schema }) => {
    const { app, known, headersFor } = await aKitchen();
    const headers = { ...headersFor(path), 'content-type': 'application/json' };
    const addressed = path.startsWith('/supplier-portal/') ? path.replace('{token}', '{portalToken}') : path;
    const address = addressed.replaceAll(/\{(\w+)\}/g, (_all, name: string) => known[name]![0]!);
    const taken = fc.asyncProperty(anyBody(schema, known), async (text) => {
      // A guess that has to wait would not get any further than the ones before.
      await app.database.pool.query('delete from lockout');
      expectAnswer(await app.requestAs(headers, method, address, text));
    });
    await fc.assert(taken, { seed: SEED, numRuns: BODIES });
  });

  it('as a file is imported or refused', { timeout }, async () => {
    const { app, known, headersFor } = await aKitchen();
    const cell = fc.oneof(
      fc.constantFrom(...known['sku']!, 'g', '1', '1,5', '-3', '2026-03-20T10:00:00Z'),
      fc.string(),
    );
    const heads = fc.constantFrom(
      'sku,name,unit',
      'sku,component_sku,quantity',
      'external_id,sold_at,sku,quantity',
      'name,delivery_days,cut_off,minimum_order',
      'supplier,sku,pack_quantity,price,price_breaks',
    );
    const lines = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join()));
    const table = fc.tuple(heads, lines).map(([head, rows]) => [head, ...rows].join('\n'));
    const file = fc.oneof(
      table,
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    );
    const form = fc.record(
      {
        kind: fc.oneof(fc.constantFrom(...IMPORT_KINDS), fc.string()),
        storeId: fc.oneof(fc.constantFrom(...known['storeId']!), fc.string()),
        file: file.map((content) => new Blob([content])),
      },
      { requiredKeys: [] },
    );
    const taken = fc.asyncProperty(form, fc.boolean(), async (fields, commit) => {
      const sent = { query: commit ? '?commit=true' : '', headers: headersFor('/imports') };
      expectAnswer(await sendForm(app, fields as Record<string, string | Blob>, sent));
    });
    await fc.assert(taken, { seed: SEED, numRuns: BODIES });
  });
});
