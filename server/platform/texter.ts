import type { SmsProvider } from './sms-url.ts';

export interface Text {
  /** With its country code: +43… */
  to: string;
  text: string;
  /** The same for every try at the same message. */
  id: string;
}

/** What an SMS service said instead of taking a message. */
export class TextRefused extends Error {
  /** `number`: it can never reach this number. `text`: it does not take this message. `later`: it may take it later. */
  readonly because: 'number' | 'text' | 'later';

  constructor(because: TextRefused['because'], words: string) {
    super(words);
    this.name = 'TextRefused';
    this.because = because;
  }
}

export interface Texter {
  /** Resolves when the service has taken the message. @throws TextRefused; Error when it cannot be reached */
  send(text: Text, signal?: AbortSignal): Promise<void>;
}

/** Twilio's codes for numbers that cannot be reached: invalid, not allowed, blocked, unsubscribed, no mobile. */
const UNREACHABLE = new Set([21211, 21214, 21217, 21408, 21610, 21612, 21614]);
const MAX_WORDS = 300;

/** Sends by HTTP; redirects are not followed, as they would carry the password elsewhere. */
export function createTexter(provider: SmsProvider): Texter {
  return {
    send: async (text, signal) => {
      const response = await fetch(provider.address, {
        method: 'POST',
        redirect: 'error',
        ...(signal && { signal }),
        ...requestOf(provider, text),
      });
      const answer = (await response.text()).slice(0, MAX_WORDS * 10);
      if (!response.ok) throw refusalOf(response.status, answer);
    },
  };
}

function requestOf(provider: SmsProvider, { to, text, id }: Text): Pick<RequestInit, 'headers' | 'body'> {
  if (provider.kind === 'twilio') {
    const { user, password, from } = provider;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return { headers: { authorization }, body: new URLSearchParams({ To: to, From: from, Body: text }) };
  }
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': id,
    ...(provider.bearer !== undefined && { authorization: `Bearer ${provider.bearer}` }),
  };
  return { headers, body: JSON.stringify({ to, text, id }) };
}

function refusalOf(status: number, answer: string): TextRefused {
  const { code, message } = codeAndMessage(answer);
  const words = `${status} ${message}`.trim();
  if (code !== undefined && UNREACHABLE.has(code)) return new TextRefused('number', words);
  const isOurs = status === 400 || status === 413 || status === 422;
  return new TextRefused(isOurs ? 'text' : 'later', words);
}

function codeAndMessage(answer: string): { code?: number; message: string } {
  try {
    const { code, message } = JSON.parse(answer) as { code?: unknown; message?: unknown };
    const words = typeof message === 'string' ? message : answer;
    return { ...(typeof code === 'number' && { code }), message: words.slice(0, MAX_WORDS) };
  } catch {
    return { message: answer.replace(/\s+/g, ' ').slice(0, MAX_WORDS) };
  }
}
