import type { TabletAction } from './action.ts';
import * as rules from './action-queue.ts';
import type { ActionStorage } from './action-storage.ts';

/** The queue as the screen sees it, and on disk in the same moment. */
export class WaitingActions {
  readonly #storage: ActionStorage;
  #queue = $state.raw<rules.Queue>([]);
  #unkept = $state(false);

  constructor(storage: ActionStorage) {
    this.#storage = storage;
    this.#queue = storage.loadActions();
  }

  get queue(): rules.Queue {
    return this.#queue;
  }

  /** Whether the browser refuses to keep them: a reload would lose what waits. */
  get unkept(): boolean {
    return this.#unkept;
  }

  /** Later than everything that waits, whatever the tablet's clock says. */
  nextOrder(nowMs: number): number {
    return this.#queue.reduce((next, { order }) => Math.max(next, order + 1), nowMs);
  }

  append(action: TabletAction): void {
    this.replace(rules.append(this.#queue, action));
  }

  remove(id: string): void {
    this.replace(rules.remove(this.#queue, id));
  }

  /** What is new or changed is written, what is gone leaves the disk. */
  replace(queue: rules.Queue): void {
    const kept = new Set(queue.map((action) => action.id));
    const known = new Set(this.#queue);
    for (const { id } of this.#queue) if (!kept.has(id)) this.#storage.dropAction(id);
    for (const action of queue)
      if (!known.has(action) && !this.#storage.saveAction(action)) this.#unkept = true;
    this.#queue = queue;
  }
}
