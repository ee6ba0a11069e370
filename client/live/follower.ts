import type { ScreenCommand } from '../../shared/identity/device.schema.ts';
import type { Language } from '../../shared/language.ts';
import type { Change, Snapshot, Topic } from '../../shared/live/change.ts';
import type { ClockMessage, Frame, SubscribeAnswer } from '../../shared/live/socket.ts';
import { STALE_AFTER_MS } from '../../shared/live/timing.ts';
import {
  retryDelay,
  returnDelay,
  step,
  type ConnectionEvent,
  type Effect,
  type Phase,
} from './connection.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';
import { LastNews } from './last-news.ts';
import {
  closeLiveSocket,
  openLiveSocket,
  refusalOf,
  type Handshake,
  type LiveSocket,
} from './live-socket.ts';
import { onPageWake } from './page-wake.ts';
import { StreamCursor } from './stream-cursor.ts';

export interface FollowerOptions {
  storeId: string;
  /** Asked at every subscription. */
  topics: () => Topic[] | undefined;
  url: string;
  /** Asked at every try to connect. */
  handshake: () => Handshake;
}

/** What comes out of following a store. */
export interface FollowerHooks {
  snapshot: (state: Snapshot) => void;
  changes: (changes: readonly Change[]) => void;
  life: (life: { protocol: number; build: string }) => void;
  refused: (code: string | null) => void;
  /** The server hung up on this screen, without a restart announced. */
  dropped: () => void;
  command: (command: ScreenCommand) => void;
  /** What this screen is to speak, null for the browser's own language. */
  language: (language: Language | null) => void;
  connected: (socket: LiveSocket) => void;
  disconnected: () => void;
  /** Anything that a status is made of may have moved. */
  looked: () => void;
}

const TRY_TIMEOUT_MS = STALE_AFTER_MS;

/** Follows one store's stream over whatever the network does: runs the effects of the connection's state machine. */
export class Follower {
  readonly news = new LastNews();
  readonly #options: FollowerOptions;
  readonly #hooks: FollowerHooks;
  readonly #cursor = new StreamCursor();
  #phase: Phase = 'idle';
  #phaseSince = performance.now();
  #socket: LiveSocket | null = null;
  #tries = 0;
  #refused = false;
  #backInMs: number | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #heartbeat: Heartbeat | undefined;
  #stopListening: (() => void) | undefined;

  constructor(options: FollowerOptions, hooks: FollowerHooks) {
    this.#options = options;
    this.#hooks = hooks;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get phaseForMs(): number {
    return performance.now() - this.#phaseSince;
  }

  start(): void {
    if (this.#phase !== 'idle') return;
    this.#heartbeat = startHeartbeat(
      () => this.#look(),
      () => this.#wake(),
    );
    this.#stopListening = onPageWake(() => this.#wake());
    this.#dispatch('start');
  }

  /** Goes on with other topics, from where it stands. */
  subscribeAnew(): void {
    this.#dispatch('gap');
  }

  stop(): void {
    this.#heartbeat?.stop();
    this.#stopListening?.();
    this.#dispatch('stop');
  }

  #dispatch(event: ConnectionEvent): void {
    const next = step(this.#phase, event);
    if (!next) return;
    this.#phase = next.to;
    this.#phaseSince = performance.now();
    clearTimeout(this.#retry);
    for (const effect of next.effects) this.#effects[effect]();
    this.#hooks.looked();
  }

  readonly #effects: Record<Effect, () => void> = {
    open: () => this.#open(),
    close: () => this.#close(),
    subscribe: () => this.#subscribe(),
    wait: () => (this.#retry = setTimeout(() => this.#dispatch('due'), this.#delay())),
  };

  #open(): void {
    const socket = openLiveSocket(this.#options.url, this.#options.handshake());
    this.#socket = socket;
    socket.on('connect', () => {
      this.#hooks.connected(socket);
      this.#dispatch('opened');
    });
    socket.on('connect_error', (error) => this.#failed(refusalOf(error)));
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') this.#hooks.dropped();
      this.#dispatch('lost');
    });
    socket.on('frame', (frame) => this.#frame(frame));
    socket.on('clock', (clock) => this.#clock(clock));
    socket.on('screen', ({ command }) => this.#hooks.command(command));
    socket.on('language', ({ language }) => this.#hooks.language(language));
    socket.on('goodbye', ({ backInMs }) => {
      this.#backInMs = backInMs;
      this.#dispatch('goodbye');
    });
  }

  #close(): void {
    this.#hooks.disconnected();
    if (this.#socket) closeLiveSocket(this.#socket);
    this.#socket = null;
  }

  #subscribe(): void {
    const socket = this.#socket;
    const { storeId } = this.#options;
    const topics = this.#options.topics();
    socket?.emit(
      'subscribe',
      { storeId, ...this.#cursor.resumePoint, ...(topics && { topics }) },
      (answer) => {
        if (socket === this.#socket && this.#phase === 'subscribing') this.#answered(answer);
      },
    );
  }

  #answered(answer: SubscribeAnswer): void {
    if ('error' in answer) return this.#failed(answer.error.code);
    this.news.hear();
    if (answer.mode === 'snapshot') this.#hooks.snapshot(answer.state);
    else this.#hooks.changes(answer.changes);
    this.#cursor.answered(answer);
    this.#tries = 0;
    this.#refused = false;
    this.#hooks.refused(null);
    this.#hooks.life(answer);
    this.#dispatch('answered');
  }

  #failed(refusal: string | null): void {
    this.#refused = refusal !== null;
    if (refusal !== null) this.#hooks.refused(refusal);
    this.#dispatch(refusal === null ? 'lost' : 'refused');
  }

  #frame(frame: Frame): void {
    this.news.readSentAt(frame.sentAt);
    this.news.hear();
    if (this.#phase !== 'following') return;
    const verdict = this.#cursor.take(frame);
    if (verdict === 'next') this.#hooks.changes(frame.changes);
    else if (verdict === 'gap') this.#dispatch('gap');
  }

  #clock(clock: ClockMessage): void {
    this.news.readClock(clock);
    this.news.hear();
    this.#cursor.hearHead(clock.seq, performance.now());
  }

  #look(): void {
    if (this.#isSilent()) this.#dispatch('silence');
    else if (this.#cursor.isBehind(performance.now())) this.#dispatch('gap');
    this.#hooks.looked();
  }

  #isSilent(): boolean {
    if (this.#phase === 'following') return this.news.silentForMs >= STALE_AFTER_MS;
    return this.phaseForMs >= TRY_TIMEOUT_MS;
  }

  #wake(): void {
    const halfOpen = this.#phase === 'following' && this.news.silentForWallMs >= STALE_AFTER_MS;
    this.#dispatch(halfOpen ? 'silence' : 'woken');
  }

  #delay(): number {
    const backInMs = this.#backInMs;
    this.#backInMs = null;
    if (backInMs !== null) return returnDelay(backInMs, Math.random());
    return retryDelay(this.#tries++, this.#refused, Math.random());
  }
}
