import type { ClientToServerEvents } from '../../shared/live/socket.ts';
import type { LiveSocket } from './live-socket.ts';

export type CommandEvent = Exclude<keyof ClientToServerEvents, 'subscribe'>;
export type PayloadOf<E extends CommandEvent> = Parameters<ClientToServerEvents[E]>[0];
export type AnswerOf<E extends CommandEvent> = Parameters<Parameters<ClientToServerEvents[E]>[1]>[0];

const ANSWER_TIMEOUT_MS = 10_000;

interface Waiting {
  event: CommandEvent;
  payload: unknown;
  sent: boolean;
  answer: (answer: never) => void;
}

/** The typed emit cannot follow an event known only at run time. */
type UntypedEmit = (
  event: string,
  payload: unknown,
  done: (error: Error | null, answer: never) => void,
) => void;

/**
 * Commands on their way. Each is sent again, unchanged and so with the same idempotency key, whenever an answer failed
 * to come, in the order in which they were given.
 */
export class CommandQueue {
  readonly #waiting = new Set<Waiting>();
  #socket: LiveSocket | null = null;

  send<E extends CommandEvent>(event: E, payload: PayloadOf<E>, signal?: AbortSignal): Promise<AnswerOf<E>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw signal.reason;
      const abort = () => {
        this.#waiting.delete(entry);
        reject(signal?.reason as Error);
      };
      const answer = (given: AnswerOf<E>) => {
        signal?.removeEventListener('abort', abort);
        resolve(given);
      };
      const entry: Waiting = { event, payload, sent: false, answer };
      signal?.addEventListener('abort', abort);
      this.#waiting.add(entry);
      this.#sendWaiting();
    });
  }

  connected(socket: LiveSocket): void {
    this.#socket = socket;
    for (const entry of this.#waiting) entry.sent = false;
    this.#sendWaiting();
  }

  disconnected(): void {
    this.#socket = null;
  }

  #sendWaiting(): void {
    for (const entry of this.#waiting) if (!entry.sent) this.#emit(entry);
  }

  #emit(entry: Waiting): void {
    const socket = this.#socket;
    if (!socket) return;
    entry.sent = true;
    const timed = socket.timeout(ANSWER_TIMEOUT_MS);
    (timed.emit as UntypedEmit).call(timed, entry.event, entry.payload, (error, answer) => {
      if (!this.#waiting.has(entry)) return;
      if (error) {
        if (socket === this.#socket) this.#emit(entry);
        return;
      }
      this.#waiting.delete(entry);
      entry.answer(answer);
    });
  }
}
