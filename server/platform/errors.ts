import { ERRORS, type ErrorCode, type FieldError, type Problem } from '../../shared/errors.ts';

/** An expected refusal, from the closed list of codes. Anything else that is thrown is a bug and becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: FieldError[] | undefined;
  /** When it may be tried again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, detail: string, errors?: FieldError[], retryAfterSeconds?: number) {
    super(detail);
    this.name = 'AppError';
    this.code = code;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function invalid(errors: FieldError[]): AppError {
  const [first] = errors;
  const detail =
    first && errors.length === 1 ? `${first.pointer}: ${first.detail}` : `${errors.length} mistakes`;
  return new AppError('invalid', detail, errors);
}

export function notFound(what: string): AppError {
  return new AppError('not-found', `${what} does not exist.`);
}

export function toProblem(error: AppError, requestId?: string): Problem {
  const { status, title } = ERRORS[error.code];
  return {
    type: 'about:blank',
    title,
    status,
    detail: error.message,
    code: error.code,
    ...(requestId ? { requestId } : {}),
    ...(error.errors ? { errors: error.errors } : {}),
  };
}

const UNREACHABLE_DATABASE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '53300',
]);

function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && UNREACHABLE_DATABASE.has(code)) return true;
  return /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/.test(
    error.message,
  );
}

/** Postgres's refusals of values that fit their schema but no column: NUL, half a surrogate pair, too many digits. */
const UNSTORABLE: Record<string, string> = {
  '22021': 'A text contains a character that cannot be stored (such as NUL).',
  '22P05': 'A text contains a character that cannot be stored (such as NUL).',
  '22P02': 'A text contains half a character (a lone surrogate).',
  '22003': 'A quantity becomes larger than 99,999,999,999.999; check the units.',
};

/** Translates what the database says into our codes; bugs stay what they are, to be logged and hidden. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) {
    return new AppError(
      'unavailable',
      'The database cannot be reached at the moment. Nothing was changed; try again.',
    );
  }
  const code = (error as { code?: unknown } | null)?.code;
  const unstorable = typeof code === 'string' ? UNSTORABLE[code] : undefined;
  if (unstorable) return new AppError('invalid', unstorable);
  return new AppError('internal', 'The mistake is ours and was logged. Nothing was changed.');
}
