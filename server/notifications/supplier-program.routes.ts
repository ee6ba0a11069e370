import Type from 'typebox';
import { WebhookTest } from '../../shared/suppliers/supplier-webhook.schema.ts';
import { inAnyStore } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { HttpServer } from '../platform/http.ts';
import type { NotificationsContext } from './deliver.service.ts';
import { testProgram } from './supplier-program.service.ts';

export function supplierProgramRoutes(app: HttpServer, ctx: NotificationsContext): void {
  app.post(
    '/suppliers/:supplierId/webhook/test',
    {
      config: inAnyStore('suppliers:write'),
      schema: {
        tags: ['suppliers'],
        params: Type.Object({ supplierId: Type.String({ format: 'uuid' }) }),
        body: Type.Object({}, { additionalProperties: false }),
        response: { 200: WebhookTest },
      },
    },
    (request) => testProgram(asCaller(ctx, request), request.params.supplierId),
  );
}
