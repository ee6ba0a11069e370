import Type from 'typebox';
import { OpenOrders } from '../../shared/purchasing/supplier-event.schema.ts';
import { SupplierMessage } from '../../shared/purchasing/supplier-message.schema.ts';
import { SIGNED } from '../identity/access-rules.ts';
import type { ItemsContext } from '../items/items.service.ts';
import type { LinkContext } from '../orders/links.service.ts';
import type { HttpServer } from '../platform/http.ts';
import { compile } from '../platform/validation.ts';
import { readOpenOrders, takeSignedMessage } from './supplier-door.service.ts';
import { ANSWERING, MESSAGE_EXAMPLES, READING, SIGNATURE_SCHEME } from './webhooks-openapi.ts';

/** A program says little at a time; this is from one address. */
const RATE_LIMIT = { max: 120, timeWindow: 10_000 };
const config = { ...SIGNED, rateLimit: RATE_LIMIT };

const SignatureHeaders = Type.Object({
  'webhook-id': Type.String({ description: 'Of the message, the same on every try; no full stop in it' }),
  'webhook-timestamp': Type.String({ description: 'Of this try, in whole seconds since 1970' }),
  'webhook-signature': Type.String({ description: 'v1,<base64>; several with spaces between them' }),
});
const common = {
  tags: ['suppliers'],
  params: Type.Object({ supplierId: Type.String({ format: 'uuid' }) }),
  headers: SignatureHeaders,
  security: [{ [SIGNATURE_SCHEME]: [] }],
};
const Taken = Type.Object({
  id: Type.String(),
  type: Type.String(),
  state: Type.String({ description: 'done' }),
  order: Type.Optional(Type.String()),
});

/** Needs a scope of its own: the bodies are kept as the bytes that were signed, and looked at after the signature. */
export async function supplierDoorRoutes(app: HttpServer, ctx: ItemsContext & LinkContext): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setValidatorCompiler(({ schema, httpPart }) =>
    httpPart === 'body' || httpPart === 'headers' ? () => true : compile(schema as object),
  );
  app.post(
    '/suppliers/:supplierId/messages',
    {
      config,
      schema: {
        ...{ ...common, ...ANSWERING },
        body: Type.Unsafe<SupplierMessage>({ ...SupplierMessage, examples: MESSAGE_EXAMPLES }),
        response: { 200: Taken },
      },
    },
    ({ params, headers, body }) =>
      takeSignedMessage(ctx, params.supplierId, { headers, body: bytesOf(body) }),
  );
  app.get(
    '/suppliers/:supplierId/purchase-orders',
    { config, schema: { ...common, ...READING, response: { 200: OpenOrders } } },
    ({ params, headers }) => readOpenOrders(ctx, params.supplierId, headers),
  );
}

function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
