import Type, { type Static } from 'typebox';

/** Every error an outside caller can meet. One table maps each to its HTTP status and title. */
export const ERRORS = {
  invalid: { status: 422, title: 'The request contains mistakes' },
  malformed: { status: 400, title: 'The request could not be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  'confirmation-required': { status: 403, title: 'Confirm that it is you' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflicts with what is there' },
  'precondition-failed': { status: 412, title: 'Changed by someone else meanwhile' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'This content type is not accepted' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used with another body' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not available right now' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** One mistake: a JSON pointer to the field, and what to do about it. */
export const FieldError = Type.Object({ pointer: Type.String(), detail: Type.String() });
export type FieldError = Static<typeof FieldError>;

/** RFC 9457 problem details, the body of every error answer over HTTP and in socket acknowledgements. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  code: Type.String(),
  requestId: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(FieldError)),
});
export type Problem = Static<typeof Problem>;
