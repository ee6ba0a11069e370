import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import { createWebhookSender, type WebhookSender } from '../../server/platform/webhook-sender.ts';
import type { OrderEvent } from '../../shared/purchasing/supplier-event.schema.ts';
import type { NewWebhookSecret } from '../../shared/suppliers/supplier-webhook.schema.ts';
import type { Buyer } from './buyer.ts';
import { anOwner } from './principals.ts';
import type { TestApp } from './test-app.ts';

/** Of a program that is nowhere: worth nothing outside of these tests. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgadTzRWbPuVh0cYzs
opDC+kiUfp8es0dZ2bhUTU73gl2hRANCAAQRsty9yl/vXY1K8ZAjXCLnR2HfcT4n
0T6Uxuv5khbKlm9/UzKHW6LJccRLeS266hBS6Bxk7jG2lr4vyYNdq41D
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfDCCASKgAwIBAgIBATAKBggqhkjOPQQDAjAdMRswGQYDVQQDDBJvcmRlcnMu
ZXhhbXBsZS5jb20wIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMB0x
GzAZBgNVBAMMEm9yZGVycy5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqGSM49
AwEHA0IABBGy3L3KX+9djUrxkCNcIudHYd9xPifRPpTG6/mSFsqWb39TModboslx
xEt5LbrqEFLoHGTuMbaWvi/Jg12rjUOjUTBPMA8GA1UdEwEB/wQFMAMBAf8wHQYD
VR0RBBYwFIISb3JkZXJzLmV4YW1wbGUuY29tMB0GA1UdDgQWBBSWgMmOb7Xhmodm
vnIFUmeKG1WwZTAKBggqhkjOPQQDAgNIADBFAiEAnMjHVr8UBcINWshWwfIY97Qh
mOlOcu7IB+eMmLhiW3oCIByIfM+Sb5fKF5V0TwqnuMV3IsjgH1v2eIDrarPnLK+s
-----END CERTIFICATE-----`;
const HOST = 'orders.example.com';
const DEADLINE = { timeout: 15_000, interval: 25 };

/** What the program said, line by line. */
export interface Told {
  happened: string;
  id?: string;
  again?: boolean;
  as?: string;
  event?: OrderEvent;
  status?: number;
  answer?: { detail?: string; errors?: { pointer: string }[]; items?: OrderEvent[]; state?: string };
}

export interface ProgramSettings {
  larder: string;
  secrets: string[];
  now: string;
  confirms?: boolean;
}

const COMMANDS = ['said', 'unsaid', 'read', 'behaves', 'learnt'];

/** Reaches programs under their public name, and trusts their certificate. */
export function senderToPrograms(timeoutMs?: number): WebhookSender {
  const lookup: LookupFunction = (_host, { all }, done) =>
    all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
  return createWebhookSender({ lookup, ca: CERTIFICATE, ...(timeoutMs !== undefined && { timeoutMs }) });
}

/** A supplier's program in a process of its own, which ends with the test. */
export class ProgramPeer {
  readonly told: Told[] = [];
  readonly #child: ChildProcess;
  #port = 0;
  #errors = '';

  constructor(child: ChildProcess) {
    this.#child = child;
    createInterface({ input: child.stdout! }).on('line', (line) => this.told.push(JSON.parse(line) as Told));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
  }

  static async start(settings: ProgramSettings, port = 0): Promise<ProgramPeer> {
    const file = join(import.meta.dirname, 'supplier-program.ts');
    const given = JSON.stringify({ ...settings, key: KEY, cert: CERTIFICATE, port });
    const peer = new ProgramPeer(spawn(process.execPath, [file, given]));
    onTestFinished(() => peer.stop());
    const [{ port: listening }] = (await peer.heard('listening')) as unknown as [{ port: number }];
    peer.#port = listening;
    return peer;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `https://${HOST}:${this.#port}/larder`;
  }

  /** Everything of a kind, once it is so often. */
  async heard(happened: string, count = 1): Promise<Told[]> {
    const all = (): Told[] => this.told.filter((each) => each.happened === happened);
    await expect.poll(() => (this.#errors === '' ? all().length : this.#errors), DEADLINE).toBe(count);
    return all();
  }

  /** Events that it took, once there are so many. */
  async events(count: number): Promise<OrderEvent[]> {
    return (await this.heard('event', count)).map(({ event }) => event!);
  }

  /** Has it do something, and waits for what came of it. */
  async tell(command: object): Promise<Told> {
    const done = (): Told[] => this.told.filter(({ happened }) => COMMANDS.includes(happened));
    const before = done().length;
    this.#child.stdin!.write(`${JSON.stringify(command)}\n`);
    await expect.poll(() => done().length, DEADLINE).toBeGreaterThan(before);
    return done().at(-1)!;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'close');
  }
}

export interface Connected {
  program: ProgramPeer;
  secret: string;
}

/** Lets the supplier of a buyer be told by a program, which is started for it. */
export async function connectProgram(
  { app, supplier, clock }: Buyer,
  more: Pick<ProgramSettings, 'confirms'> = {},
  supplierId = supplier.id,
): Promise<Connected> {
  const { secret } = await makeSecret(app, supplierId);
  const larder = `${await app.url()}/api/v1/suppliers/${supplierId}`;
  const program = await ProgramPeer.start({
    ...{ larder, secrets: [secret], now: clock.now().toISOString(), ...more },
  });
  await app.expectOk('PUT', `/suppliers/${supplierId}/webhook`, { url: program.url });
  await app.expectOk('PATCH', `/suppliers/${supplierId}`, { channels: ['api', 'portal'] });
  return { program, secret };
}

/** Secrets are made by people only. */
export async function makeSecret(
  app: TestApp,
  supplierId: string,
  overlapHours?: number,
): Promise<NewWebhookSecret> {
  const { headers } = await anOwner(app);
  const path = `/suppliers/${supplierId}/webhook/secret`;
  const body = overlapHours === undefined ? {} : { overlapHours };
  const answer = await app.requestAs<NewWebhookSecret>(headers, 'POST', path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}
