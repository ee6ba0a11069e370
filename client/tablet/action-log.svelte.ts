import type { Problem } from '../../shared/errors.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Moved, TabletAction } from './action.ts';
import type { ActionStorage } from './action-storage.ts';

/** `moved` is how the server says on hand moved; nothing for a mark. */
export interface DoneAction {
  action: TabletAction;
  moved: readonly Moved[];
  undone: boolean;
}

/** `board` is what the server had for the item when it refused. */
export interface RefusedAction {
  action: TabletAction;
  problem: Problem;
  board: Pick<StockState, 'onHand' | 'availability'> | null;
}

const KEPT = 60;
const KEPT_MS = 12 * 60 * 60 * 1000;

/** What this tablet did and what was not taken, newest first; both survive a reload. */
export class ActionLog {
  readonly #storage: ActionStorage;
  #done = $state.raw<readonly DoneAction[]>([]);
  #refused = $state.raw<readonly RefusedAction[]>([]);

  constructor(storage: ActionStorage, now: number) {
    this.#storage = storage;
    const recent = (it: DoneAction) => now - new Date(it.action.at).getTime() < KEPT_MS;
    this.#done = (storage.load<DoneAction[]>('done') ?? []).filter(recent);
    this.#refused = storage.load<RefusedAction[]>('refused') ?? [];
  }

  get done(): readonly DoneAction[] {
    return this.#done;
  }

  get refused(): readonly RefusedAction[] {
    return this.#refused;
  }

  find(id: string): DoneAction | undefined {
    return this.#done.find((it) => it.action.id === id);
  }

  addDone(entry: DoneAction): void {
    const { action } = entry;
    const others = this.#done.filter((it) => it.action.id !== action.id && it.action.id !== action.adjusts);
    this.#keepDone([entry, ...others].slice(0, KEPT));
  }

  markUndone(id: string, undone: boolean): void {
    this.#keepDone(this.#done.map((it) => (it.action.id === id ? { ...it, undone } : it)));
  }

  addRefused(entry: RefusedAction): void {
    this.#keepRefused([entry, ...this.#refused.filter((it) => it.action.id !== entry.action.id)]);
  }

  dropRefused(id: string): void {
    this.#keepRefused(this.#refused.filter((it) => it.action.id !== id));
  }

  #keepDone(done: readonly DoneAction[]): void {
    this.#done = done;
    this.#storage.save('done', done);
  }

  #keepRefused(refused: readonly RefusedAction[]): void {
    this.#refused = refused;
    this.#storage.save('refused', refused);
  }
}
