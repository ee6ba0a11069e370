import type { StoreReport } from '../../shared/displays/report.schema.ts';
import { decimalsOf } from '../../shared/money.ts';
import { counted } from '../orders/order-words.ts';
import { quantityWords } from '../stock/quantity-words.ts';
import type { BarSeries } from '../ui/chart-series.ts';
import { moneyWords } from '../ui/money-words.ts';

/** A figure that leads its part of the report, and what it means. */
export interface Headline {
  figure: string;
  words: string;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

export function wasteHeadline({ waste }: StoreReport): Headline {
  const times = waste.byReason.reduce((sum, reason) => sum + reason.times, 0);
  if (times === 0) return { figure: 'None', words: 'nothing was reported as wasted' };
  const unknown = waste.unpriced === 0 ? '' : `; no price is known of ${counted(waste.unpriced, 'item')}`;
  return {
    figure: moneyWords(waste.cost),
    words: `wasted, reported ${times === 1 ? 'once' : `${times} times`}${unknown}`,
  };
}

export function fillHeadline({ fill: { lines, atOnce } }: StoreReport): Headline {
  if (lines === 0) return { figure: '–', words: 'no orders were placed' };
  return { figure: percent(atOnce / lines), words: `of ${counted(lines, 'order line')} never waited` };
}

export function stockOutHeadline({ stockOuts }: StoreReport): Headline {
  const { days, byItem, lostValue, unpriced } = stockOuts;
  if (days === 0) return { figure: '–', words: 'no day was compared with its forecast yet' };
  if (byItem.length === 0) return { figure: 'None', words: `on sale ran out in ${counted(days, 'day')}` };
  const ranOut = `on sale ran out at some time of ${counted(days, 'day')}`;
  const items = counted(byItem.length, 'item');
  if (lostValue.amount === 0) return { figure: items, words: ranOut };
  const unknown = unpriced === 0 ? '' : `; no price of ${counted(unpriced, 'item')} of them is known`;
  return { figure: moneyWords(lostValue), words: `of sales lost: ${items} ${ranOut}${unknown}` };
}

export function inventoryHeadline({ inventory: { value, turns, unpriced } }: StoreReport): Headline {
  const pace =
    turns === undefined
      ? 'on the shelves'
      : `on the shelves, turned over ${turns < 10 ? turns : Math.round(turns)} times a year`;
  const unknown = unpriced === 0 ? '' : `; no price is known of ${counted(unpriced, 'item')}`;
  return { figure: moneyWords(value), words: `${pace}${unknown}` };
}

const MOST_REASONS = 4;

/** What was wasted why, the dearest reasons for themselves; null where no price is known of any of it. */
export function wasteSeries({ waste: { cost, byReason } }: StoreReport): BarSeries | null {
  const [first] = byReason;
  if (!first || cost.amount === 0) return null;
  const rest = byReason.slice(MOST_REASONS);
  const others = {
    ...{ reason: `${rest.length} others`, times: rest.reduce((sum, { times }) => sum + times, 0) },
    cost: { ...cost, amount: rest.reduce((sum, reason) => sum + reason.cost.amount, 0) },
  };
  return {
    title: `${percent(first.cost.amount / cost.amount)} of what was wasted: ${first.reason.toLowerCase()}`,
    unit: `Cost in ${cost.currency}`,
    bars: [...byReason.slice(0, MOST_REASONS), ...(rest.length > 0 ? [others] : [])].map((bar) => ({
      ...{
        label: bar.reason,
        value: bar.cost.amount / 10 ** decimalsOf(cost.currency),
        tone: 'off' as const,
      },
      words: moneyWords(bar.cost),
    })),
  };
}

/** "14 portions" that were not sold; rounded, since nobody knows it better. */
export function lostWords({
  lost,
  unit,
}: Pick<StoreReport['stockOuts']['byItem'][number], 'lost' | 'unit'>): string {
  return lost < 0.5 ? 'hardly any' : quantityWords(Math.round(lost), unit);
}

export const outWords = ({ out }: { out: number }): string => (out < 0.01 ? 'under 1 %' : percent(out));
