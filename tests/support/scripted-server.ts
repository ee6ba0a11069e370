import type { Fetch } from '../../client/identity/api.ts';

export interface Asked {
  path: string;
  method: string;
  headers: Record<string, string>;
  body: unknown;
  credentials: string | undefined;
}

export interface Reply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the wire looks like to a page, written by hand: answers each request with what `reply` says, or not at all. */
export class ScriptedServer {
  readonly asked: Asked[] = [];
  reply: (asked: Asked) => Reply | 'away';

  constructor(reply: (asked: Asked) => Reply | 'away') {
    this.reply = reply;
  }

  readonly fetch: Fetch = async (path, init) => {
    const { method = 'GET', body, credentials } = init;
    const headers = Object.fromEntries(new Headers(init.headers));
    const sent: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
    const asked = { path, method, headers, body: sent, credentials };
    this.asked.push(asked);
    const reply = this.reply(asked);
    if (reply === 'away') throw new TypeError('Failed to fetch');
    return responseOf(reply);
  };

  count(path: string): number {
    return this.asked.filter((it) => it.path === path).length;
  }
}

function responseOf({ status = 200, body, headers = {} }: Reply): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': type, ...headers },
  });
}

/** A problem document, as the server answers it. */
export function refusal(
  status: number,
  code: string,
  detail = 'No.',
  headers: Record<string, string> = {},
): Reply {
  return { status, body: { type: 'about:blank', title: 'Refused', status, code, detail }, headers };
}
