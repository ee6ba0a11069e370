import type { ItemChange } from '../../shared/live/change.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { LiveStore } from '../live/live-store.svelte.ts';
import { frameWords } from './frame-words.ts';
import type { PendingActions } from './pending-actions.svelte.ts';
import { overlayStore } from './stock-overlay.ts';

/** Items and stock as this tablet shows them: what the server told, with the actions on their way laid over it. */
export class StockView {
  readonly #live: LiveStore;
  readonly #actions: PendingActions;
  readonly #overlay = $derived.by(() =>
    overlayStore(this.#live.items.values(), (id) => this.#live.stock.get(id), this.#actions.visible),
  );
  /** Dishes by the component they need. */
  readonly #dishes = $derived.by(() => dishesByComponent(this.#live.items.values()));

  constructor(live: LiveStore, actions: PendingActions) {
    this.#live = live;
    this.#actions = actions;
  }

  /** Goes up with every change there is to see: for views of everything. */
  get revision(): unknown {
    return [this.#live.revision, this.#overlay];
  }

  item(itemId: string): ItemChange | undefined {
    return this.#live.items.get(itemId);
  }

  stock(itemId: string): StockState | undefined {
    return this.#overlay.changed.get(itemId) ?? this.#live.stock.get(itemId);
  }

  isPending(itemId: string): boolean {
    return this.#overlay.pending.has(itemId);
  }

  name(itemId: string): string {
    return this.#live.items.get(itemId)?.name ?? frameWords.gone;
  }

  /** Sellable dishes that cannot be made without an item. */
  dishesWith(itemId: string): ItemChange[] {
    return this.#dishes.get(itemId) ?? [];
  }
}

function dishesByComponent(items: Iterable<ItemChange>): Map<string, ItemChange[]> {
  const dishes = new Map<string, ItemChange[]>();
  for (const item of items) {
    if (!item.sellable) continue;
    for (const { itemId } of item.uses) dishes.set(itemId, [...(dishes.get(itemId) ?? []), item]);
  }
  return dishes;
}
