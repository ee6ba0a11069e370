import type { ReportPart, StoreReport } from '../../shared/displays/report.schema.ts';
import { amountText, type Money } from '../../shared/money.ts';

/** A part of a report as the rows of a table. */
export function reportRows(report: StoreReport, part: ReportPart): object[] {
  return ROWS[part](report);
}

const plain = (money: Money | undefined): string => (money ? amountText(money) : '');

const ROWS: Record<ReportPart, (report: StoreReport) => object[]> = {
  waste: ({ waste }) =>
    waste.byItem.map(({ name, quantity, unit, times, cost }) => ({
      ...{ name, quantity, unit, times, cost: plain(cost), currency: waste.cost.currency },
    })),
  'stock-outs': ({ stockOuts }) =>
    stockOuts.byItem.map(({ name, days, out, lost, unit, price, lostValue }) => ({
      ...{ name, days, out, lost, unit, price: plain(price), 'lost sales': plain(lostValue) },
      currency: stockOuts.lostValue.currency,
    })),
  inventory: ({ inventory }) =>
    inventory.byCategory.map(({ category, items, value }) => ({
      ...{ category, items, value: amountText(value), currency: value.currency },
    })),
};
