import type { ItemOverview } from '../../shared/displays/item-overview.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import type { Change } from '../../shared/live/change.ts';
import type { Movement } from '../../shared/stock/movement.schema.ts';
import type { StockFigures } from '../../shared/stock/stock.schema.ts';
import { PagedList, type Page } from '../identity/paged-list.svelte.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { onStoreNews } from '../live/page-news.ts';

export interface KnownItem {
  item: Item;
  stock: StockFigures;
  overview: ItemOverview;
}

/** One item in one store, with its ledger as far as it was read; kept up while it is looked at. */
export class ItemDesk {
  readonly #session: Session;
  readonly #itemId: string;
  readonly remote: Remote<KnownItem>;
  readonly ledger: PagedList<Movement>;

  constructor(session: Session, itemId: string) {
    this.#session = session;
    this.#itemId = itemId;
    const { api } = session;
    const store = `/stores/${session.store?.id ?? ''}`;
    this.remote = new Remote(async (signal) => {
      const [item, stock, overview] = await Promise.all([
        api.get<Item>(`/items/${itemId}`, signal),
        api.get<StockFigures>(`${store}/stock/${itemId}`, signal),
        api.get<ItemOverview>(`${store}/items/${itemId}/overview`, signal),
      ]);
      return { item, stock, overview };
    });
    this.ledger = new PagedList((more, signal) =>
      api.get<Page<Movement>>(`${store}/stock/${itemId}/movements?${new URLSearchParams(more)}`, signal),
    );
  }

  get known(): KnownItem | undefined {
    return this.remote.value;
  }

  /** For `$effect`: asks now, and again when there is news of the item or of what it is made of. */
  follow(): () => void {
    void this.remote.load();
    void this.ledger.load();
    const storeId = this.#session.store?.id ?? '';
    const concerns = (itemId: string): boolean =>
      itemId === this.#itemId ||
      [...(this.known?.overview.madeOf ?? []), ...(this.known?.overview.usedIn ?? [])].some(
        (step) => step.itemId === itemId,
      );
    const isNews = (changes: readonly Change[]): boolean => changes.some(({ id }) => concerns(id));
    const stop = onStoreNews({ storeId, topics: ['stock', 'depletion', 'item'], isNews }, () =>
      Promise.all([this.remote.load(), this.ledger.refresh()]),
    );
    return () => (stop(), this.remote.stop(), this.ledger.stop());
  }
}
