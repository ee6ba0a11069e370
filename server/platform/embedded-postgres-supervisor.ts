import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { stopServer } from './embedded-postgres-postmaster.ts';
import { type Launch, launchServer, type Server } from './embedded-postgres-server.ts';

/** So many failures in a row (within seconds, with these pauses) mean that one more start would not help either. */
const TOO_MANY_FAILURES = 6;
const FIRST_PAUSE_MS = 100;
/** A server that has served this long did not fail to start: its end begins a new count. */
const STEADY_AFTER_MS = 1000;

/** Keeps one Postgres running until it is told to stop. */
export class Supervisor {
  readonly #launch: Launch;
  readonly #stopping = new AbortController();
  readonly #stopRequested = once(this.#stopping.signal, 'abort');
  readonly #gaveUp = Promise.withResolvers<string>();
  readonly #watching: Promise<void>;
  #server: Server;
  #failures = 0;

  private constructor(launch: Launch, server: Server) {
    this.#launch = launch;
    this.#server = server;
    this.#watching = this.#watch();
  }

  /** The signal gives up this first start, and nothing later. */
  static async start(launch: Launch, signal: AbortSignal): Promise<Supervisor> {
    return new Supervisor(launch, await launchServer(launch, signal));
  }

  /** Resolves with the last reason when Postgres has ended again and again. */
  get gaveUp(): Promise<string> {
    return this.#gaveUp.promise;
  }

  stop(): Promise<void> {
    this.#stopping.abort();
    return this.#watching;
  }

  async #watch(): Promise<void> {
    process.on('exit', this.#leave);
    let failure = await this.#serve();
    while (failure !== undefined) {
      this.#failures += 1;
      this.#launch.log('error', failure);
      if (this.#failures === TOO_MANY_FAILURES) {
        this.#gaveUp.resolve(failure);
        break;
      }
      failure = await this.#startAgain();
    }
    process.off('exit', this.#leave);
    await stopServer(this.#server.process);
  }

  /** Resolves with the reason when Postgres has ended by itself, with undefined when it is to be stopped. */
  async #serve(): Promise<string | undefined> {
    const steady = setTimeout(() => (this.#failures = 0), STEADY_AFTER_MS);
    const reason = await Promise.race([this.#server.ended, this.#stopRequested]);
    clearTimeout(steady);
    return typeof reason === 'string' ? `Postgres ended: ${reason}` : undefined;
  }

  async #startAgain(): Promise<string | undefined> {
    const { signal } = this.#stopping;
    try {
      await delay(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), undefined, { signal });
      this.#server = await launchServer(this.#launch, signal);
    } catch (error) {
      return signal.aborted ? undefined : (error as Error).message;
    }
    return this.#serve();
  }

  /** Where Larder ends without stopping us, Postgres should not linger; what has been committed is safe either way. */
  readonly #leave = (): void => {
    this.#server.interrupt();
  };
}
