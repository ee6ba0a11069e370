/** One column of a table of many rows. */
export interface Column<T> {
  key: string;
  label: string;
  /** In rem. */
  width: number;
  isNumber?: boolean;
  /** What it is sorted by; null comes last, whichever way. */
  by: (row: T) => number | string | null;
  words: (row: T) => string;
  /** In a file, where figures are bare; `words` where it is absent. */
  plain?: (row: T) => string;
}

export interface Sort {
  column: string;
  descending: boolean;
}

const collators = new Map<string | undefined, Intl.Collator>();

function collatorOf(locale: string | undefined): Intl.Collator {
  const collator = collators.get(locale) ?? new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  collators.set(locale, collator);
  return collator;
}

/** Rows in the order of a column; those that are alike in it stay in the order they came in. */
export function sortedRows<T>(
  rows: readonly T[],
  { by }: Pick<Column<T>, 'by'>,
  { descending, locale }: { descending: boolean; locale?: string | undefined },
): T[] {
  const keys = rows.map(by);
  const rankOf = ranker(keys, locale);
  const sign = descending ? -1 : 1;
  const ranked = rows.map((row, index) => ({ row, index, rank: rankOf(keys[index] ?? null) }));
  ranked.sort((a, b) => {
    if (a.rank === null || b.rank === null)
      return a.rank === b.rank ? a.index - b.index : a.rank === null ? 1 : -1;
    return sign * (a.rank - b.rank) || a.index - b.index;
  });
  return ranked.map(({ row }) => row);
}

/** Words are compared once each, not once for every pair of rows: many rows say the same. */
function ranker(
  keys: readonly (number | string | null)[],
  locale: string | undefined,
): (key: number | string | null) => number | null {
  const words = [...new Set(keys.filter((key) => typeof key === 'string'))];
  const ranks = new Map(words.sort(collatorOf(locale).compare).map((word, rank) => [word, rank]));
  return (key) => (typeof key === 'string' ? (ranks.get(key) ?? null) : key);
}
