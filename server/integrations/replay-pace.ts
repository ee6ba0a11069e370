import type { Sale } from '../../shared/stock/sale.schema.ts';

/** How many times as fast as they were sold, or as fast as the server takes them. */
export type Speed = number | 'max';

/** When each of a series of sales is due, in ms from the first one's. */
export class Pace {
  readonly #sales: readonly Sale[];
  readonly #speed: Speed;
  readonly #start: number;

  /** The sales are in the order of time. */
  constructor(sales: readonly Sale[], speed: Speed) {
    this.#sales = sales;
    this.#speed = speed;
    this.#start = Date.parse(sales[0]?.soldAt ?? '');
  }

  /** 0 once there are no more. */
  dueAt(index: number): number {
    const sale = this.#sales[index];
    return sale === undefined || this.#speed === 'max'
      ? 0
      : (Date.parse(sale.soldAt) - this.#start) / this.#speed;
  }

  /** The sales from `from` on that are due by then, at most `most`. */
  due(from: number, elapsedMs: number, most: number): Sale[] {
    let end = from;
    while (end < this.#sales.length && end - from < most && this.dueAt(end) <= elapsedMs) end += 1;
    return this.#sales.slice(from, end);
  }
}
