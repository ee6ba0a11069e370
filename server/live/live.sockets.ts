import type { Namespace, Server, Socket } from 'socket.io';
import type { TSchema, Static } from 'typebox';
import type { Problem } from '../../shared/errors.ts';
import { TOPICS } from '../../shared/live/change.ts';
import { PROTOCOL_VERSION } from '../../shared/live/protocol-version.ts';
import {
  CLOCK_INTERVAL_MS,
  LIVE_NAMESPACE,
  SubscribeInput,
  type ClientToServerEvents,
  type ServerToClientEvents,
  type SubscribeAnswer,
} from '../../shared/live/socket.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { asAppError, notFound, toProblem } from '../platform/errors.ts';
import { parse } from '../platform/validation.ts';
import type { ChangeFeed } from './change-feed.ts';
import { findHeads } from './change-stream.store.ts';
import { isLagging } from './laggard.ts';

const LAGGARD_CHECK_MS = 1_000;

export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents>;
export type LiveNamespace = Namespace<ClientToServerEvents, ServerToClientEvents>;
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

export interface LiveDeps {
  db: Database;
  clock: Clock;
  feed: ChangeFeed;
  build: string;
  onError: (error: unknown) => void;
  /** Adds what a feature lets screens do. */
  register: (socket: LiveSocket) => void;
}

/** Handles one socket event whose input has a schema; a mistake is acknowledged as a problem, never thrown. */
export function answering<S extends TSchema, A>(
  schema: S,
  handle: (input: Static<S>) => Promise<A>,
  onError: (error: unknown) => void,
): (input: unknown, done: unknown) => void {
  return (input, done) => {
    if (typeof done !== 'function') return;
    const reply = done as (answer: A | { error: Problem }) => void;
    Promise.resolve()
      .then(() => handle(parse(schema, input)))
      .then(reply, (error: unknown) => reply({ error: problemOf(error, onError) }));
  };
}

function problemOf(error: unknown, onError: (error: unknown) => void): Problem {
  const appError = asAppError(error);
  if (appError.code === 'internal') onError(error);
  return toProblem(appError);
}

export function attachLive(io: LiveServer, deps: LiveDeps): { namespace: LiveNamespace; stop: () => void } {
  const namespace: LiveNamespace = io.of(LIVE_NAMESPACE);
  namespace.on('connection', (socket) => {
    socket.on(
      'subscribe',
      answering(SubscribeInput, (input) => subscribe(socket, input, deps), deps.onError),
    );
    socket.on('disconnecting', () => leaveStores(socket, deps.feed));
    deps.register(socket);
  });
  const clock = setInterval(() => tellTime(namespace, deps), CLOCK_INTERVAL_MS);
  const laggards = setInterval(() => cutLaggards(namespace), LAGGARD_CHECK_MS);
  return {
    namespace,
    stop: () => {
      clearInterval(clock);
      clearInterval(laggards);
    },
  };
}

async function subscribe(
  socket: LiveSocket,
  input: SubscribeInput,
  { db, feed, build, onError }: LiveDeps,
): Promise<SubscribeAnswer> {
  const { storeId, since, epoch } = input;
  const [known] = await findHeads(db, [storeId]);
  if (!known) throw notFound(`Store ${storeId}`);
  leaveStores(socket, feed);
  const topics = TOPICS.filter((topic) => input.topics?.includes(topic) ?? true);
  return new Promise((resolve) => {
    feed.join(storeId, {
      id: socket.id,
      topics,
      since,
      epoch,
      isConnected: () => socket.connected,
      admit: (admission, room) => {
        resolve({ protocol: PROTOCOL_VERSION, build, ...admission });
        void socket.join(room);
      },
      refuse: (error) => resolve({ error: problemOf(error, onError) }),
    });
  });
}

/** A screen follows one store at a time. */
function leaveStores(socket: LiveSocket, feed: ChangeFeed): void {
  for (const { storeId, room } of feed.heads()) {
    if (!socket.rooms.has(room)) continue;
    void socket.leave(room);
    feed.leave(storeId, socket.id);
  }
}

function tellTime(namespace: LiveNamespace, { clock, feed }: LiveDeps): void {
  const now = clock.now().toISOString();
  for (const { room, seq } of feed.heads()) namespace.to(room).emit('clock', { now, seq, rate: clock.rate });
}

/** A client that stopped reading is cut, so that what waits for it does not fill the memory. It catches up when it is back. */
function cutLaggards(namespace: LiveNamespace): void {
  for (const socket of namespace.sockets.values()) if (isLagging(socket.conn)) socket.disconnect(true);
}
