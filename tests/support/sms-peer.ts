import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { readSmsUrl } from '../../server/platform/sms-url.ts';
import { createTexter, type Texter } from '../../server/platform/texter.ts';

const ACCOUNT = 'AC0123';
const TOKEN = 'secret/token';
export const SENDER = '+4312345';

export interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** An SMS service on this machine: shaped like Twilio's, or one that takes JSON. */
export class SmsPeer {
  readonly asked: Asked[] = [];
  /** What is answered next. */
  reply: { status: number; body: object } = { status: 201, body: { sid: 'SM1', status: 'queued' } };
  #port = 0;

  static async start(): Promise<SmsPeer> {
    const peer = new SmsPeer();
    const server = createServer((request, response) => void peer.#take(request, response)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    peer.#port = (server.address() as AddressInfo).port;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return peer;
  }

  get twilio(): Texter {
    const from = encodeURIComponent(SENDER);
    return texterAt(
      `twilio+http://${ACCOUNT}:${encodeURIComponent(TOKEN)}@127.0.0.1:${this.#port}?from=${from}`,
    );
  }

  get json(): Texter {
    return texterAt(`http://${encodeURIComponent(TOKEN)}@127.0.0.1:${this.#port}/send`);
  }

  /** What Twilio is told, as a form. */
  get forms(): Record<string, string>[] {
    return this.asked.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part as string;
    const { url: path = '', headers } = request;
    const isTwilio = path === `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
    const basic = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
    const isKnown = headers.authorization === (isTwilio ? basic : `Bearer ${TOKEN}`);
    this.asked.push({ path, headers, body });
    const { status, body: answer } = isKnown
      ? this.reply
      : { status: 401, body: { code: 20003, message: 'Authenticate' } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}

function texterAt(url: string): Texter {
  return createTexter(readSmsUrl(url)!);
}
