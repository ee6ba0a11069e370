import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';

/** How addresses that somebody else named are reached. */
export interface PublicPostOptions {
  /** How names are resolved; see `publicLookup`. */
  lookup: LookupFunction;
  /** A certificate authority to trust besides those that everybody trusts. */
  ca?: string | undefined;
}

export interface Posted {
  headers: Record<string, string>;
  body: Buffer | string;
  signal?: AbortSignal | undefined;
}

export interface PostAnswer {
  status: number;
  /** The beginning of the answer's body. */
  words: string;
  /** The header of this name, as it is. */
  retryAfter?: string | undefined;
}

const MAX_ANSWER = 2_000;

/** Posts over https; redirects are not followed, and of the answer only the beginning is read. @throws Error when there is none */
export function postPublicly(
  url: URL,
  { headers, body, signal }: Posted,
  { lookup, ca }: PublicPostOptions,
): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      ...{ method: 'POST', headers, lookup },
      ...(ca !== undefined && { ca }),
      ...(signal && { signal }),
    };
    const sent = request(url, options, (answer) => readBeginning(answer, resolve, reject));
    sent.on('error', reject);
    sent.end(body);
  });
}

function readBeginning(
  answer: IncomingMessage,
  resolve: (answer: PostAnswer) => void,
  reject: (error: Error) => void,
): void {
  const { statusCode: status = 0, headers } = answer;
  let words = '';
  const finish = (): void =>
    resolve({ status, words: words.slice(0, MAX_ANSWER), retryAfter: headers['retry-after'] });
  answer.setEncoding('utf8');
  answer.on('data', (part: string) => {
    words += part;
    if (words.length <= MAX_ANSWER) return;
    finish();
    answer.destroy();
  });
  answer.on('end', finish);
  answer.on('error', reject);
}
