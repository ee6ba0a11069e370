import Type from 'typebox';
import {
  AcknowledgeInput,
  DelayInput,
  ShipmentInput,
} from '../../shared/purchasing/purchase-order.schema.ts';
import { PriceListInput, SupplierPortalView } from '../../shared/purchasing/supplier-portal.schema.ts';
import { PUBLIC } from '../identity/access-rules.ts';
import type { ItemsContext } from '../items/items.service.ts';
import type { LinkContext } from '../orders/links.service.ts';
import { answerUnlessKnown } from '../platform/etag.ts';
import { IdempotencyHeaders, LinkParams, type HttpServer } from '../platform/http.ts';
import { sendPhoto } from './receipt-photos.routes.ts';
import {
  confirmByLink,
  delayByLink,
  findPhotoByLink,
  findPortalView,
  priceByLink,
  shipByLink,
} from './supplier-portal.service.ts';

const PhotoParams = Type.Object({ ...LinkParams.properties, photoId: Type.String({ format: 'uuid' }) });

/** What suppliers may do by the link to an order; the link is all that they need. */
export function supplierPortalRoutes(app: HttpServer, ctx: LinkContext & ItemsContext): void {
  const schema = { tags: ['supplier portal'], params: LinkParams, response: { 200: SupplierPortalView } };
  const headers = IdempotencyHeaders;
  app.get('/supplier-portal/:token', { config: PUBLIC, schema }, async (request, reply) =>
    answerUnlessKnown(request, reply, await findPortalView(ctx, request.params.token)),
  );
  app.get(
    '/supplier-portal/:token/photos/:photoId',
    { config: PUBLIC, schema: { tags: ['supplier portal'], params: PhotoParams } },
    async ({ params }, reply) => {
      reply.header('Referrer-Policy', 'no-referrer');
      return sendPhoto(reply, await findPhotoByLink(ctx, params.token, params.photoId));
    },
  );
  app.post(
    '/supplier-portal/:token/acknowledge',
    { config: PUBLIC, schema: { ...schema, headers, body: AcknowledgeInput } },
    ({ params, body, headers }) => confirmByLink(ctx, params.token, body, headers['idempotency-key']),
  );
  app.post(
    '/supplier-portal/:token/delay',
    { config: PUBLIC, schema: { ...schema, headers, body: DelayInput } },
    ({ params, body, headers }) => delayByLink(ctx, params.token, body, headers['idempotency-key']),
  );
  app.post(
    '/supplier-portal/:token/shipment',
    { config: PUBLIC, schema: { ...schema, headers, body: ShipmentInput } },
    ({ params, body, headers }) => shipByLink(ctx, params.token, body, headers['idempotency-key']),
  );
  app.post(
    '/supplier-portal/:token/prices',
    { config: PUBLIC, schema: { ...schema, headers, body: PriceListInput } },
    ({ params, body }) => priceByLink(ctx, params.token, body),
  );
}
