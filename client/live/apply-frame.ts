import type {
  BackorderChange,
  Change,
  DepletionChange,
  ItemChange,
  NoticeChange,
  OrderChange,
  PurchaseOrderChange,
  Snapshot,
  StockChange,
  SupplierDelayChange,
  TransferChange,
} from '../../shared/live/change.ts';
import type { Frame } from '../../shared/live/socket.ts';

/** What a screen knows of its store, by id. */
export interface Tables {
  item: Map<string, ItemChange>;
  stock: Map<string, StockChange>;
  notice: Map<string, NoticeChange>;
  order: Map<string, OrderChange>;
  backorder: Map<string, BackorderChange>;
  'purchase-order': Map<string, PurchaseOrderChange>;
  'supplier-delay': Map<string, SupplierDelayChange>;
  transfer: Map<string, TransferChange>;
  depletion: Map<string, DepletionChange>;
}

export function emptyTables(): Tables {
  return {
    ...{ item: new Map(), stock: new Map(), notice: new Map(), order: new Map(), backorder: new Map() },
    ...{
      'purchase-order': new Map(),
      'supplier-delay': new Map(),
      transfer: new Map(),
      depletion: new Map(),
    },
  };
}

/** `old` was applied before; `gap` means something between is missing, so ask for everything since `last`. */
export function judgeFrame(last: number, { from, to }: Pick<Frame, 'from' | 'to'>): 'next' | 'old' | 'gap' {
  if (to <= last) return 'old';
  return from === last + 1 ? 'next' : 'gap';
}

const keyOf = ({ type, id }: Change) => `${type} ${id}`;

/** Keeps the newest change of each entity, so that what waits for the next animation frame stays small. */
export function conflate(waiting: Map<string, Change>, changes: readonly Change[]): void {
  for (const change of changes) {
    const known = waiting.get(keyOf(change));
    if (!known || known.seq < change.seq) waiting.set(keyOf(change), change);
  }
}

/** Upserts by type and id; an older state of an entity never replaces a newer one. */
export function applyChanges(tables: Tables, changes: readonly Change[]): void {
  for (const change of changes) {
    const table: Map<string, { seq: number }> = tables[change.type];
    const known = table.get(change.id);
    if (known && known.seq >= change.seq) continue;
    if ('removed' in change) table.delete(change.id);
    else table.set(change.id, change);
  }
}

/** Makes the tables say exactly what the snapshot says; entries that are the same are left untouched. */
export function applySnapshot(tables: Tables, snapshot: Snapshot): void {
  replaceAll(tables.item, snapshot.item ?? []);
  replaceAll(tables.stock, snapshot.stock ?? []);
  replaceAll(tables.notice, snapshot.notice ?? []);
  replaceAll(tables.order, snapshot.order ?? []);
  replaceAll(tables.backorder, snapshot.backorder ?? []);
  replaceAll(tables['purchase-order'], snapshot['purchase-order'] ?? []);
  replaceAll(tables['supplier-delay'], snapshot['supplier-delay'] ?? []);
  replaceAll(tables.transfer, snapshot.transfer ?? []);
  replaceAll(tables.depletion, snapshot.depletion ?? []);
}

function replaceAll<T extends { id: string }>(table: Map<string, T>, entries: readonly T[]): void {
  const kept = new Set(entries.map(({ id }) => id));
  for (const id of table.keys()) if (!kept.has(id)) table.delete(id);
  for (const entry of entries) table.set(entry.id, entry);
}
