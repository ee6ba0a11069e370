import type { StoreReport } from '../../shared/displays/report.schema.ts';
import type { Money } from '../../shared/money.ts';

/** What is wasted without a word. */
const NO_REASON = 'No reason given';
const DAYS_OF_YEAR = 365;

export interface WastedPart {
  itemId: string;
  name: string;
  unit: string;
  reason: string;
  quantity: number;
  times: number;
  /** Minor units; null where no price is known. */
  cost: number | null;
}

/** Waste by what it was for and by what it was, the dearest first. */
export function wastePart(rows: readonly WastedPart[], currency: string): StoreReport['waste'] {
  const money = (amount: number): Money => ({ amount, currency });
  const byReason = [...Map.groupBy(rows, ({ reason }) => reason || NO_REASON)].map(([reason, group]) => ({
    ...{ reason, times: sumOf(group, ({ times }) => times) },
    cost: money(sumOf(group, ({ cost }) => cost ?? 0)),
  }));
  const byItem = [...Map.groupBy(rows, ({ itemId }) => itemId).values()].map((group) => {
    const { itemId, name, unit, cost } = group[0]!;
    return {
      ...{ itemId, name, unit, times: sumOf(group, ({ times }) => times) },
      quantity: sumOf(group, ({ quantity }) => Math.round(quantity * 1000)) / 1000,
      ...(cost !== null && { cost: money(sumOf(group, (row) => row.cost ?? 0)) }),
    };
  });
  return {
    cost: money(sumOf(rows, ({ cost }) => cost ?? 0)),
    unpriced: byItem.filter(({ cost }) => cost === undefined).length,
    byReason: byReason.sort((a, b) => b.cost.amount - a.cost.amount || b.times - a.times),
    byItem: byItem.sort(
      (a, b) => (b.cost?.amount ?? -1) - (a.cost?.amount ?? -1) || a.name.localeCompare(b.name),
    ),
  };
}

export interface MissedItem {
  itemId: string;
  name: string;
  unit: string;
  days: number;
  out: number;
  lost: number;
  /** Minor units: for one, and for what was lost; null where nobody said. */
  price: number | null;
  value: number | null;
}

/** What could not be sold, and what it would have brought as far as prices are known. */
export function stockOutsPart(
  rows: readonly MissedItem[],
  currency: string,
): Omit<StoreReport['stockOuts'], 'days'> {
  const money = (amount: number): Money => ({ amount, currency });
  return {
    lostValue: money(sumOf(rows, ({ value }) => value ?? 0)),
    unpriced: rows.filter(({ lost, price }) => price === null && lost > 0).length,
    byItem: rows.map(({ price, value, ...row }) => ({
      ...row,
      ...(price !== null && value !== null && { price: money(price), lostValue: money(value) }),
    })),
  };
}

export interface Worth {
  category: string;
  items: number;
  unpriced: number;
  /** Minor units, at the end of the period and at its start, and of what was sold in between. */
  value: number;
  valueBefore: number;
  sold: number;
}

/**
 * What lies on the shelves, and how often it turns: cost of what was sold, scaled to a year, over the mean of what lay
 * there at both ends (inventory turnover of cost accounting).
 */
export function inventoryPart(
  rows: readonly Worth[],
  { currency, days }: { currency: string; days: number },
): StoreReport['inventory'] {
  const total = (of: (row: Worth) => number): Money => ({ amount: sumOf(rows, of), currency });
  const [value, valueBefore, sold] = [
    total((row) => row.value),
    total((row) => row.valueBefore),
    total((row) => row.sold),
  ];
  // A store that opened within the period had nothing at its start, which says nothing of what lies there.
  const mean = valueBefore.amount === 0 ? value.amount : (value.amount + valueBefore.amount) / 2;
  const turns = ((sold.amount / days) * DAYS_OF_YEAR) / mean;
  return {
    ...{ value, valueBefore, sold, unpriced: sumOf(rows, (row) => row.unpriced) },
    ...(mean > 0 && { turns: Math.round(turns * 10) / 10 }),
    byCategory: rows
      .filter((row) => row.value > 0)
      .map(({ category, items, value: amount }) => ({ category, items, value: { amount, currency } })),
  };
}

function sumOf<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
