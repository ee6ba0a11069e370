import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { AppError } from './errors.ts';

export const IfMatch = Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 60 })) });

export function etagOf({ version }: { version: number | string }): string {
  return `"${version}"`;
}

/** The version that a change is meant for; undefined for whatever there is. `thing`: "the item". */
export function versionIn(ifMatch: string | undefined, thing: string): string | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const version = /^(?:W\/)?"([\x21\x23-\x7e]+)"$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw new AppError('malformed', `If-Match must be the ETag of ${thing}, not ${ifMatch}.`);
  return version;
}

/** A page that looks every few seconds is sent only what it does not have. */
export function answerUnlessKnown(request: FastifyRequest, reply: FastifyReply, view: object): FastifyReply {
  const etag = `"${createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 22)}"`;
  reply
    .header('ETag', etag)
    .header('Cache-Control', 'private, no-cache')
    .header('Referrer-Policy', 'no-referrer');
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(view);
}
