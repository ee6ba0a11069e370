import { untrack } from 'svelte';
import type { ItemChange } from '../../shared/live/change.ts';
import { indexItems, searchItems } from '../items/item-search.ts';
import type { LiveStore } from '../live/live-store.svelte.ts';
import type { StockView } from './stock-view.svelte.ts';
import { categoriesOf, inTileOrder, isIn, isLow, isOff, type Scope, type UsageCounts } from './tile-order.ts';

const EVERYTHING: Scope = { kind: 'all' };

/** What the home page shows: the items that match the words typed, or else the chip chosen. */
export class ItemBrowser {
  readonly #live: LiveStore;
  readonly #view: StockView;
  readonly #usage: UsageCounts;
  query = $state('');
  chosen = $state.raw<Scope>(EVERYTHING);
  readonly #ordered = $derived.by(() => inTileOrder(this.#live.items.values(), this.#usage));
  readonly #index = $derived(indexItems(this.#ordered));
  readonly #found = $derived(searchItems(this.#index, this.query));
  /** What customers can order, to be searched. */
  readonly sold = $derived(indexItems(this.#ordered.filter(({ sellable }) => sellable)));
  /** What has stock of its own, to be searched. */
  readonly stocked = $derived(indexItems(this.#ordered.filter(({ stocked }) => stocked)));
  readonly categories = $derived(categoriesOf(this.#ordered));
  readonly results = $derived.by(() =>
    this.#found.filter((item) => isIn(this.scope, item, () => this.#view.stock(item.itemId))),
  );
  readonly counts = $derived.by(() => {
    void this.#view.revision;
    return untrack(() => this.#count());
  });

  constructor(live: LiveStore, view: StockView, usage: UsageCounts) {
    this.#live = live;
    this.#view = view;
    this.#usage = usage;
  }

  get isSearching(): boolean {
    return this.query.trim() !== '';
  }

  /** Words find everywhere: who types does not want to be told that it is in another drawer. */
  get scope(): Scope {
    return this.isSearching ? EVERYTHING : this.chosen;
  }

  /** What Enter opens: the first hit of a search, never just the first tile. */
  get best(): ItemChange | undefined {
    return this.isSearching ? this.results[0] : undefined;
  }

  choose(scope: Scope): void {
    this.query = '';
    this.chosen = scope;
  }

  showAll(): void {
    this.choose(EVERYTHING);
  }

  /** Reads every level at once: following each by itself would cost more than counting again. */
  #count(): { all: number; off: number; low: number } {
    const counts = { all: this.#ordered.length, off: 0, low: 0 };
    for (const { itemId } of this.#ordered) {
      const stock = this.#view.stock(itemId);
      if (isOff(stock)) counts.off++;
      else if (isLow(stock)) counts.low++;
    }
    return counts;
  }
}
