import { io, type Socket } from 'socket.io-client';
import type { Change } from '../../../shared/live/change.ts';
import {
  LIVE_NAMESPACE,
  type ClientToServerEvents,
  type Frame,
  type ServerToClientEvents,
  type SubscribeAnswer,
} from '../../../shared/live/socket.ts';
import { TEST_KEY } from '../../support/test-key.ts';
import { answer } from '../child.ts';
import { now } from '../monotonic.ts';
import { Progress, type ScreensStart } from '../progress.ts';

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const progress = new Progress();
/** What the first screen was sent, for the peer to send the same. */
let captured: Change[] = [];
/** Of each change number, when the last screen so far had it. */
let arrivals = new Map<number, number>();
let noteArrivals = false;
let sockets: LiveSocket[] = [];

async function connect({
  url,
  storeId,
  count,
  arrivals,
}: ScreensStart & { arrivals: boolean }): Promise<void> {
  noteArrivals = arrivals;
  for (let first = 0; first < count; first += 50) {
    const group = Array.from({ length: Math.min(50, count - first) }, (_, index) =>
      open(url, storeId, first + index),
    );
    await Promise.all(group);
  }
}

function open(url: string, storeId: string, screen: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket: LiveSocket = io(url + LIVE_NAMESPACE, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token: TEST_KEY },
    reconnectionDelay: 100,
  });
  sockets.push(socket);
  let epoch: string | undefined;
  socket.on('connect', () => {
    const since = progress.head(screen);
    const ask = {
      storeId,
      topics: ['stock', 'notice'] as ('stock' | 'notice')[],
      ...(since >= 0 && { since }),
      ...(epoch && { epoch }),
    };
    socket.emit('subscribe', ask, (reply: SubscribeAnswer) => {
      if ('error' in reply) return reject(new Error(reply.error.detail));
      epoch = reply.epoch;
      if (reply.mode === 'resume') progress.advance(screen, reply.from, reply.to);
      else progress.jump(screen, reply.seq);
      resolve();
    });
  });
  socket.on('disconnect', () => progress.cut());
  socket.on('connect_error', reject);
  socket.on('frame', (frame) => receive(screen, frame));
  return promise;
}

function receive(screen: number, { from, to, changes }: Frame): void {
  if (noteArrivals) for (let seq = from, at = now(); seq <= to; seq++) arrivals.set(seq, at);
  if (screen === 0) captured.push(...changes);
  progress.advance(screen, from, to);
}

const verbs = {
  connect,
  report: () => progress.report(),
  /** Waits until every screen has the stream up to `seq`. */
  reach: (seq: number) => progress.reach(seq),
  takeArrivals: (): Map<number, number> => {
    const taken = arrivals;
    arrivals = new Map();
    return taken;
  },
  takeChanges: (): Change[] => captured.splice(0),
  close: () => {
    for (const socket of sockets) socket.disconnect();
    sockets = [];
    captured = [];
  },
};

export type LiveScreensVerbs = typeof verbs;
answer(verbs);
