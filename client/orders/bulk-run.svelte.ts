import { asProblem } from '../identity/api-problem.ts';
import type { Session } from '../identity/session.svelte.ts';
import { newActionId } from '../tablet/action-id.ts';
import { bulkRequests, type BulkDeed } from './bulk-action.ts';
import type { ChosenLine } from './queue-choice.svelte.ts';

/** The same done to many lines: one after the other, and what is refused does not stop the rest. */
export class BulkRun {
  readonly #session: Session;
  #busy = $state(false);
  #done = $state(0);
  #refused = $state.raw<readonly string[]>([]);
  #isStopped = $state(false);

  constructor(session: Session) {
    this.#session = session;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Lines that it was done to. */
  get done(): number {
    return this.#done;
  }

  /** What it was not done to, and why. */
  get refused(): readonly string[] {
    return this.#refused;
  }

  /** It ended before all of it was done, because somebody said so. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** What is on its way is finished; the rest stays as it is. */
  stop(): void {
    if (this.#busy) this.#isStopped = true;
  }

  /** True when all of it went through. */
  async run(chosen: readonly ChosenLine[], deed: BulkDeed): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#isStopped = false;
    this.#done = 0;
    this.#refused = [];
    const store = `/stores/${this.#session.store?.id ?? ''}`;
    for (const { path, body, about, lines } of bulkRequests(chosen, deed)) {
      if (this.#isStopped) break;
      try {
        await this.#session.api.postOnce(`${store}${path}`, body, newActionId());
        this.#done += lines;
      } catch (error) {
        this.#refused = [...this.#refused, `${about}: ${asProblem(error).message}`];
      }
    }
    this.#busy = false;
    return this.#refused.length === 0 && !this.#isStopped;
  }
}
