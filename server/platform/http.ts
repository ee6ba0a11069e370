import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawServerDefault,
} from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Type from 'typebox';
import { AppError, asAppError, invalid, toProblem } from './errors.ts';
import { toFieldErrors } from './validation.ts';

/** Fastify with types taken from the route schemas. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export const StoreParams = Type.Object({ storeId: Type.String({ format: 'uuid' }) });
export const StoreItemParams = Type.Object({
  storeId: Type.String({ format: 'uuid' }),
  itemId: Type.String({ format: 'uuid' }),
});
/** Of what is opened by a link that somebody was sent. */
export const LinkParams = Type.Object({ token: Type.String({ minLength: 1, maxLength: 100 }) });
export const ItemParams = Type.Object({ itemId: Type.String({ format: 'uuid' }) });

/** The answer of what has nothing to say. */
export const NoContent = Type.Unsafe<undefined>({ type: 'null', description: 'Nothing' });

export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ minLength: 1, maxLength: 128, description: 'Same key, same effect: once' }),
  ),
});

const FASTIFY_ERRORS: Record<string, () => AppError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new AppError('too-large', 'The body is larger than 1 MB; send it in parts.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new AppError('unsupported-media-type', 'Send application/json.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new AppError('malformed', 'The body is empty; send JSON.'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new AppError('malformed', 'The body is not valid JSON.'),
  FST_ERR_MAX_PARAM_LENGTH: () => new AppError('malformed', 'A part of the address is too long.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new AppError('malformed', 'The body does not have the announced length.'),
};

function toAppError(error: FastifyError): AppError {
  if (error.validation) {
    const where = error.validationContext === 'body' ? '' : `/${error.validationContext}`;
    const mistakes = toFieldErrors(error.validation);
    return invalid(mistakes.map(({ pointer, detail }) => ({ pointer: where + pointer, detail })));
  }
  const known = FASTIFY_ERRORS[error.code];
  if (known) return known();
  if (error.statusCode === 400) return new AppError('malformed', error.message);
  return asAppError(error);
}

/** On this machine itself. */
export function isLoopback(ip: string): boolean {
  return ip === '::1' || /^(::ffff:)?127\./.test(ip);
}

const RETRY_AFTER_SECONDS = 2;

/** Every error leaves as one problem document; what is ours to mend goes to the log with its cause. */
export function answerWithProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const appError = toAppError(error);
  if (appError.code === 'internal') request.log.error({ err: error }, 'request failed');
  if (appError.code === 'unavailable') request.log.warn({ err: error }, 'database away');
  const retryAfter =
    appError.retryAfterSeconds ?? (appError.code === 'unavailable' ? RETRY_AFTER_SECONDS : undefined);
  if (retryAfter !== undefined) reply.header('Retry-After', retryAfter);
  const problem = toProblem(appError, request.id);
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
