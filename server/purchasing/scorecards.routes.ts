import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  LatenessCost,
  SavedScorecardPolicy,
  Scorecard,
  ScorecardList,
  ScorecardListQuery,
  ScorecardOrdersQuery,
  ScorecardPolicyInput,
  ScorecardPreview,
  ScorecardQuery,
  ScorecardShare,
  ScorecardShareInput,
  ScorecardShareList,
  ScoredOrders,
  SharedScorecard,
  StandingList,
} from '../../shared/purchasing/scorecard.schema.ts';
import { storesWith } from '../identity/access.ts';
import { inAnyStore, PUBLIC } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { LinkContext } from '../orders/links.service.ts';
import type { Context } from '../platform/context.ts';
import { sendCsv } from '../platform/csv-answer.ts';
import { answerUnlessKnown, etagOf, IfMatch, versionIn } from '../platform/etag.ts';
import { LinkParams, NoContent, type HttpServer } from '../platform/http.ts';
import { findStandings } from '../suppliers/standings.service.ts';
import { SCORECARD_COLUMNS, scorecardRows, SCORECARDS_COLUMNS, scorecardsRows } from './scorecard-csv.ts';
import {
  changeScorecardPolicy,
  previewScorecardPolicy,
  readScorecardPolicy,
} from './scorecard-policy.service.ts';
import {
  endScorecardShare,
  findSharedScorecard,
  findShares,
  shareScorecard,
} from './scorecard-shares.service.ts';
import { findLatenessCost } from './scorecard-cost.service.ts';
import { findScorecard, findScorecards, findScoredOrders } from './scorecards.service.ts';

/** Figures are of the stores whose purchase orders the caller may see. */
const READ = inAnyStore('purchasing:read');
const RULE = inAnyStore('suppliers:write');
const tags = ['suppliers'];
const params = Type.Object({ supplierId: Type.String({ format: 'uuid' }) });
const WindowQuery = Type.Omit(ScorecardQuery, ['format'], { additionalProperties: false });

/** How suppliers kept their word. */
export function scorecardsRoutes(app: HttpServer, ctx: LinkContext): void {
  app.get(
    '/suppliers/scorecards',
    {
      config: READ,
      schema: { tags, querystring: ScorecardListQuery, response: { 200: ScorecardList } },
    },
    async (request, reply) => {
      const { format, ...window } = request.query;
      const list = await findScorecards(ctx, { ...window, storeIds: storesOf(request) });
      return format === 'csv' ? sendCsv(reply, scorecardsFile(list)) : list;
    },
  );
  app.get(
    '/suppliers/standings',
    { config: READ, schema: { tags, response: { 200: StandingList } } },
    async () => {
      const standings = await findStandings(ctx.db);
      return { items: [...standings].map(([supplierId, standing]) => ({ supplierId, ...standing })) };
    },
  );
  app.get(
    '/suppliers/:supplierId/scorecard',
    { config: READ, schema: { tags, params, querystring: ScorecardQuery, response: { 200: Scorecard } } },
    async (request, reply) => {
      const { format, ...window } = request.query;
      const look = { ...window, storeIds: storesOf(request) };
      const card = await findScorecard(ctx, request.params.supplierId, look);
      return format === 'csv' ? sendCsv(reply, scorecardFile(card)) : card;
    },
  );
  app.get(
    '/suppliers/:supplierId/scorecard/orders',
    {
      config: READ,
      schema: { tags, params, querystring: ScorecardOrdersQuery, response: { 200: ScoredOrders } },
    },
    (request) =>
      findScoredOrders(ctx, request.params.supplierId, { ...request.query, storeIds: storesOf(request) }),
  );
  app.get(
    '/suppliers/:supplierId/scorecard/cost',
    { config: READ, schema: { tags, params, querystring: WindowQuery, response: { 200: LatenessCost } } },
    (request) =>
      findLatenessCost(ctx, request.params.supplierId, { ...request.query, storeIds: storesOf(request) }),
  );
  shareRoutes(app, ctx);
  policyRoutes(app, ctx);
}

function shareRoutes(app: HttpServer, ctx: LinkContext): void {
  app.post(
    '/suppliers/:supplierId/scorecard/share',
    {
      config: RULE,
      schema: { tags, params, body: ScorecardShareInput, response: { 201: ScorecardShare } },
    },
    async (request, reply) => {
      const { supplierId } = request.params;
      const share = await shareScorecard(asCaller(ctx, request), supplierId, request.body, storesOf(request));
      return reply.code(201).send(share);
    },
  );
  app.get(
    '/suppliers/:supplierId/scorecard/shares',
    { config: RULE, schema: { tags, params, response: { 200: ScorecardShareList } } },
    (request) => findShares(ctx, request.params.supplierId, storesOf(request)),
  );
  app.delete(
    '/suppliers/:supplierId/scorecard/shares/:shareId',
    {
      config: RULE,
      schema: {
        tags,
        params: Type.Object({ ...params.properties, shareId: Type.String({ format: 'uuid' }) }),
        response: { 204: NoContent },
      },
    },
    async (request, reply) => {
      await endScorecardShare(asCaller(ctx, request), request.params, storesOf(request));
      return reply.code(204).send();
    },
  );
  app.get(
    '/shared-scorecards/:token',
    {
      config: PUBLIC,
      schema: { tags: ['supplier portal'], params: LinkParams, response: { 200: SharedScorecard } },
    },
    async (request, reply) =>
      answerUnlessKnown(request, reply, await findSharedScorecard(ctx, request.params.token)),
  );
}

function policyRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/scorecard-policy',
    { config: READ, schema: { tags, response: { 200: SavedScorecardPolicy } } },
    async (_, reply) => {
      const policy = await readScorecardPolicy(ctx.db);
      return reply.header('ETag', etagOf(policy)).send(policy);
    },
  );
  app.put(
    '/scorecard-policy',
    {
      config: RULE,
      schema: { tags, headers: IfMatch, body: ScorecardPolicyInput, response: { 200: SavedScorecardPolicy } },
    },
    async (request, reply) => {
      const version = versionIn(request.headers['if-match'], 'the policy');
      const policy = await changeScorecardPolicy(asCaller(ctx, request), request.body, version);
      return reply.header('ETag', etagOf(policy)).send(policy);
    },
  );
  app.post(
    '/scorecard-policy/preview',
    { config: RULE, schema: { tags, body: ScorecardPolicyInput, response: { 200: ScorecardPreview } } },
    (request) => previewScorecardPolicy(ctx, request.body),
  );
}

function storesOf(request: FastifyRequest): string[] | null {
  return storesWith(callerOf(request), 'purchasing:read');
}

const scorecardsFile = (list: Parameters<typeof scorecardsRows>[0]) => ({
  name: 'scorecards',
  columns: SCORECARDS_COLUMNS,
  rows: scorecardsRows(list),
});

const scorecardFile = (card: Parameters<typeof scorecardRows>[0]) => ({
  name: 'scorecard',
  columns: SCORECARD_COLUMNS,
  rows: scorecardRows(card),
});
