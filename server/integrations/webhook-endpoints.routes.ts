import Type from 'typebox';
import {
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointInput,
} from '../../shared/integrations/webhook-endpoint.schema.ts';
import { WebhookSecretInput } from '../../shared/suppliers/supplier-webhook.schema.ts';
import { inOrganisation } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { NoContent, type HttpServer } from '../platform/http.ts';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  findWebhookEndpoints,
  resumeWebhookEndpoint,
  rotateWebhookSecret,
} from './webhook-endpoints.service.ts';

const tags = ['keys'];
const params = Type.Object({ endpointId: Type.String({ format: 'uuid' }) });
const config = inOrganisation('keys:write', { confirmed: true });

/** Programs that are told of what changes: the business of whoever hands out keys. */
export function webhookEndpointsRoutes(app: HttpServer, ctx: Context): void {
  const list = Type.Object({ items: Type.Array(WebhookEndpoint) });
  app.get(
    '/webhook-endpoints',
    { config: inOrganisation('keys:write'), schema: { tags, response: { 200: list } } },
    async () => ({ items: await findWebhookEndpoints(ctx.db) }),
  );
  app.post(
    '/webhook-endpoints',
    { config, schema: { tags, body: WebhookEndpointInput, response: { 201: NewWebhookEndpoint } } },
    async (request, reply) =>
      reply.code(201).send(await createWebhookEndpoint(asCaller(ctx, request), request.body)),
  );
  app.post(
    '/webhook-endpoints/:endpointId/rotate',
    { config, schema: { tags, params, body: WebhookSecretInput, response: { 201: NewWebhookEndpoint } } },
    async (request, reply) => {
      const { params, body } = request;
      const made = await rotateWebhookSecret(asCaller(ctx, request), params.endpointId, body.overlapHours);
      return reply.code(201).send(made);
    },
  );
  app.post(
    '/webhook-endpoints/:endpointId/resume',
    {
      config,
      schema: {
        ...{ tags, params, response: { 200: WebhookEndpoint } },
        body: Type.Object({}, { additionalProperties: false }),
      },
    },
    (request) => resumeWebhookEndpoint(asCaller(ctx, request), request.params.endpointId),
  );
  app.delete(
    '/webhook-endpoints/:endpointId',
    { config, schema: { tags, params, response: { 204: NoContent } } },
    async (request, reply) => {
      await deleteWebhookEndpoint(asCaller(ctx, request), request.params.endpointId);
      return reply.code(204).send();
    },
  );
}
