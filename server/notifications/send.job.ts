import { setTimeout as delay } from 'node:timers/promises';
import { MESSAGE_CHANNELS, type MessageChannel } from '../../shared/notifications/message.schema.ts';
import type { NotificationsContext } from './deliver.service.ts';
import type { ClaimedMessage } from './messages.store.ts';
import { claimMessages, sendMessage } from './send.service.ts';

const EVERY_MS = 1_000;
/** At once on each channel: so many recipients whose server hangs do not yet delay the others. */
const CAPACITY = 16;
/** What is under way when the server stops may still end by itself. */
const PATIENCE_MS = 5_000;

export interface Sending {
  /** There is something to send. */
  wake: () => void;
  stop: () => Promise<void>;
}

/** Sends messages that are due. Any number of processes may run it: each takes what no other has. */
export function startSending(ctx: NotificationsContext, onError: (error: unknown) => void): Sending {
  const lanes = MESSAGE_CHANNELS.map((channel) => new Lane(ctx, channel, onError));
  const wake = (): void => lanes.forEach((lane) => lane.fill());
  const timer = setInterval(wake, EVERY_MS);
  return {
    wake,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

/** What is under way on one channel; the channels know nothing of each other. */
class Lane {
  readonly #ctx: NotificationsContext;
  readonly #channel: MessageChannel;
  readonly #onError: (error: unknown) => void;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  #isOpen = true;
  #isFilling: Promise<void> | null = null;

  constructor(ctx: NotificationsContext, channel: MessageChannel, onError: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#channel = channel;
    this.#onError = onError;
  }

  /** Takes as many messages as there is room for. */
  fill(): void {
    if (!this.#isOpen || this.#isFilling || this.#underWay.size >= CAPACITY) return;
    this.#isFilling = claimMessages(this.#ctx, this.#channel, CAPACITY - this.#underWay.size)
      .then((messages) => messages.forEach((message) => this.#start(message)))
      .catch(this.#onError)
      .finally(() => (this.#isFilling = null));
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    await this.#isFilling;
    const all = Promise.all(this.#underWay);
    await Promise.race([all, delay(PATIENCE_MS, undefined, { ref: false })]);
    this.#stopped.abort(new Error('Larder was stopped'));
    await all;
  }

  #start(message: ClaimedMessage): void {
    const sending = sendMessage(this.#ctx, message, this.#stopped.signal)
      .catch(this.#onError)
      .finally(() => {
        this.#underWay.delete(sending);
        this.fill();
      });
    this.#underWay.add(sending);
  }
}
