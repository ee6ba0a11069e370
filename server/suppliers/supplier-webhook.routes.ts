import {
  NewWebhookSecret,
  SupplierWebhook,
  SupplierWebhookInput,
  WebhookSecretInput,
} from '../../shared/suppliers/supplier-webhook.schema.ts';
import Type from 'typebox';
import { inAnyStore, inOrganisation } from '../identity/access-rules.ts';
import { asCaller } from '../identity/caller.ts';
import type { HttpServer } from '../platform/http.ts';
import {
  changeSupplierWebhook,
  findSupplierWebhook,
  makeSupplierSecret,
  type SupplierWebhookContext,
} from './supplier-webhook.service.ts';

const tags = ['suppliers'];
const params = Type.Object({ supplierId: Type.String({ format: 'uuid' }) });

/** How a supplier's program is reached, and what it signs with. Secrets open a door, as keys do. */
export function supplierWebhookRoutes(app: HttpServer, ctx: SupplierWebhookContext): void {
  const response = { 200: SupplierWebhook };
  app.get(
    '/suppliers/:supplierId/webhook',
    { config: inAnyStore('suppliers:write'), schema: { tags, params, response } },
    ({ params }) => findSupplierWebhook(ctx, params.supplierId),
  );
  app.put(
    '/suppliers/:supplierId/webhook',
    {
      config: inAnyStore('suppliers:write'),
      schema: { tags, params, body: SupplierWebhookInput, response },
    },
    (request) => changeSupplierWebhook(asCaller(ctx, request), request.params.supplierId, request.body),
  );
  app.post(
    '/suppliers/:supplierId/webhook/secret',
    {
      config: inOrganisation('keys:write', { confirmed: true }),
      schema: { tags, params, body: WebhookSecretInput, response: { 201: NewWebhookSecret } },
    },
    async (request, reply) => {
      const { params, body } = request;
      const made = await makeSupplierSecret(asCaller(ctx, request), params.supplierId, body.overlapHours);
      return reply.code(201).send(made);
    },
  );
}
