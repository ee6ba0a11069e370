import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import Type from 'typebox';
import { MAX_PHOTO_BYTES, PHOTO_TYPES, ReceiptPhoto } from '../../shared/purchasing/receipt.schema.ts';
import { inStore } from '../identity/access-rules.ts';
import { asCaller, callerOf } from '../identity/caller.ts';
import type { Context } from '../platform/context.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { StoreParams, type HttpServer } from '../platform/http.ts';
import { compile } from '../platform/validation.ts';
import type { Photo } from './photo-format.ts';
import { addReceiptPhoto, findReceiptPhoto } from './receipt-photos.service.ts';

const uuid = Type.String({ format: 'uuid' });
const PhotoParams = Type.Object({ ...StoreParams.properties, poId: uuid, receiptId: uuid, photoId: uuid });
const PATH = '/stores/:storeId/purchase-orders/:poId/receipts/:receiptId/photos/:photoId';
const tags = ['purchasing'];

const TOO_LARGE = new AppError(
  'too-large',
  `The photo is larger than ${MAX_PHOTO_BYTES / 1_000_000} MB; scale it down and send it again.`,
);
const NO_PHOTO = new AppError(
  'unsupported-media-type',
  `Send the picture itself, as ${PHOTO_TYPES.join(', ')}.`,
);

/** Needs a scope of its own: what it accepts as a body is not accepted elsewhere. */
export async function receiptPhotosRoutes(app: HttpServer, ctx: Context): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(NO_PHOTO);
  });
  app.addContentTypeParser([...PHOTO_TYPES], (request: FastifyRequest, payload: IncomingMessage) =>
    readLimited(request, payload),
  );
  app.put(
    PATH,
    {
      config: inStore('receipts:write'),
      schema: {
        tags,
        summary: 'Add a photo to a receipt',
        description: `The body is the picture: ${PHOTO_TYPES.join(', ')}, ${MAX_PHOTO_BYTES / 1_000_000} MB at most. The sender chooses its id; sent again it is kept once. Where and with what it was taken is not kept.`,
        consumes: [...PHOTO_TYPES],
        params: PhotoParams,
        querystring: Type.Object({ lineId: uuid }, { additionalProperties: false }),
        body: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }),
        response: { 200: ReceiptPhoto },
      },
      // The picture is looked at by what it is.
      validatorCompiler: ({ schema, httpPart }) =>
        httpPart === 'body' ? () => true : compile(schema as object),
    },
    (request) => {
      const { storeId, ...place } = request.params;
      if (!Buffer.isBuffer(request.body) || request.body.length === 0)
        throw invalid([{ pointer: '', detail: 'The body is empty; send the picture' }]);
      const photo = { lineId: request.query.lineId, bytes: request.body, by: callerOf(request).name };
      return addReceiptPhoto(asCaller(ctx, request), storeId, place, photo);
    },
  );
  app.get(
    PATH,
    { config: inStore('purchasing:read'), schema: { tags, summary: 'A photo', params: PhotoParams } },
    async (request, reply) => {
      const { storeId, ...place } = request.params;
      return sendPhoto(reply, await findReceiptPhoto(ctx, storeId, place));
    },
  );
}

/** It never changes under its id; as a page of its own it may do nothing. */
export function sendPhoto(reply: FastifyReply, { type, content }: Photo): FastifyReply {
  return reply
    .type(type)
    .header('Cache-Control', 'private, max-age=86400, immutable')
    .header('Content-Security-Policy', "default-src 'none'; sandbox")
    .header('Content-Disposition', 'inline')
    .send(content);
}

/** The whole body, of which no more than the limit is ever held. The rest is let through unread, so that the answer is heard. */
async function readLimited({ headers }: FastifyRequest, payload: AsyncIterable<Buffer>): Promise<Buffer> {
  const isAnnounced = Number(headers['content-length'] ?? 0) > MAX_PHOTO_BYTES;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (isAnnounced || size > MAX_PHOTO_BYTES) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (isAnnounced || size > MAX_PHOTO_BYTES) throw TOO_LARGE;
  return Buffer.concat(chunks);
}
