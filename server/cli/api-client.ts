import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../../shared/errors.ts';
import { CommandError, reasonOf } from './command-error.ts';

/** A refusal that asking again would not change. */
export class ApiRefusal extends CommandError {
  readonly problem: Problem;

  constructor(problem: Problem, request: string) {
    const mistakes = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ');
    super(`${request} was refused: ${problem.detail ?? problem.title}${mistakes && ` (${mistakes})`}`);
    this.problem = problem;
  }
}

/** No answer, or one that says to come back. */
class NoAnswer extends Error {
  readonly waitMs: number | undefined;

  constructor(reason: string, waitMs?: number) {
    super(reason);
    this.waitMs = waitMs;
  }
}

export interface ApiClientOptions {
  url: string;
  /** An API key. */
  key: string | undefined;
  signal: AbortSignal;
  /** Told of each wait before another try. */
  onWait?: (reason: string) => void;
}

interface Sent {
  body?: string | FormData;
  headers?: Record<string, string>;
}

const TRY_AGAIN = [429, 502, 503, 504];
const ANSWER_WITHIN_MS = 60_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;
/** A server that has answered before is given the time to come back; one that never did is probably not there. */
const PATIENCE_MS = 120_000;
const FIRST_PATIENCE_MS = 2_000;

/** The public HTTP API, over whatever the network and the server do. */
export class ApiClient {
  readonly #options: ApiClientOptions;
  #hasAnswered = false;

  constructor(options: ApiClientOptions) {
    this.#options = options;
  }

  get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path);
  }

  /** One try. Whoever posts has to be sure that a second one does no harm, and let {@link persist} make it. */
  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const isForm = body instanceof FormData;
    return this.#send<T>('POST', path, {
      body: isForm ? body : JSON.stringify(body),
      headers: { ...(isForm ? {} : { 'content-type': 'application/json' }), ...headers },
    });
  }

  /** Does `work` again and again while the server is away, ever more slowly. @throws CommandError when it stays away */
  async persist<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        return await work();
      } catch (error) {
        this.#options.signal.throwIfAborted();
        if (!(error instanceof NoAnswer)) throw error;
        const patience = this.#hasAnswered ? PATIENCE_MS : FIRST_PATIENCE_MS;
        if (performance.now() - startedAt > patience) throw this.#givingUp(error);
        this.#options.onWait?.(error.message);
        await delay(error.waitMs ?? wait, undefined, { signal: this.#options.signal });
      }
    }
  }

  #givingUp(error: Error): CommandError {
    const { url } = this.#options;
    const advice = this.#hasAnswered
      ? 'Start the server and run this again; it goes on where it was.'
      : 'Start it with npm start, or name another one with --url.';
    return new CommandError(`No Larder answers at ${url}: ${error.message}. ${advice}`);
  }

  async #send<T>(method: string, path: string, init: Sent = {}): Promise<T> {
    const { url, key, signal } = this.#options;
    const headers = { ...init.headers, ...(key && { authorization: `Bearer ${key}` }) };
    const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
    const { response, text } = await fetch(`${url}/api/v1${path}`, {
      method,
      signal: within,
      ...init,
      headers,
    })
      .then(async (response) => ({ response, text: await response.text() }))
      .catch((error: unknown) => {
        throw new NoAnswer(reasonOf(error));
      });
    const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
    if (TRY_AGAIN.includes(response.status))
      throw new NoAnswer(
        `it answers ${response.status}`,
        Number.isNaN(retryAfter) ? undefined : retryAfter * 1000,
      );
    this.#hasAnswered = true;
    const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
    if (!isJson)
      throw new CommandError(
        `${url} is not a Larder: ${method} ${path} is answered with ${response.status}.`,
      );
    if (!response.ok) throw new ApiRefusal(JSON.parse(text) as Problem, `${method} ${path}`);
    return JSON.parse(text) as T;
  }
}
