import type { ActionStorage } from './action-storage.ts';
import type { UsageCounts } from './tile-order.ts';

/**
 * How often each item was touched on this tablet. The counts of earlier visits order the tiles; those of this visit wait
 * for the next one, so that no tile moves under a finger.
 */
export class UsageStore {
  readonly #storage: ActionStorage;
  readonly atStart: UsageCounts;

  constructor(storage: ActionStorage) {
    this.#storage = storage;
    this.atStart = storage.load<Record<string, number>>('usage') ?? {};
  }

  add(itemId: string): void {
    const counts = this.#storage.load<Record<string, number>>('usage') ?? {};
    this.#storage.save('usage', { ...counts, [itemId]: (counts[itemId] ?? 0) + 1 });
  }
}
