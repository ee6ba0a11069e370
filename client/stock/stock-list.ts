import type { StockTable, StockTableRow } from '../../shared/displays/stock-table.schema.ts';
import { Remote } from '../identity/remote.svelte.ts';
import type { Session } from '../identity/session.svelte.ts';
import { faceOf } from '../tablet/tile-face.ts';
import type { StockRow } from './stock-rows.ts';

/** One item in one store, with all that the table of stock says of it. */
export interface StockLine extends StockRow, Omit<StockTableRow, 'stock'> {
  stock: StockTableRow['stock'];
}

/** The stock of a store as of a change of its stream. */
export interface StockList {
  seq: number;
  currency: string;
  /** In the order of names. */
  lines: readonly StockLine[];
}

/** The stock of the store that is looked at: asked for as a whole once, and then only for what changed. */
export function followStock(session: Session): Remote<StockList> {
  let known: StockList | null = null;
  return new Remote<StockList>(async (signal) => {
    const path = `/stores/${session.store?.id ?? ''}/stock-table`;
    const since = known ? `?since=${known.seq}` : '';
    known = mergedStock(known, await session.api.get<StockTable>(`${path}${since}`, signal));
    return known;
  });
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** What is known, with what changed: a line that did not change is the same object still. */
export function mergedStock(known: StockList | null, { seq, currency, whole, rows }: StockTable): StockList {
  if (!whole && known && rows.length === 0) return { ...known, seq };
  const lines = new Map(whole || !known ? [] : known.lines.map((line) => [line.itemId, line]));
  const names = new Map<string, string>([...lines.values()].map(({ itemId, name }) => [itemId, name]));
  for (const { stock, name } of rows) names.set(stock.itemId, name);
  const nameOf = (itemId: string): string => names.get(itemId) ?? '';
  const isOld = rows.every(({ stock, name }) => lines.get(stock.itemId)?.name === name);
  for (const row of rows) lines.set(row.stock.itemId, lineOf(row, nameOf));
  const next = [...lines.values()];
  return { seq, currency, lines: isOld ? next : next.sort((a, b) => collator.compare(a.name, b.name)) };
}

function lineOf(row: StockTableRow, nameOf: (itemId: string) => string): StockLine {
  const { itemId, sku } = row.stock;
  return { ...row, itemId, sku, face: faceOf(row, row.stock, nameOf) };
}
