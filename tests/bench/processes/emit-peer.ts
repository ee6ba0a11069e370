import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { Change } from '../../../shared/live/change.ts';
import {
  LIVE_NAMESPACE,
  type ClientToServerEvents,
  type Frame,
  type ServerToClientEvents,
} from '../../../shared/live/socket.ts';
import { answer } from '../child.ts';
import { now } from '../monotonic.ts';

const http = createServer();
const io = new Server<ClientToServerEvents, ServerToClientEvents>(http, {
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
});
const namespace = io.of(LIVE_NAMESPACE);
const ROOM = 'all';

async function start(port: number): Promise<string> {
  namespace.on('connection', (socket) => {
    socket.on('subscribe', (_input, done) => {
      void socket.join(ROOM);
      done({ epoch: 'peer', protocol: 1, build: '', mode: 'snapshot', seq: 0, state: {} });
    });
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

export interface Replay {
  storeId: string;
  /** Frames are numbered from here. */
  from: number;
  /** When to send each change, from the start, in milliseconds. */
  offsets: readonly number[];
  changes: readonly Change[];
}

/** Emits one frame per change on the given schedule; answers with when it did. */
async function replay({ storeId, from, offsets, changes }: Replay): Promise<number[]> {
  const startedAt = now();
  const sentAt: number[] = [];
  for (const [index, offset] of offsets.entries()) {
    const wait = startedAt + offset - now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const seq = from + index;
    const change = changes[index % changes.length]!;
    const frame: Frame = { storeId, from: seq, to: seq, sentAt: new Date().toISOString(), changes: [change] };
    sentAt.push(now());
    namespace.to(ROOM).emit('frame', frame);
  }
  return sentAt;
}

const verbs = { start, replay };

export type EmitPeerVerbs = typeof verbs;
answer(verbs);
