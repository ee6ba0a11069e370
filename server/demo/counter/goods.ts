import type { DishRow, StockRow } from '../restaurant/rows.ts';

/** What the patisserie around the corner bakes for the counter. */
export const COUNTER_GOODS: readonly StockRow[] = [
  ['lemon-tart', 'Lemon tart', 'each', 'box', 2, 6, 2, 'B', 2],
  ['chocolate-cake', 'Chocolate cake', 'each', 'box', 2, 5, 1, 'B', 3],
  ['apple-strudel', 'Apple strudel', 'each', 'box', 3, 6, 2, 'B', 2],
  ['focaccia', 'Olive focaccia', 'each', 'tray', 6, 12, 3, 'B', 1],
];

/** What caterers and families take away, made of several things. */
export const COUNTER_BUNDLES: readonly DishRow[] = [
  ['picnic-basket', 'Picnic basket', 'lemon-tart 1, focaccia 2, sparkling-water 2'],
  ['coffee-table', 'Coffee table', 'chocolate-cake 1, apple-strudel 1, lemon-tart 1'],
];

export const PATISSERIE = 'Patisserie Lang';
