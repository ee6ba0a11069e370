import { SERVER_TIME } from '../../shared/live/timing.ts';
import { setClock } from '../ui/clock.svelte.ts';
import { calledOff, problemIn, unreachable, type ApiProblem } from './api-problem.ts';

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** Whatever else is said of the request: an Idempotency-Key. */
  headers?: Record<string, string> | undefined;
  fetch?: Fetch;
  /** Told of the answer before its body is read. */
  answered?: (response: Response) => void;
}

/** One request, answered with its body. `body` goes out as JSON, a form as it is. @throws ApiProblem */
export async function callApi<T>(
  method: Method,
  path: string,
  body?: unknown,
  { signal, headers, fetch: send = (url, init) => fetch(url, init), answered }: CallOptions = {},
): Promise<T> {
  const init: RequestInit = {
    method,
    headers: { accept: 'application/json', ...headers },
    signal: signal ?? null,
  };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.headers = { ...init.headers, 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  const response = await send(`/api/v1${path}`, init).catch((): never => {
    throw signal?.aborted ? calledOff() : unreachable();
  });
  answered?.(response);
  if (!response.ok) throw await problemIn(response);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export interface ApiEdges {
  /** The session is over: somebody has to sign in again. */
  signedOut: () => void;
  /** Asks for the password once more; false when the reader would rather not. */
  confirm: () => Promise<boolean>;
  fetch?: Fetch;
}

const PAGE = 1000;

function ifMatch(version: string | number | undefined): Pick<CallOptions, 'headers'> {
  return version === undefined ? {} : { headers: { 'if-match': `"${version}"` } };
}

/** The server as somebody who is signed in talks to it. Every verb throws an {@link ApiProblem}. */
export class Api {
  readonly #edges: ApiEdges;

  constructor(edges: ApiEdges) {
    this.#edges = edges;
  }

  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.#call<T>('GET', path, undefined, { signal });
  }

  post<T = void>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    return this.#call<T>('POST', path, body, { signal });
  }

  /** With the same key and body it has one effect, however often it is tried. */
  postOnce<T = void>(path: string, body: unknown, key: string): Promise<T> {
    return this.#call<T>('POST', path, body, { headers: { 'idempotency-key': key } });
  }

  /** `version`: only if it is what is there still. */
  put<T>(path: string, body: unknown, version?: string | number): Promise<T> {
    return this.#call<T>('PUT', path, body, ifMatch(version));
  }

  /** As {@link put}. */
  patch<T>(path: string, body: unknown, version?: string | number): Promise<T> {
    return this.#call<T>('PATCH', path, body, ifMatch(version));
  }

  delete<T = void>(path: string): Promise<T> {
    return this.#call<T>('DELETE', path);
  }

  /** Everything of a list that comes in pages; `path` may ask for some of it. */
  async all<T>(path: string, signal?: AbortSignal): Promise<T[]> {
    const found: T[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: T[]; nextCursor?: string | null } = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        signal,
      );
      found.push(...page.items);
      cursor = page.nextCursor ?? null;
    }
    return found;
  }

  async #call<T>(
    method: Method,
    path: string,
    body?: unknown,
    options: Pick<CallOptions, 'signal' | 'headers'> = {},
  ): Promise<T> {
    const call = (): Promise<T> =>
      callApi<T>(method, path, body, {
        ...options,
        ...(this.#edges.fetch && { fetch: this.#edges.fetch }),
        answered: ({ headers }) => setClock(headers.get(SERVER_TIME)),
      });
    try {
      return await call();
    } catch (error) {
      const { code } = error as ApiProblem;
      if (code === 'unauthenticated') this.#edges.signedOut();
      if (code !== 'confirmation-required') throw error;
    }
    if (!(await this.#edges.confirm())) throw calledOff();
    return call();
  }
}
