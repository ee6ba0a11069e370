import Type from 'typebox';
import { ApiKey, ApiKeyInput, NewApiKey, RotateInput } from '../../shared/identity/api-key.schema.ts';
import { NoContent, type HttpServer } from '../platform/http.ts';
import { inOrganisation } from './access-rules.ts';
import { asCaller } from './caller.ts';
import { createApiKey, findApiKeys, revokeApiKey, rotateApiKey } from './api-keys.service.ts';
import type { IdentityContext } from '../platform/context.ts';

const tags = ['keys'];
const params = Type.Object({ keyId: Type.String({ format: 'uuid' }) });
const config = inOrganisation('keys:write', { confirmed: true });

export function apiKeysRoutes(app: HttpServer, ctx: IdentityContext): void {
  const keys = Type.Object({ items: Type.Array(ApiKey) });
  app.get(
    '/api-keys',
    { config: inOrganisation('keys:write'), schema: { tags, response: { 200: keys } } },
    async () => ({
      items: await findApiKeys(ctx.db),
    }),
  );
  app.post(
    '/api-keys',
    { config, schema: { tags, body: ApiKeyInput, response: { 201: NewApiKey } } },
    async (request, reply) => reply.code(201).send(await createApiKey(asCaller(ctx, request), request.body)),
  );
  app.post(
    '/api-keys/:keyId/rotate',
    { config, schema: { tags, params, body: RotateInput, response: { 201: NewApiKey } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await rotateApiKey(asCaller(ctx, request), request.params.keyId, request.body.overlapHours)),
  );
  app.delete(
    '/api-keys/:keyId',
    { config, schema: { tags, params, response: { 204: NoContent } } },
    async (request, reply) => {
      await revokeApiKey(asCaller(ctx, request), request.params.keyId);
      return reply.code(204).send();
    },
  );
}
