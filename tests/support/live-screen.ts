import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { applyChanges, applySnapshot, emptyTables, type Tables } from '../../client/live/apply-frame.ts';
import { TOPICS } from '../../shared/live/change.ts';
import {
  LIVE_NAMESPACE,
  type ClientToServerEvents,
  type Frame,
  type ServerToClientEvents,
  type SubscribeAnswer,
  type SubscribeInput,
} from '../../shared/live/socket.ts';
import { TEST_KEY } from './test-key.ts';

export type ScreenSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const DEADLINE_MS = 10_000;

/** A socket as it takes anything, which tests of bad input need. */
interface Emitter {
  emitWithAck<T>(event: string, ...input: unknown[]): Promise<T>;
}

/** A real socket that follows a store as a screen does, and keeps what it was sent. */
export class LiveScreen {
  readonly socket: ScreenSocket;
  readonly frames: Frame[] = [];
  readonly tables = emptyTables();
  /** What it was told to speak, the last last. */
  readonly languages: (string | null)[] = [];
  /** The last change it knows. */
  seq = 0;
  epoch = '';
  readonly #waiting = new Set<() => void>();

  constructor(socket: ScreenSocket) {
    this.socket = socket;
    socket.on('frame', (frame) => this.#take(frame));
    socket.on('language', ({ language }) => {
      this.languages.push(language);
      this.#look();
    });
  }

  /** Sends an event, whatever its input, and returns what it is acknowledged with. */
  async ask<T = unknown>(event: keyof ClientToServerEvents, ...input: unknown[]): Promise<T> {
    const socket = this.socket.timeout(DEADLINE_MS) as unknown as Emitter;
    return socket.emitWithAck<T>(event, ...input);
  }

  subscribe(input: SubscribeInput): Promise<SubscribeAnswer> {
    return new Promise((resolve, reject) => {
      this.socket.timeout(DEADLINE_MS).emit('subscribe', input, (error, answer) => {
        if (error) return reject(error);
        // At once: the first frame may have come in the same packet.
        this.#enter(answer);
        resolve(answer);
      });
    });
  }

  #enter(answer: SubscribeAnswer): void {
    if ('error' in answer) return;
    if (answer.mode === 'snapshot') applySnapshot(this.tables, answer.state);
    else applyChanges(this.tables, answer.changes);
    this.seq = answer.mode === 'snapshot' ? answer.seq : answer.to;
    this.epoch = answer.epoch;
  }

  /** Resolves when the screen knows the stream up to `seq`. */
  reach(seq: number): Promise<void> {
    return this.until(() => this.seq >= seq, `change ${seq}`);
  }

  /** Resolves when what was received makes `condition` true. */
  until(condition: () => boolean, what = condition.toString()): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`waited in vain for ${what}; at change ${this.seq}`)),
        DEADLINE_MS,
      );
      const check = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** What the screen shows, without the numbers and times that tell how it came to know. */
  board(): Record<keyof Tables, object[]> {
    const rowsOf = (table: ReadonlyMap<string, { id: string }>): object[] =>
      [...table.keys()].sort().map((id) => ({ ...table.get(id), seq: undefined, at: undefined }));
    const boards = TOPICS.map((topic) => [topic, rowsOf(this.tables[topic])]);
    return Object.fromEntries(boards) as Record<keyof Tables, object[]>;
  }

  close(): void {
    this.socket.disconnect();
  }

  #take(frame: Frame): void {
    this.frames.push(frame);
    applyChanges(this.tables, frame.changes);
    this.seq = frame.to;
    this.#look();
  }

  #look(): void {
    for (const check of [...this.#waiting]) check();
  }
}

/** Connects a screen; it is closed after the test. */
export async function openScreen(url: string, token = TEST_KEY): Promise<LiveScreen> {
  const socket: ScreenSocket = io(url + LIVE_NAMESPACE, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
  });
  onTestFinished(() => void socket.disconnect());
  // Before it connects: what the server says at once would be missed.
  const screen = new LiveScreen(socket);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return screen;
}

/** A screen that follows a store from its snapshot on. */
export async function followStore(url: string, storeId: string, token = TEST_KEY): Promise<LiveScreen> {
  const screen = await openScreen(url, token);
  await screen.subscribe({ storeId });
  return screen;
}
