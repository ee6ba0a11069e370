import Type from 'typebox';
import { DelayEffects } from '../../shared/purchasing/supplier-delay.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import type { Context } from '../platform/context.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { findDelays } from './delays.service.ts';

export function delaysRoutes(app: HttpServer, ctx: Context): void {
  app.get(
    '/stores/:storeId/supplier-delays',
    {
      config: inStore('purchasing:read'),
      schema: {
        tags: ['purchasing'],
        params: StoreParams,
        response: { 200: Type.Object({ items: Type.Array(DelayEffects) }) },
      },
    },
    async ({ params }) => ({ items: await findDelays(ctx, params.storeId) }),
  );
}
