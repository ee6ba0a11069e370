import type { Item } from '../../shared/items/item.schema.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Api } from '../identity/api.ts';
import type { Searchable } from '../items/item-search.ts';
import { faceOf, type Face } from '../tablet/tile-face.ts';

/** One item in one store, with what there is to say of it; no face: all is well. */
export interface StockRow extends Searchable {
  unit: string;
  sellable: boolean;
  stocked: boolean;
  stock: StockState;
  face: Face | null;
}

/** @throws ApiProblem */
export async function fetchStockRows(api: Api, storeId: string, signal: AbortSignal): Promise<StockRow[]> {
  const [items, stock] = await Promise.all([
    api.all<Item>('/items', signal),
    api.all<StockState>(`/stores/${storeId}/stock`, signal),
  ]);
  return stockRows(items, stock);
}

/** In the order of names. */
export function stockRows(items: readonly Item[], stock: readonly StockState[]): StockRow[] {
  const levels = new Map(stock.map((state) => [state.itemId, state]));
  const names = new Map(items.map(({ id, name }) => [id, name]));
  const nameOf = (itemId: string): string => names.get(itemId) ?? '';
  return items
    .flatMap((item): StockRow[] => {
      const level = levels.get(item.id);
      const { id: itemId, sku, name, category, unit, sellable, stocked } = item;
      if (!level) return [];
      return [
        {
          itemId,
          sku,
          name,
          category,
          unit,
          sellable,
          stocked,
          stock: level,
          face: faceOf(item, level, nameOf),
        },
      ];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

export interface Attention {
  off: StockRow[];
  running: StockRow[];
  uncounted: StockRow[];
}

/** What needs somebody, most urgent first: what was taken off last, what has least left. */
export function attentionOf(rows: readonly StockRow[]): Attention {
  const needy = rows.filter((row) => row.face !== null && isNews(row));
  const isOff = ({ face }: StockRow): boolean => face?.state === '86';
  const isUncounted = ({ stock }: StockRow): boolean => (stock.onHand ?? 0) < 0;
  const rest = needy.filter((row) => !isOff(row));
  return {
    off: needy.filter(isOff).sort((a, b) => sinceOf(b).localeCompare(sinceOf(a))),
    running: rest.filter((row) => !isUncounted(row)).sort((a, b) => shareOf(a) - shareOf(b)),
    uncounted: rest.filter(isUncounted),
  };
}

/** A part of a recipe that is neither sold nor counted is nobody's news, unless a person said so. */
function isNews({ sellable, stocked, stock }: StockRow): boolean {
  return sellable || stocked || stock.availability.cause === 'hand';
}

function sinceOf({ stock }: StockRow): string {
  return stock.availability.since ?? '';
}

/** What has run out comes before what is limited, and that before what is low. */
function shareOf({ face, stock }: StockRow): number {
  if (face?.state === 'out') return 0;
  return face?.state === 'limited' ? 1 : 2 + (stock.servings ?? 0) / 1000;
}
