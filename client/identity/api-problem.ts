import type { ErrorCode, FieldError, Problem } from '../../shared/errors.ts';
import { catalogue } from '../ui/language.ts';

const words = catalogue(
  {
    unreachable: 'The server does not answer. Check the connection, then try again.',
    calledOff: 'Nothing was changed.',
    bug: 'Something went wrong on this page. Reload it and try again.',
    answered: (status: number) => `The server answered ${status}. Try again in a moment.`,
  },
  {
    unreachable: 'Der Server antwortet nicht. Verbindung prüfen, dann noch einmal versuchen.',
    calledOff: 'Es wurde nichts geändert.',
    bug: 'Auf dieser Seite ist etwas schiefgegangen. Neu laden und noch einmal versuchen.',
    answered: (status) => `Der Server hat mit ${status} geantwortet. Gleich noch einmal versuchen.`,
  },
);

/** What the server says, and what a browser finds out by itself: nobody answers, or the reader thought better of it. */
export type ProblemCode = ErrorCode | 'unreachable' | 'called-off';

/** A request that did not do what was asked of it, in words for whoever asked. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
  /** Names the request in the server's log. */
  readonly requestId: string | null;

  constructor(
    code: ProblemCode,
    detail: string,
    {
      fields = [],
      retryAfterSeconds = null,
      requestId = null,
    }: Partial<Pick<ApiProblem, 'fields' | 'retryAfterSeconds' | 'requestId'>> = {},
  ) {
    super(detail);
    this.name = 'ApiProblem';
    this.code = code;
    this.fields = fields;
    this.retryAfterSeconds = retryAfterSeconds;
    this.requestId = requestId;
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem('unreachable', words.unreachable);
}

export function calledOff(): ApiProblem {
  return new ApiProblem('called-off', words.calledOff);
}

/** Whatever was thrown, as a problem; a bug of ours is told apart from the server's answers only in the console. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  console.error(error);
  return new ApiProblem('internal', words.bug);
}

/** The problem in an answer that is not a success; proxies on the way answer with pages of their own. */
export async function problemIn(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const retryAfterSeconds = Number(response.headers.get('retry-after')) || null;
  const problem = await readProblem(response);
  if (!problem) return new ApiProblem('unavailable', words.answered(status));
  return new ApiProblem(problem.code as ErrorCode, problem.detail ?? problem.title, {
    fields: problem.errors ?? [],
    retryAfterSeconds,
    requestId: problem.requestId ?? null,
  });
}

async function readProblem(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('application/problem+json')) return null;
  return response.json().then(
    (body) => body as Problem,
    () => null,
  );
}

/** "too short" as a sentence of its own: the details of fields go on where the field's name left off. */
export function sentence(detail: string): string {
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
