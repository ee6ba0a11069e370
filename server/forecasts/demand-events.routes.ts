import Type from 'typebox';
import {
  DemandEvent,
  DemandEventInput,
  DemandEventQuery,
} from '../../shared/forecasts/demand-event.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { IdempotencyHeaders, NoContent, StoreParams, type HttpServer } from '../platform/http.ts';
import { addDemandEvent, findDemandEvents, removeDemandEvent } from './demand-events.service.ts';

const tags = ['forecasts'];
/** A booking may have a guest's name: not for screens on a wall. */
const READ = inStore('purchasing:read');
const WRITE = inStore('purchasing:write');
const EventParams = Type.Object({ ...StoreParams.properties, eventId: Type.String({ format: 'uuid' }) });

export function demandEventsRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/demand-events',
    {
      config: READ,
      schema: {
        ...{ tags, params: StoreParams, querystring: DemandEventQuery },
        response: { 200: Type.Object({ items: Type.Array(DemandEvent) }) },
      },
    },
    async ({ params, query }) => ({ items: await findDemandEvents(ctx, params.storeId, query) }),
  );
  app.post(
    '/stores/:storeId/demand-events',
    {
      config: WRITE,
      schema: {
        ...{ tags, params: StoreParams, headers: IdempotencyHeaders, body: DemandEventInput },
        response: { 201: DemandEvent },
      },
    },
    async (request, reply) => {
      const deed = { by: callerOf(request).name, idempotencyKey: request.headers['idempotency-key'] };
      const event = await addDemandEvent(asCaller(ctx, request), request.params.storeId, request.body, deed);
      return reply.code(201).send(event);
    },
  );
  app.delete(
    '/stores/:storeId/demand-events/:eventId',
    { config: WRITE, schema: { tags, params: EventParams, response: { 204: NoContent } } },
    async (request, reply) => {
      const { storeId, eventId } = request.params;
      await removeDemandEvent(asCaller(ctx, request), storeId, eventId);
      return reply.code(204).send();
    },
  );
}
