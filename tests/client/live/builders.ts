import type { Store } from '../../../shared/identity/store.schema.ts';
import type { ItemState } from '../../../shared/live/change.ts';
import type { Notice } from '../../../shared/stock/notice.schema.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';
import type { Told } from '../../support/fake-live-server.ts';

export const STORE: Store = {
  id: '0190f3a0-0000-7000-8000-000000000001',
  name: 'Zum Lachs',
  timeZone: 'Europe/Vienna',
  currency: 'EUR',
  dayStart: '04:00',
};

export function toldStock(itemId: string, over: Partial<StockState> = {}): Told {
  const figures = { onHand: 10, allocated: 0, available: 10, onOrder: 0, backordered: 0, projected: 10 };
  const rest = { status: 'ok' as const, counted: true, availability: { state: 'available' as const } };
  return { type: 'stock', id: itemId, itemId, sku: itemId.toUpperCase(), ...figures, ...rest, ...over };
}

export function toldItem(itemId: string, over: Partial<ItemState> = {}): Told {
  const words = {
    sku: itemId.toUpperCase(),
    name: itemId,
    unit: 'each',
    category: '',
    importance: 'B' as const,
  };
  const kind = { sellable: false, stocked: true, parLevel: null, reorderPoint: null, packs: [], uses: [] };
  return { type: 'item', id: itemId, itemId, ...words, ...kind, ...over };
}

export function toldNotice(id: string, over: Partial<Notice> & { at?: string } = {}): Told {
  return { type: 'notice', id, kind: 'back', itemId: 'salmon', ...over };
}
