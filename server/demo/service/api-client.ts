import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../../../shared/errors.ts';

const TRIES = 4;
const FIRST_PAUSE_MS = 250;

interface Sent {
  body?: string;
  headers?: Record<string, string>;
}

/** What the server does not accept, in its own words. */
export class ApiRefusal extends Error {
  readonly status: number | undefined;

  constructor(request: string, { status, title, detail }: Partial<Problem>) {
    super(`${request} was refused: ${status} ${detail ?? title ?? ''}`);
    this.name = 'ApiRefusal';
    this.status = status;
  }
}

/** The public API as a till or a scale would use it: the same request again, under the same key, until it is answered. */
export class ApiClient {
  readonly #base: string;
  readonly #authorization: string;
  readonly #signal: AbortSignal;

  constructor(url: string, key: string, signal: AbortSignal) {
    this.#authorization = `Bearer ${key}`;
    this.#base = `${url}/api/v1`;
    this.#signal = signal;
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
    return this.#ask<T>('GET', path, { headers });
  }

  /** JSON as it is, as who signs its bytes needs it. @throws ApiRefusal */
  post<T>(path: string, body: string, headers: Record<string, string>): Promise<T> {
    return this.#ask<T>('POST', path, { body, headers: { 'content-type': 'application/json', ...headers } });
  }

  /** @throws ApiRefusal */
  send<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: object): Promise<T> {
    return this.#ask<T>(method, path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    });
  }

  async #ask<T>(method: string, path: string, { headers = {}, ...init }: Sent = {}): Promise<T> {
    const all = { authorization: this.#authorization, ...headers };
    for (let tries = 1; ; tries++) {
      try {
        const response = await fetch(this.#base + path, {
          method,
          headers: all,
          ...init,
          signal: this.#signal,
        });
        if (response.ok) return (await response.json()) as T;
        if (response.status < 500 || tries === TRIES) throw await refusalOf(`${method} ${path}`, response);
      } catch (error) {
        if (error instanceof ApiRefusal || this.#signal.aborted || tries === TRIES) throw error;
      }
      await delay(FIRST_PAUSE_MS * 2 ** tries, undefined, { signal: this.#signal });
    }
  }
}

async function refusalOf(request: string, response: Response): Promise<ApiRefusal> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new ApiRefusal(request, { status: response.status, ...problem });
}
