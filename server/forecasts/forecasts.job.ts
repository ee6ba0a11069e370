import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/database.ts';
import { DepletionFollower } from './depletion-follower.service.ts';
import { fitWhatIsDue } from './fitting.service.ts';
import { ForecastThread } from './forecast-thread.service.ts';
import { whileLeading } from './lead.store.ts';

const TRY_TO_LEAD_MS = 2_000;
/** What was sold shows on screens within a second. */
const FOLLOW_MS = 250;
const FIT_MS = 5_000;
/** Of so many looks for what is to be fitted, one is for what was sold and has no forecast. */
const NEWS_EVERY = 6;
const AFTER_ERROR_MS = 5_000;

/**
 * Keeps forecasts and the times of running out up to date, on a thread of its own. Of any number of processes one does; when
 * it goes, another takes over.
 */
export function startForecasts(
  ctx: Context,
  onError: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const thread = new ForecastThread();
  const duty = new ForecastDuty(ctx, thread, stopping.signal, onError);
  const running = duty.run();
  return {
    stop: async () => {
      stopping.abort();
      await thread.stop();
      await running;
    },
  };
}

/** What the one process does that keeps forecasts. */
class ForecastDuty {
  readonly #ctx: Context;
  readonly #thread: ForecastThread;
  readonly #stopped: AbortSignal;
  readonly #onError: (error: unknown) => void;

  constructor(ctx: Context, thread: ForecastThread, stopped: AbortSignal, onError: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#thread = thread;
    this.#stopped = stopped;
    this.#onError = onError;
  }

  async run(): Promise<void> {
    while (!this.#stopped.aborted) {
      const lead = (connection: Queryable): Promise<void> => this.#lead(connection);
      await whileLeading(this.#ctx.db, lead).catch((error: unknown) => this.#tell(error));
      await this.#pause(TRY_TO_LEAD_MS, this.#stopped);
    }
  }

  /** Until stopped, or until the connection that holds the lock fails. */
  async #lead(connection: Queryable): Promise<void> {
    const lost = new AbortController();
    const ended = AbortSignal.any([this.#stopped, lost.signal]);
    const follower = new DepletionFollower(this.#ctx, this.#thread);
    const fitting = this.#fit(follower, ended);
    try {
      while (!ended.aborted) await this.#follow(follower, connection, ended);
    } finally {
      lost.abort();
      await fitting;
    }
  }

  async #follow(follower: DepletionFollower, connection: Queryable, ended: AbortSignal): Promise<void> {
    const stores = await follower.heads(connection);
    try {
      if (!(await follower.look(stores, ended))) await this.#pause(FOLLOW_MS, ended);
    } catch (error) {
      this.#tell(error);
      await this.#pause(AFTER_ERROR_MS, ended);
    }
  }

  async #fit(follower: DepletionFollower, ended: AbortSignal): Promise<void> {
    for (let looks = 1; !ended.aborted; looks++) {
      try {
        const withNews = looks % NEWS_EVERY === 0;
        const fitting = { reckoner: this.#thread, stopped: ended, withNews };
        for (const storeId of await fitWhatIsDue(this.#ctx, fitting)) follower.renewAll(storeId);
      } catch (error) {
        this.#tell(error);
      }
      await this.#pause(FIT_MS, ended);
    }
  }

  #tell(error: unknown): void {
    // What was under way when the server stopped is done by whoever goes on.
    if (!this.#stopped.aborted) this.#onError(error);
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    await delay(ms, undefined, { signal }).catch(() => {});
  }
}
