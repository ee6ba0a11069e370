import type { Backorder } from '../../shared/orders/backorder.schema.ts';
import { asProblem } from '../identity/api-problem.ts';
import type { Session } from '../identity/session.svelte.ts';
import { newActionId } from '../tablet/action-id.ts';
import { bulkRequests, type BulkDeed } from './bulk-action.ts';

/** The same done to many lines: one after the other, and what is refused does not stop the rest. */
export class BulkRun {
  readonly #session: Session;
  #busy = $state(false);
  #done = $state(0);
  #refused = $state.raw<readonly string[]>([]);

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

  /** True when nothing was refused. */
  async run(chosen: readonly Backorder[], deed: BulkDeed): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#done = 0;
    this.#refused = [];
    const store = `/stores/${this.#session.store?.id ?? ''}`;
    for (const { path, body, about, lines } of bulkRequests(chosen, deed)) {
      try {
        await this.#session.api.postOnce(`${store}${path}`, body, newActionId());
        this.#done += lines;
      } catch (error) {
        this.#refused = [...this.#refused, `${about}: ${asProblem(error).message}`];
      }
    }
    this.#busy = false;
    return this.#refused.length === 0;
  }
}
