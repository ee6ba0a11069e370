import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Change } from '../../../shared/live/change.ts';
import { answer } from '../child.ts';
import { now } from '../monotonic.ts';

/** So much may wait for one socket before the next message: enough to keep it busy, too little to fill the memory. */
const MAX_WAITING_BYTES = 64 * 1024;

let server: WebSocketServer;
let seq = 0;

async function start(port: number): Promise<string> {
  server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends one message per change to every socket, as fast as they are taken. Answers with the last change's number. */
async function flood({ changes, ms }: { changes: readonly Change[]; ms: number }): Promise<number> {
  const sockets = [...server.clients];
  for (const startedAt = now(); now() - startedAt < ms;) {
    seq += 1;
    const message = Buffer.from(JSON.stringify({ ...changes[seq % changes.length]!, seq }));
    for (const socket of sockets) socket.send(message, { binary: false });
    await drained(sockets);
  }
  return seq;
}

async function drained(sockets: readonly WebSocket[]): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (sockets.some(({ bufferedAmount }) => bufferedAmount > MAX_WAITING_BYTES));
}

const verbs = { start, flood };

export type FloodPeerVerbs = typeof verbs;
answer(verbs);
