import { Readable, pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { FastifyReply } from 'fastify';
import Type, { type Static } from 'typebox';
import {
  BackorderPage,
  BackorderReport,
  BumpInput,
  PolicyInput,
  PolicyPreview,
  SavedPolicy,
  type Backorder,
} from '../../shared/orders/backorder.schema.ts';
import { Order } from '../../shared/orders/order.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import { IdempotencyHeaders, StoreParams, type HttpServer } from '../platform/http.ts';
import { getStoreById } from '../identity/stores.service.ts';
import { etagOf, IfMatch, versionIn } from '../platform/etag.ts';
import { cursorOf, PageQuery, readPage } from '../platform/paging.ts';
import {
  bumpLine,
  changePolicy,
  findBackorderReport,
  findPolicy,
  previewPolicy,
} from './backorders.service.ts';
import type { LinkContext } from './links.service.ts';
import { deedOf, OrderParams } from './orders.routes.ts';
import { QUEUE_COLUMNS, toQueueRow } from './queue-csv.ts';
import { markText, readAsOf, readMark } from './queue-mark.ts';
import { findBackorderPage, walkQueue, type QueueFilter } from './queue.service.ts';

const tags = ['orders'];
const READ = inStore('orders:read');
const RULE = inStore('backorders:write');

const QueueQuery = Type.Object(
  {
    ...PageQuery.properties,
    search: Type.Optional(
      Type.String({ maxLength: 100, description: 'an order number, or part of a name or SKU' }),
    ),
    itemId: Type.Optional(Type.String({ format: 'uuid' })),
    late: Type.Optional(Type.Enum(['true', 'false'], { description: 'true: only what is late' })),
    skip: Type.Optional(
      Type.String({ pattern: '^(0|[1-9][0-9]{0,6})$', description: 'so many lines are passed over' }),
    ),
    asOf: Type.Optional(
      Type.String({ format: 'date-time', description: 'that of an earlier page: more of the same queue' }),
    ),
    format: Type.Optional(Type.Enum(['json', 'csv'])),
  },
  { additionalProperties: false },
);
type QueueQuery = Static<typeof QueueQuery>;
const LineParams = Type.Object({ ...OrderParams.properties, lineId: Type.String({ format: 'uuid' }) });

export function backordersRoutes(app: HttpServer, ctx: LinkContext): void {
  queueRoutes(app, ctx);
  policyRoutes(app, ctx);
  app.post(
    '/stores/:storeId/orders/:orderId/lines/:lineId/bump',
    {
      config: RULE,
      schema: {
        tags,
        params: LineParams,
        headers: IdempotencyHeaders,
        body: BumpInput,
        response: { 200: Order },
      },
    },
    (request) =>
      bumpLine(asCaller(ctx, request), request.params.storeId, request.params, request.body, deedOf(request)),
  );
}

function queueRoutes(app: HttpServer, ctx: LinkContext): void {
  app.get(
    '/stores/:storeId/backorders',
    {
      config: READ,
      schema: { tags, params: StoreParams, querystring: QueueQuery, response: { 200: BackorderPage } },
    },
    ({ params, query }, reply) =>
      query.format === 'csv'
        ? exportQueue(reply, ctx, params.storeId, filterOf(query))
        : answerPage(ctx, params.storeId, query),
  );
  app.get(
    '/stores/:storeId/backorders/report',
    { config: READ, schema: { tags, params: StoreParams, response: { 200: BackorderReport } } },
    ({ params }) => findBackorderReport(ctx, params.storeId),
  );
}

function filterOf({ search, itemId, late }: QueueQuery): QueueFilter {
  return { search: search?.trim().replace(/^#/, '') || undefined, itemId, isLate: late === 'true' };
}

async function answerPage(ctx: LinkContext, storeId: string, query: QueueQuery): Promise<BackorderPage> {
  const { limit, after } = readPage(query);
  const { items, next, asOf, lines, matching } = await findBackorderPage(ctx, storeId, {
    ...filterOf(query),
    ...{ limit, skip: Number(query.skip ?? 0), after: after === undefined ? undefined : readMark(after) },
    asOf: query.asOf === undefined ? undefined : readAsOf(query.asOf),
  });
  const nextCursor = next && cursorOf(markText(next));
  return { items, nextCursor, asOf: asOf.toISOString(), lines, matching };
}

/** One row a line, sent as it is read: however many wait, a thousand of them are in memory. */
async function exportQueue(reply: FastifyReply, ctx: LinkContext, storeId: string, filter: QueueFilter) {
  const { timeZone } = await getStoreById(ctx.db, storeId);
  const rows = Readable.from(walkQueue(ctx, storeId, filter)).map((line: Backorder) =>
    toQueueRow(line, timeZone),
  );
  const csv = stringify({ header: true, bom: true, escape_formulas: true, columns: QUEUE_COLUMNS });
  // Whoever does not wait for the end of it ends the reading as well.
  pipeline(rows, csv, () => undefined);
  return reply
    .header('Content-Type', 'text/csv; charset=utf-8')
    .header('Content-Disposition', 'attachment; filename="backorders.csv"')
    .send(csv);
}

function policyRoutes(app: HttpServer, ctx: LinkContext): void {
  const schema = { tags, params: StoreParams };
  app.get(
    '/stores/:storeId/backorder-policy',
    { config: READ, schema: { ...schema, response: { 200: SavedPolicy } } },
    async ({ params }, reply) => {
      const policy = await findPolicy(ctx, params.storeId);
      return reply.header('ETag', etagOf(policy)).send(policy);
    },
  );
  app.put(
    '/stores/:storeId/backorder-policy',
    {
      config: RULE,
      schema: { ...schema, headers: IfMatch, body: PolicyInput, response: { 200: SavedPolicy } },
    },
    async (request, reply) => {
      const version = versionIn(request.headers['if-match'], 'the policy');
      const { storeId } = request.params;
      const policy = await changePolicy(asCaller(ctx, request), storeId, request.body, version);
      return reply.header('ETag', etagOf(policy)).send(policy);
    },
  );
  app.post(
    '/stores/:storeId/backorder-policy/preview',
    { config: RULE, schema: { ...schema, body: PolicyInput, response: { 200: PolicyPreview } } },
    ({ params, body }) => previewPolicy(ctx, params.storeId, body),
  );
}
