import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { ScreenCommand } from '../../shared/identity/device.schema.ts';
import type { Store } from '../../shared/identity/store.schema.ts';
import { TOPICS, type Change, type Snapshot } from '../../shared/live/change.ts';
import { PROTOCOL_VERSION } from '../../shared/live/protocol-version.ts';
import type {
  ClientToServerEvents,
  ServerToClientEvents,
  SubscribeAnswer,
  SubscribeInput,
} from '../../shared/live/socket.ts';
import { CLOCK_INTERVAL_MS, LIVE_NAMESPACE } from '../../shared/live/timing.ts';

const COMMANDS = [
  'availability.set',
  'movement.record',
  'receipt.record',
  'delivery.receive',
  'delivery.undo',
] as const;

type CommandName = Exclude<keyof ClientToServerEvents, 'subscribe'>;
type FakeSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** A change without its place in the stream. */
export type Told = Change extends infer C
  ? C extends Change
    ? Omit<C, 'seq' | 'at'> & { at?: string }
    : never
  : never;

export interface FakeLiveOptions {
  store: Store;
  stores?: Store[];
  told?: Told[];
  port?: number;
  rate?: number;
  now?: () => number;
  clockEveryMs?: number;
  /** Serves what is neither the API nor the socket. */
  pages?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Commands are answered with this; without it they wait for ever. */
type Answer = (event: CommandName, payload: { idempotencyKey: string }) => unknown;

/** The live protocol over a real socket, with a stream that a test writes by hand. */
export class FakeLiveServer {
  epoch = 'first';
  build = 'build-1';
  protocol: number = PROTOCOL_VERSION;
  /** The oldest change that is still kept, for resuming. */
  keptFrom = 1;
  refuse: string | null = null;
  /** Neither answers nor tells the time: a connection that is there and dead. */
  mute = false;
  answer: Answer | null = null;
  readonly subscriptions: SubscribeInput[] = [];
  /** What each try to connect said about itself. */
  readonly handshakes: Record<string, unknown>[] = [];
  readonly commands: { event: CommandName; payload: { idempotencyKey: string } }[] = [];
  readonly #options: FakeLiveOptions;
  readonly #http: HttpServer;
  readonly #io: Server<ClientToServerEvents, ServerToClientEvents>;
  readonly #clock: NodeJS.Timeout;
  #stream: Change[] = [];

  constructor(options: FakeLiveOptions) {
    this.#options = options;
    this.#http = createServer((request, response) => this.#serve(request, response));
    this.#io = new Server(this.#http, { transports: ['websocket'], serveClient: false });
    const namespace = this.#io.of(LIVE_NAMESPACE);
    namespace.use((socket, next) => {
      this.handshakes.push(socket.handshake.auth);
      next(this.refuse === null ? undefined : refusal(this.refuse));
    });
    namespace.on('connection', (socket) => this.#accept(socket as FakeSocket));
    this.#clock = setInterval(() => this.tellTime(), options.clockEveryMs ?? CLOCK_INTERVAL_MS);
    this.#append(options.told ?? []);
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#http.listen(this.#options.port ?? 0, '127.0.0.1', () => resolve()));
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get head(): number {
    return this.#stream.length;
  }

  get screens(): number {
    return this.#io.of(LIVE_NAMESPACE).sockets.size;
  }

  now(): number {
    return this.#options.now?.() ?? Date.now();
  }

  /** Appends to the stream and sends it as one frame, or loses that frame. */
  change(told: Told[], { lost = false } = {}): void {
    const from = this.head + 1;
    const changes = this.#append(told);
    if (lost || this.mute) return;
    this.sendFrame(from, this.head, changes);
  }

  sendFrame(from: number, to: number, changes: Change[]): void {
    const storeId = this.#options.store.id;
    const sentAt = new Date(this.now()).toISOString();
    this.#io.of(LIVE_NAMESPACE).emit('frame', { storeId, from, to, sentAt, changes });
  }

  tellTime(): void {
    if (!this.mute) this.#io.of(LIVE_NAMESPACE).emit('clock', this.#time());
  }

  sayGoodbye(backInMs: number): void {
    this.#io.of(LIVE_NAMESPACE).emit('goodbye', { backInMs });
  }

  command(command: ScreenCommand): void {
    this.#io.of(LIVE_NAMESPACE).emit('screen', { command });
  }

  cutAll(): void {
    this.#io.of(LIVE_NAMESPACE).disconnectSockets(true);
  }

  /** As after a backup was restored: another epoch, another stream. */
  restore(told: Told[]): void {
    this.epoch += '+';
    this.#stream = [];
    this.#append(told);
    this.cutAll();
  }

  async close(): Promise<void> {
    clearInterval(this.#clock);
    await this.#io.close();
  }

  #append(told: Told[]): Change[] {
    const at = new Date(this.now()).toISOString();
    const changes = told.map((change, i) => ({ at, ...change, seq: this.head + 1 + i }));
    this.#stream.push(...changes);
    return changes;
  }

  #time() {
    return { now: new Date(this.now()).toISOString(), seq: this.head, rate: this.#options.rate ?? 1 };
  }

  #accept(socket: FakeSocket): void {
    socket.on('subscribe', (input, done) => {
      if (this.mute) return;
      this.subscriptions.push(input);
      done(this.#admit(input));
      socket.emit('clock', this.#time());
    });
    for (const event of COMMANDS) {
      socket.on(event, (payload: { idempotencyKey: string }, done: (answer: never) => void) => {
        this.commands.push({ event, payload });
        if (this.answer && !this.mute) done(this.answer(event, payload) as never);
      });
    }
  }

  #admit({ since, epoch }: SubscribeInput): SubscribeAnswer {
    const life = { epoch: this.epoch, build: this.build, protocol: this.protocol };
    const kept =
      since !== undefined && epoch === this.epoch && since + 1 >= this.keptFrom && since <= this.head;
    if (!kept) return { ...life, mode: 'snapshot', seq: this.head, state: this.snapshot() };
    return { ...life, mode: 'resume', from: since + 1, to: this.head, changes: this.#stream.slice(since) };
  }

  snapshot(): Snapshot {
    const latest = new Map(this.#stream.map((change) => [`${change.type} ${change.id}`, change]));
    const state = Object.fromEntries(TOPICS.map((topic): [string, unknown[]] => [topic, []])) as Record<
      Change['type'],
      unknown[]
    >;
    for (const change of latest.values()) if (!('removed' in change)) state[change.type].push(change);
    return state as Snapshot;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { store, stores = [store], pages } = this.#options;
    const [path = ''] = (request.url ?? '').split('?');
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (path === '/api/v1/stores') return void json(200, { items: stores, nextCursor: null });
    const found = stores.find(({ id }) => path === `/api/v1/stores/${id}`);
    if (found) return void json(200, found);
    if (pages && !path.startsWith('/api/')) return pages(request, response);
    json(404, { type: 'about:blank', title: 'Not found', status: 404, code: 'not-found' });
  }
}

function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}

export async function startFakeLiveServer(options: FakeLiveOptions): Promise<FakeLiveServer> {
  const server = new FakeLiveServer(options);
  await server.listen();
  return server;
}
