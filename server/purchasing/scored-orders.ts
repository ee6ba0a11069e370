import { SHARE_FIGURES, type FigureName } from '../../shared/purchasing/scorecard.schema.ts';
import { valueFor, type LineFact } from './scorecard-facts.ts';

/** A purchase order behind a figure, its instants in ms. */
export interface OrderBehind {
  storeId: string;
  poId: string;
  number: number;
  sentAt: number;
  dueAt: number;
  receivedAt: number | null;
  lines: number;
  /** How many of the lines do what the figure says; of shares of lines. */
  hits?: number;
  /** The worst of its lines, in the unit of the figure; of all others. */
  value?: number;
}

/** Of these a line has or has not; the other figures have a value for each. */
const COUNTED: readonly string[] = SHARE_FIGURES.filter(
  (name) => name !== 'rejectRate' && name !== 'priceVariance',
);
const WANTED: readonly FigureName[] = ['onTime', 'inFull', 'otif'];

/** The purchase orders that a figure counts: those that make it worse first, of these the latest. */
export function ordersBehind(name: FigureName, lines: readonly LineFact[], tolerance: number): OrderBehind[] {
  const counted = lines.flatMap((line) => {
    const value = valueFor(name, line, tolerance);
    return value === null ? [] : [{ line, value }];
  });
  const orders = [...Map.groupBy(counted, ({ line }) => line.poId).values()].map((its) => {
    const { storeId, poId, number, sentAt } = its[0]!.line;
    const values = its.map(({ value }) => value);
    const came = its.flatMap(({ line }) => line.receivedAt ?? []);
    const facts = { storeId, poId, number, sentAt, lines: its.length };
    const dueAt = Math.max(...its.map(({ line }) => line.dueAt));
    const receivedAt = came.length > 0 ? Math.max(...came) : null;
    const hits = values.reduce((sum, value) => sum + value, 0);
    return {
      ...facts,
      dueAt,
      receivedAt,
      ...(COUNTED.includes(name) ? { hits } : { value: Math.max(...values) }),
    };
  });
  const badness = ({ hits, lines: count, value }: OrderBehind): number =>
    hits === undefined ? value! : WANTED.includes(name) ? 1 - hits / count : hits / count;
  return orders.sort((a, b) => badness(b) - badness(a) || b.dueAt - a.dueAt || b.number - a.number);
}
