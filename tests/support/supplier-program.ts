/**
 * An example of a supplier's program: it takes orders from Larder, keeps them, and answers. It needs nothing but Node, and may
 * be copied. Settings come as JSON in the first argument, commands as lines of JSON on standard input; what happens is told as
 * lines of JSON on standard output.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

interface Settings {
  /** This supplier at Larder: https://larder.example.com/api/v1/suppliers/0199… */
  larder: string;
  /** Shown once by Larder; two while one takes over from the other, the newest first. */
  secrets: string[];
  /** Of the https server. */
  key: string;
  cert: string;
  port?: number;
  /** A clock that stands, for rehearsals. */
  now?: string;
  /** Answers every new order at once. */
  confirms?: boolean;
}

interface Line {
  supplierSku: string;
  packs: number;
  wantedAt: string;
}

interface Order {
  order: string;
  version: number;
  lines: Line[];
}

interface Event {
  type: string;
  /** When it happened, in UTC. */
  timestamp: string;
  data: Order;
}

type Command =
  | { do: 'confirm' | 'confirm-short'; order: string }
  | { do: 'delay'; order: string; expectedAt: string; reason?: string }
  | { do: 'ship'; order: string; expectedAt: string }
  | { do: 'prices'; prices: object[] }
  /** Whatever message; with `id`, under that one. */
  | { do: 'say'; message: object; id?: string }
  | { do: 'read' }
  | { do: 'behave'; as: Behaviour }
  | { do: 'secrets'; secrets: string[] }
  | { do: 'time'; now: string };

/** To rehearse what may go wrong on this side. */
const ANSWERS = {
  work: { status: 204, headers: {} },
  fail: { status: 500, headers: {} },
  busy: { status: 429, headers: { 'retry-after': '3600' } },
  refuse: { status: 422, headers: {} },
  redirect: { status: 302, headers: { location: 'https://elsewhere.example.com/' } },
  gone: { status: 410, headers: {} },
  hang: null,
};
type Behaviour = keyof typeof ANSWERS;

const WINDOW_SECONDS = 5 * 60;
const MAX_BODY = 1_000_000;
const TRIES = 3;

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const orders = new Map<string, Event>();
const taken = new Set<string>();
let behaviour: Behaviour = 'work';

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

function seconds(): number {
  return Math.floor((settings.now === undefined ? Date.now() : Date.parse(settings.now)) / 1000);
}

/** The signature of Standard Webhooks: HMAC-SHA256 of id, timestamp and body, with the secret as bytes. */
function sign(secret: string, id: string, timestamp: string, body: string | Buffer): Buffer {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** Whether Larder signed these bytes, within the last minutes, with a secret that we know. */
function isFromLarder(headers: IncomingMessage['headers'], body: Buffer): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`] ?? ''),
  ) as [string, string, string];
  if (!(Math.abs(seconds() - Number(timestamp)) <= WINDOW_SECONDS)) return false;
  return signatures.split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return settings.secrets.some((secret) => {
      const right = sign(secret, id, timestamp, body);
      return given.length === right.length && timingSafeEqual(given, right);
    });
  });
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > MAX_BODY) return void response.writeHead(413).end();
  }
  const body = Buffer.concat(parts);
  if (!isFromLarder(request.headers, body)) {
    tell({ happened: 'forged' });
    return void response.writeHead(401).end('This is not signed by Larder.');
  }
  const answer = ANSWERS[behaviour];
  tell({ happened: 'asked', id: request.headers['webhook-id'], as: behaviour });
  if (answer === null) return;
  // Kept first, answered then: what was answered 2xx does not come again.
  if (answer.status === 204)
    keep(String(request.headers['webhook-id']), JSON.parse(body.toString()) as Event);
  response.writeHead(answer.status, answer.headers).end(answer.status === 204 ? '' : `we ${behaviour}`);
}

/** Larder may send a message more than once; its id says that it is the same. What is older never replaces what is newer. */
function keep(id: string, event: Event): void {
  const isKnown = taken.has(id);
  taken.add(id);
  tell({ happened: 'event', id, again: isKnown, event });
  if (isKnown || !event.type.startsWith('order.')) return;
  const known = orders.get(event.data.order);
  if (known && known.timestamp > event.timestamp) return;
  orders.set(event.data.order, event);
  if (settings.confirms && event.type === 'order.sent')
    void say({ type: 'order.acknowledged', order: event.data.order }).then(tell);
}

/** Says something to Larder. However often it is tried, it is one message: the id stays, the timestamp does not. */
async function say(message: object, id: string = randomUUID()): Promise<object> {
  for (let tries = 1; ; tries++) {
    const answer = await ask('POST', '/messages', id, JSON.stringify(message)).catch(String);
    if (typeof answer !== 'string' && answer.status < 500) return { happened: 'said', id, ...answer };
    if (tries === TRIES) return { happened: 'unsaid', id, answer };
    await delay(1_000 * tries);
  }
}

async function ask(
  method: string,
  path: string,
  id: string,
  body: string,
): Promise<{ status: number; answer: unknown }> {
  const timestamp = `${seconds()}`;
  const response = await fetch(`${settings.larder}${path}`, {
    method,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': settings.secrets
        .map((secret) => `v1,${sign(secret, id, timestamp, body).toString('base64')}`)
        .join(' '),
      ...(body !== '' && { 'content-type': 'application/json' }),
    },
    ...(body !== '' && { body }),
  });
  return { status: response.status, answer: await response.json() };
}

/** One case less of everything than was ordered. */
function shortOf(order: string): object[] {
  const lines = orders.get(order)?.data.lines ?? [];
  return lines.map(({ supplierSku, packs, wantedAt }) => ({
    ...{ supplierSku, packs: Math.max(0, packs - 1), expectedAt: wantedAt },
  }));
}

async function obey(command: Command): Promise<object> {
  switch (command.do) {
    case 'confirm':
      return say({ type: 'order.acknowledged', order: command.order });
    case 'confirm-short': {
      const { order } = command;
      return say({ type: 'order.acknowledged', order, lines: shortOf(order), note: 'One case less.' });
    }
    case 'delay': {
      const { do: _, ...delayed } = command;
      return say({ type: 'order.delayed', ...delayed });
    }
    case 'ship': {
      const { do: _, ...shipped } = command;
      return say({ type: 'order.shipped', ...shipped });
    }
    case 'prices':
      return say({ type: 'prices.changed', prices: command.prices });
    case 'say':
      return say(command.message, command.id);
    case 'read':
      return { happened: 'read', ...(await ask('GET', '/purchase-orders', randomUUID(), '')) };
    case 'behave':
      behaviour = command.as;
      return { happened: 'behaves', as: behaviour };
    case 'secrets':
      settings.secrets = command.secrets;
      return { happened: 'learnt' };
    case 'time':
      settings.now = command.now;
      return { happened: 'learnt' };
  }
}

const server = createServer({ key: settings.key, cert: settings.cert }, (request, response) => {
  take(request, response).catch((error: unknown) => tell({ happened: 'error', error: String(error) }));
});
server.listen(settings.port ?? 0, '127.0.0.1');
await once(server, 'listening');
tell({ happened: 'listening', port: (server.address() as AddressInfo).port });
for await (const line of createInterface({ input: process.stdin }))
  tell(await obey(JSON.parse(line) as Command));
server.closeAllConnections();
server.close();
