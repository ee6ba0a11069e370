import { Agent, request } from 'node:http';
import { AUTHORIZATION } from '../support/test-key.ts';

/** @throws Error unless the answer is a success */
export async function postJson(url: string, body: object): Promise<void> {
  const headers = { ...AUTHORIZATION, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
}

/** Sends bodies that are ready to be sent, over connections that stay open, so that the sender costs next to nothing. */
export class Till {
  readonly #url: string;
  readonly #agent: Agent;

  constructor(serverUrl: string, storeId: string, connections: number) {
    this.#url = `${serverUrl}/api/v1/stores/${storeId}/sales`;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @throws Error unless every sale of the body is accepted */
  async post(body: string): Promise<void> {
    const { status, text } = await this.#send(body);
    if (status !== 200 || /"(rejected|duplicate)"/.test(text))
      throw new Error(`sales answered ${status}: ${text.slice(0, 300)}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(body: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const headers = {
        ...AUTHORIZATION,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      };
      const call = request(this.#url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() }),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  }
}
