import type { ItemState } from '../../shared/live/change.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { TabletAction } from './action.ts';
import { overlayActions, overlayComponents } from './optimistic.ts';

export type ItemLike = Pick<ItemState, 'itemId' | 'uses' | 'reorderPoint' | 'parLevel'>;

export interface Overlay {
  /** Only items that look other than what the server last told. */
  changed: Map<string, StockState>;
  /** Items with an action of their own on its way. */
  pending: Set<string>;
}

function byItem(actions: readonly TabletAction[]): Map<string, TabletAction[]> {
  const groups = new Map<string, TabletAction[]>();
  for (const action of actions) {
    for (const itemId of itemsTouchedBy(action)) groups.set(itemId, [...(groups.get(itemId) ?? []), action]);
  }
  return groups;
}

function itemsTouchedBy({ itemId, deed }: TabletAction): Set<string> {
  return new Set('lines' in deed ? [itemId, ...deed.lines.map((line) => line.itemId)] : [itemId]);
}

/** Everything that looks different while `actions` are on their way: the items themselves, then the dishes that use them. */
export function overlayStore(
  items: Iterable<ItemLike>,
  stockOf: (itemId: string) => StockState | undefined,
  actions: readonly TabletAction[],
): Overlay {
  const groups = byItem(actions);
  const overlay: Overlay = { changed: new Map(), pending: new Set(groups.keys()) };
  if (groups.size === 0) return overlay;
  const all = [...items];
  for (const item of all) {
    const stock = stockOf(item.itemId);
    const own = groups.get(item.itemId);
    if (stock && own) overlay.changed.set(item.itemId, overlayActions(stock, own, item));
  }
  overlayDishes(all, stockOf, overlay, new Map(overlay.changed));
  return overlay;
}

function overlayDishes(
  items: ItemLike[],
  stockOf: (itemId: string) => StockState | undefined,
  { changed }: Overlay,
  components: ReadonlyMap<string, StockState>,
): void {
  for (const item of items) {
    const used = usedBy(item, components);
    const stock = used.size === 0 ? undefined : (changed.get(item.itemId) ?? stockOf(item.itemId));
    if (!stock) continue;
    const next = overlayComponents(stock, used);
    if (next !== stock) changed.set(item.itemId, next);
  }
}

function usedBy({ uses }: ItemLike, components: ReadonlyMap<string, StockState>): Map<string, StockState> {
  const used = new Map<string, StockState>();
  for (const { itemId } of uses) {
    const component = components.get(itemId);
    if (component) used.set(itemId, component);
  }
  return used;
}
