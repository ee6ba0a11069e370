import { fromThousandths, toThousandths } from '../../shared/quantity.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import type { Derived } from './recipe-cascade.ts';

export interface StockFigures extends Derived {
  itemId: string;
  sku: string;
  stocked: boolean;
  counted: boolean;
  onHand: number;
  allocated: number;
  onOrder: number;
  backordered: number;
}

/** What the outside sees of one item in one store: the same over HTTP, in snapshots and in frames. */
export function toStockState(row: StockFigures): StockState {
  const available = minus(row.onHand, row.allocated);
  return {
    itemId: row.itemId,
    sku: row.sku,
    onHand: row.stocked ? row.onHand : null,
    allocated: row.allocated,
    available: row.stocked ? available : null,
    onOrder: row.onOrder,
    backordered: row.backordered,
    projected: row.stocked ? minus(available + row.onOrder, row.backordered) : null,
    status: row.status,
    counted: row.counted,
    ...(row.servings === null ? {} : { servings: row.servings }),
    availability: row.availability,
  };
}

function minus(a: number, b: number): number {
  return fromThousandths(toThousandths(a) - toThousandths(b));
}
