export interface RowWindowInput {
  scrollTop: number;
  /** Of what is seen of the list, in the same unit as all heights. */
  height: number;
  rowHeight: number;
  count: number;
}

/** The rows that are made, `first` up to but without `end`, and the heights of what is left out around them. */
export interface RowWindow {
  first: number;
  end: number;
  above: number;
  below: number;
}

/** Rows made ahead of a reader who scrolls, on either side. */
const SPARE = 8;

/** Of a long list with rows of one height, those that can be seen. */
export function rowWindow({ scrollTop, height, rowHeight, count }: RowWindowInput): RowWindow {
  if (rowHeight <= 0) return { first: 0, end: 0, above: 0, below: 0 };
  // A list that became shorter is still scrolled to where it was longer.
  const top = Math.min(scrollTop, Math.max(0, count * rowHeight - height));
  const first = Math.max(0, Math.floor(top / rowHeight) - SPARE);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE);
  return { first, end, above: first * rowHeight, below: (count - end) * rowHeight };
}

/** Where to scroll so that a row is wholly seen, moving as little as possible. */
export function scrolledTo(
  index: number,
  { scrollTop, height, rowHeight }: Omit<RowWindowInput, 'count'>,
): number {
  const top = index * rowHeight;
  return Math.min(top, Math.max(scrollTop, top + rowHeight - height));
}

/** The row that a key leads to; undefined for other keys. */
export function rowAfterKey(
  key: string,
  from: number,
  { page, count }: { page: number; count: number },
): number | undefined {
  const steps: Record<string, number> = {
    ...{ ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count },
  };
  const step = steps[key];
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, from + step));
}
