import { ReorderPolicyInput, SavedReorderPolicy } from '../../shared/purchasing/reorder-policy.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { etagOf, IfMatch, versionIn } from '../platform/etag.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { changeReorderPolicy, findPolicy } from './reorder-policy.service.ts';

export function reorderPolicyRoutes(app: HttpServer, ctx: Context): void {
  const schema = { tags: ['purchasing'], params: StoreParams };
  app.get(
    '/stores/:storeId/reorder-policy',
    { config: inStore('purchasing:read'), schema: { ...schema, response: { 200: SavedReorderPolicy } } },
    async ({ params }, reply) => {
      const policy = await findPolicy(ctx, params.storeId);
      return reply.header('ETag', etagOf(policy)).send(policy);
    },
  );
  app.put(
    '/stores/:storeId/reorder-policy',
    {
      config: inStore('purchasing:approve'),
      schema: {
        ...{ ...schema, headers: IfMatch, body: ReorderPolicyInput },
        response: { 200: SavedReorderPolicy },
      },
    },
    async (request, reply) => {
      const version = versionIn(request.headers['if-match'], 'the levels');
      const { storeId } = request.params;
      const policy = await changeReorderPolicy(asCaller(ctx, request), storeId, request.body, version);
      return reply.header('ETag', etagOf(policy)).send(policy);
    },
  );
}
