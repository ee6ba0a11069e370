import { SvelteMap } from 'svelte/reactivity';
import type { ScreenCommand } from '../../shared/identity/device.schema.ts';
import type {
  BackorderChange,
  Change,
  DepletionChange,
  ItemChange,
  NoticeChange,
  OrderChange,
  PurchaseOrderChange,
  Snapshot,
  StockChange,
  SupplierDelayChange,
  TransferChange,
  Topic,
} from '../../shared/live/change.ts';
import { speak } from '../ui/language.ts';
import { applyChanges, applySnapshot, type Tables } from './apply-frame.ts';
import { ChangeBatch } from './change-batch.ts';
import { CommandQueue, type AnswerOf, type CommandEvent, type PayloadOf } from './command-queue.ts';
import { statusOf, type LiveStatus } from './connection.ts';
import { Follower } from './follower.ts';
import type { Handshake } from './live-socket.ts';
import { claimReload, isOutdated, type ServedVersion } from './new-version.ts';
import { isExpired, listNotices } from './notice-list.ts';

export type { LiveStatus } from './connection.ts';

export interface LiveStoreOptions {
  storeId: string;
  topics?: Topic[];
  /** Where the server is; the page's own origin when absent. */
  url?: string;
  /** The screen's own, read at every try to connect; without one the session cookie tells who this is. */
  token?: () => string | undefined;
  /** The server does not let this screen in, or cut it off: its token may have run out, or more may have changed. */
  turnedAway?: () => void;
  command?: (command: ScreenCommand) => void;
}

const isSame = (a: LiveStatus, b: LiveStatus) =>
  a.kind === b.kind && ('since' in a ? a.since.getTime() : 0) === ('since' in b ? b.since.getTime() : 0);

/** One store as its stream tells it, kept up to date for as long as the page lives. */
export class LiveStore {
  readonly items = new SvelteMap<string, ItemChange>();
  readonly stock = new SvelteMap<string, StockChange>();
  /** Open orders. */
  readonly orders = new SvelteMap<string, OrderChange>();
  /** Lines that wait. */
  readonly backorders = new SvelteMap<string, BackorderChange>();
  /** What was ordered from suppliers and is still to come. */
  readonly purchaseOrders = new SvelteMap<string, PurchaseOrderChange>();
  /** Deliveries that are late. */
  readonly delays = new SvelteMap<string, SupplierDelayChange>();
  /** Goods on their way to or from other stores, or asked for. */
  readonly transfers = new SvelteMap<string, TransferChange>();
  /** When items run out, of those that do within seven days. */
  readonly depletions = new SvelteMap<string, DepletionChange>();
  readonly #tables: Tables = {
    item: this.items,
    stock: this.stock,
    notice: new Map<string, NoticeChange>(),
    order: this.orders,
    backorder: this.backorders,
    'purchase-order': this.purchaseOrders,
    'supplier-delay': this.delays,
    transfer: this.transfers,
    depletion: this.depletions,
  };
  readonly #batch = new ChangeBatch((changes) => this.#apply(changes));
  readonly #commands = new CommandQueue();
  readonly #follower: Follower;
  #firstVersion: ServedVersion | null = null;
  #latestVersion: ServedVersion | null = null;
  #status = $state.raw<LiveStatus>({ kind: 'connecting' });
  #ready = $state(false);
  #outdated = $state(false);
  #refusal = $state<string | null>(null);
  #revision = $state(0);
  #notices = $state.raw<NoticeChange[]>([]);

  constructor({ storeId, topics, url = '', token, turnedAway, command }: LiveStoreOptions) {
    this.#follower = new Follower(
      { storeId, topics: () => topics, url, handshake: () => this.#handshake(token?.()) },
      {
        snapshot: (state) => this.#replace(state),
        changes: (changes) => this.#batch.add(changes),
        life: (version) => this.#meet(version),
        refused: (code) => {
          this.#refusal = code;
          if (code === 'unauthenticated' || code === 'forbidden') turnedAway?.();
        },
        dropped: () => turnedAway?.(),
        command: (given) => command?.(given),
        language: speak,
        connected: (socket) => this.#commands.connected(socket),
        disconnected: () => this.#commands.disconnected(),
        looked: () => this.#look(),
      },
    );
  }

  get status(): LiveStatus {
    return this.#status;
  }

  /** A snapshot has been applied at least once. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Goes up once per applied batch: for views of everything, which would otherwise depend on each entry by itself. */
  get revision(): number {
    return this.#revision;
  }

  /** Why the server does not let this screen in, as an error code; it keeps trying. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** A newer version of this page is served: call {@link reloadIfOutdated} at a quiet moment. */
  get outdated(): boolean {
    return this.#outdated;
  }

  /** Newest first, none older than screens show. */
  get notices(): NoticeChange[] {
    return this.#notices;
  }

  /** Estimated server time in ms. */
  now(): number {
    return this.#follower.news.serverNow();
  }

  /** Sent again over as many reconnects as it takes, always with the same idempotency key, until it is answered. */
  send<E extends CommandEvent>(
    event: E,
    payload: PayloadOf<E>,
    options: { signal?: AbortSignal } = {},
  ): Promise<AnswerOf<E>> {
    return this.#commands.send(event, payload, options.signal);
  }

  start(): void {
    this.#follower.start();
  }

  stop(): void {
    this.#follower.stop();
    this.#batch.flush();
  }

  reloadIfOutdated(): void {
    if (!this.#outdated || !this.#latestVersion) return;
    this.#outdated = false;
    if (claimReload(this.#latestVersion, () => sessionStorage)) location.reload();
  }

  #handshake(token: string | undefined): Handshake {
    const build = this.#firstVersion?.build;
    return { ...(token !== undefined && { token }), ...(build !== undefined && { build }) };
  }

  #replace(state: Snapshot): void {
    this.#batch.drop();
    applySnapshot(this.#tables, state);
    this.#refreshNotices();
    this.#ready = true;
    this.#revision++;
  }

  #apply(changes: readonly Change[]): void {
    applyChanges(this.#tables, changes);
    if (changes.some(({ type }) => type === 'notice')) this.#refreshNotices();
    this.#revision++;
  }

  #refreshNotices(): void {
    this.#notices = listNotices(this.#tables.notice, this.now());
  }

  #meet(version: ServedVersion): void {
    this.#firstVersion ??= version;
    this.#latestVersion = version;
    this.#outdated = isOutdated(this.#firstVersion, version);
  }

  #look(): void {
    const { phase, phaseForMs, news } = this.#follower;
    const { heardAt, silentForMs } = news;
    const status = statusOf({ phase, heardAt, silentForMs, phaseForMs });
    if (!isSame(status, this.#status)) this.#status = status;
    const oldest = this.#notices[this.#notices.length - 1];
    if (oldest && isExpired(oldest, this.now())) this.#refreshNotices();
  }
}
