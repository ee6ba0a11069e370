import type { Block, DetailOf } from '../../../client/wall/block.ts';
import { BLANK, type Entry } from '../../../client/wall/entry.ts';
import { dishesByComponent, type Kitchen } from '../../../client/wall/kitchen.ts';
import type { Measure } from '../../../client/wall/wrap.ts';
import type { Depletion } from '../../../shared/forecasts/forecast.schema.ts';
import type { ItemState, NoticeChange } from '../../../shared/live/change.ts';
import type { BackorderState } from '../../../shared/orders/backorder.schema.ts';
import type { OrderState } from '../../../shared/orders/order.schema.ts';
import type { SupplierDelay } from '../../../shared/purchasing/purchase-order.schema.ts';
import type { Availability } from '../../../shared/stock/availability.schema.ts';
import type { StockState } from '../../../shared/stock/stock.schema.ts';

export const NOW = Date.parse('2026-11-24T18:40:00Z');

export function minutesAgo(minutes: number): string {
  return new Date(NOW - minutes * 60_000).toISOString();
}

/** Something that is counted in grams, low at 1 kg. */
export function anIngredient(itemId: string, over: Partial<ItemState> = {}): ItemState {
  const kind = { unit: 'g', category: 'Larder', importance: 'B' as const, packs: [], uses: [] };
  const levels = { sellable: false, stocked: true, parLevel: null, reorderPoint: 1000 };
  return { itemId, sku: itemId.toUpperCase(), name: itemId, ...kind, ...levels, ...over };
}

/** `uses` is what one portion takes, by the id of the component. */
export function aDish(
  itemId: string,
  uses: Record<string, number> = {},
  over: Partial<ItemState> = {},
): ItemState {
  const recipe = Object.entries(uses).map(([id, quantity]) => ({ itemId: id, quantity }));
  const kind = { unit: 'portion', sellable: true, stocked: false, reorderPoint: null, uses: recipe };
  return anIngredient(itemId, { ...kind, ...over });
}

interface Scene {
  items: ItemState[];
  /** What differs from 5 kg of everything, all available; by item id. */
  stock?: Record<string, Partial<StockState>>;
  notices?: NoticeChange[];
  orders?: OrderState[];
  backorders?: BackorderState[];
  delays?: SupplierDelay[];
  depletions?: Depletion[];
}

export function aKitchen({
  items,
  stock = {},
  notices = [],
  orders = [],
  backorders = [],
  delays = [],
  depletions = [],
}: Scene): Kitchen {
  const byId = new Map(items.map((item) => [item.itemId, item]));
  const levels = items.map((item) => [item.itemId, stockOf(item, stock[item.itemId])] as const);
  return {
    items: byId,
    stock: new Map(levels),
    notices,
    dishes: dishesByComponent(byId),
    orders: new Map(orders.map((order) => [order.orderId, order])),
    backorders: new Map(backorders.map((line) => [line.lineId, line])),
    delays: new Map(delays.map((delay) => [delay.deliveryId, delay])),
    depletions: new Map(depletions.map((each) => [each.itemId, each])),
    nowMs: NOW,
    locale: 'en',
  };
}

function stockOf({ itemId, sku, stocked }: ItemState, over: Partial<StockState> = {}): StockState {
  const amount = stocked ? 5000 : null;
  const figures = { allocated: 0, onOrder: 0, backordered: 0, projected: amount };
  const rest = {
    status: 'ok' as const,
    counted: stocked,
    availability: { state: 'available' as const },
  };
  return { itemId, sku, onHand: amount, available: amount, ...figures, ...rest, ...over };
}

export function off(over: Partial<Availability> = {}): { availability: Availability } {
  return { availability: { state: 'unavailable', cause: 'hand', since: minutesAgo(30), ...over } };
}

/** Off for want of components that are 86. */
export function offFor(...components: string[]): { availability: Availability } {
  const because = components.map((itemId) => ({ itemId, problem: 'unavailable' as const }));
  return off({ cause: 'recipe', because });
}

export function left(available: number): Partial<StockState> {
  return { onHand: available, available, status: available > 0 ? 'low' : 'out' };
}

let notices = 0;

export function aNotice(
  kind: NoticeChange['kind'],
  itemId: string,
  over: Partial<NoticeChange> = {},
): NoticeChange {
  const seq = ++notices;
  return { type: 'notice', id: `notice-${seq}`, seq, at: minutesAgo(5), kind, itemId, ...over };
}

export function anEntry(over: Partial<Entry> = {}): Entry {
  return {
    ...BLANK,
    dishes: [],
    key: '86 salmon',
    itemId: 'salmon',
    state: '86',
    name: 'Salmon',
    stamp: '',
    ...over,
  };
}

export function aBlock(key: string, height = 10): Block {
  const beside = { figureBeside: false, detailBeside: false, besideWidth: 0 };
  const lines = { nameLines: [key], ...beside, detailLines: 0, dishLines: [] };
  return { kind: 'entry', key, height, width: 60, fullness: 'full', ...lines };
}

/** Runs out after so many minutes, probably; by half an hour earlier or an hour later in most cases. */
export function runsOut(itemId: string, minutes: number, over: Partial<Depletion> = {}): Depletion {
  const [p10, p50, p90] = [minutesAgo(30 - minutes), minutesAgo(-minutes), minutesAgo(-minutes - 60)];
  return { itemId, p10, p50, p90, probability: 0.9, at: minutesAgo(0), ...over };
}

/** Every letter half as wide as it is high, strong ones a little more. */
export const measure: Measure = (text, strong) => text.length * (strong ? 0.55 : 0.5);

export const detailOf: DetailOf = ({ why, by }) => [why, by ?? ''].filter((part) => part !== '');
