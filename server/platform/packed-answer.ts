import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const pack = promisify(gzip);
/** Less is sent as quickly as it is. */
const WORTH_PACKING = 16_000;

/** Answers with something large, packed for whoever can unpack it: a tenth of the bytes, at a few ms of another thread. */
export async function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: object,
): Promise<FastifyReply> {
  const json = reply.serialize(answer) as string;
  reply.header('Content-Type', 'application/json; charset=utf-8').header('Vary', 'Accept-Encoding');
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers['accept-encoding'] ?? '');
  if (json.length < WORTH_PACKING || !takesGzip) return reply.send(json);
  const packed = await pack(json, { level: constants.Z_BEST_SPEED });
  return reply.header('Content-Encoding', 'gzip').send(packed);
}
