import type { DemandSeries } from './demand-series.ts';

/** What somebody knows of some days, counted from 1970. Of everything, of a category, or of one item. */
export interface EventFact {
  firstDay: number;
  lastDay: number;
  factor: number;
  category: string | null;
  itemId: string | null;
}

/** An item, and through what it is asked for: `share` of its demand is what another takes of it. */
export interface EventItem {
  itemId: string;
  category: string;
  uses?: readonly { itemId: string; category: string; share: number }[];
}

/** However much is going on at once. */
const MOST = 20;

/**
 * By how much events change the demand of an item, day by day from `first` on. Those of the same day multiply, so that closed
 * wins over everything; what concerns a dish concerns an ingredient by the share that the dish takes of it.
 */
export function factorsOf(
  events: readonly EventFact[],
  item: EventItem,
  { first, days }: { first: number; days: number },
): number[] {
  return Array.from({ length: days }, (_, index) => {
    const today = events.filter(
      ({ firstDay, lastDay }) => firstDay <= first + index && first + index <= lastDay,
    );
    const product = (of: (event: EventFact) => boolean): number =>
      today.filter(of).reduce((all, { factor }) => all * factor, 1);
    const whole = product(({ itemId, category }) => itemId === null && category === null);
    const named = (one: Pick<EventItem, 'itemId' | 'category'>): number =>
      product(({ itemId, category }) =>
        itemId === null ? category === one.category : itemId === one.itemId,
      );
    const { uses = [] } = item;
    const through = uses.reduce((sum, use) => sum + use.share * (named(use) - 1), 1);
    return Math.max(0, Math.min(MOST, whole * named(item) * through));
  });
}

/**
 * A history as it would have been without events: what a promotion brought is not what to expect. Days that were closed
 * say nothing.
 */
export function withoutEvents(series: DemandSeries, factors: ArrayLike<number>): DemandSeries {
  const factorAt = (index: number): number => factors[index] ?? 1;
  const sold = Float64Array.from(series.sold, (quantity, index) =>
    factorAt(index) > 0 ? quantity / factorAt(index) : quantity,
  );
  const inStock = Float64Array.from(series.sold, (_, index) =>
    factorAt(index) > 0 ? (series.inStock?.[index] ?? 1) : 0,
  );
  const isCounted = Array.from(series.sold).every(Number.isInteger);
  return { first: series.first, sold: isCounted ? sold.map(Math.round) : sold, inStock };
}
