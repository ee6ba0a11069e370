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
  type ClockMessage,
  type ServerToClientEvents,
  type SubscribeAnswer,
} from '../../shared/live/socket.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { AppError, asAppError, notFound, toProblem } from '../platform/errors.ts';
import { parse } from '../platform/validation.ts';
import type { ChangeFeed } from './change-feed.ts';
import { findHeads } from './change-stream.store.ts';
import { cutOff, LaggardWatch } from './laggard.ts';

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
  /** Whether whoever is behind a socket may see this store. */
  mayFollow: (socket: LiveSocket, storeId: string) => boolean;
  /** Adds what a feature lets screens do. */
  register: (socket: LiveSocket) => void;
}

/** Handles one socket event whose input has a schema; a mistake is acknowledged as a problem, never thrown. */
export function answering<S extends TSchema, A>(
  schema: S,
  handle: (input: Static<S>) => Promise<A>,
  onError: (error: unknown) => void,
): (...sent: unknown[]) => void {
  return (...sent) => {
    const done = sent.pop();
    if (typeof done !== 'function') return;
    const [input] = sent;
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

export interface AttachedLive {
  namespace: LiveNamespace;
  /** Tells every screen the time before it is due, because the clock leapt or changed its rate. */
  tellTime: () => void;
  stop: () => void;
}

export function attachLive(io: LiveServer, deps: LiveDeps): AttachedLive {
  const namespace: LiveNamespace = io.of(LIVE_NAMESPACE);
  namespace.on('connection', (socket) => {
    const inTurn = oneByOne();
    socket.on(
      'subscribe',
      // A screen that asks again before it was answered would otherwise be let in twice.
      answering(SubscribeInput, (input) => inTurn(() => subscribe(socket, input, deps)), deps.onError),
    );
    socket.on('disconnecting', () => leaveStores(socket, deps.feed));
    deps.register(socket);
  });
  const tellTime = (): void => tellTimeTo(namespace, deps);
  const clock = setInterval(tellTime, CLOCK_INTERVAL_MS);
  const watch = new LaggardWatch();
  const laggards = setInterval(() => cutLaggards(namespace, watch), LAGGARD_CHECK_MS);
  return {
    namespace,
    tellTime,
    stop: () => {
      clearInterval(clock);
      clearInterval(laggards);
    },
  };
}

function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

async function subscribe(
  socket: LiveSocket,
  input: SubscribeInput,
  { db, clock, feed, build, mayFollow, onError }: LiveDeps,
): Promise<SubscribeAnswer> {
  const { storeId, since, epoch } = input;
  if (!mayFollow(socket, storeId)) throw new AppError('forbidden', 'This screen may not see that store.');
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
        // First the time: what is in the answer has an age.
        socket.emit('clock', timeOf(clock, admission.mode === 'resume' ? admission.to : admission.seq));
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

function tellTimeTo(namespace: LiveNamespace, { clock, feed }: LiveDeps): void {
  for (const { room, seq } of feed.heads()) namespace.to(room).emit('clock', timeOf(clock, seq));
}

function timeOf(clock: Clock, seq: number): ClockMessage {
  return { now: clock.now().toISOString(), seq, rate: clock.rate };
}

/** A client that stopped reading is cut, so that what waits for it does not fill the memory. It catches up when it is back. */
function cutLaggards(namespace: LiveNamespace, watch: LaggardWatch): void {
  for (const socket of namespace.sockets.values())
    if (watch.isLagging(socket.conn)) cutOff(socket.conn as object);
}
