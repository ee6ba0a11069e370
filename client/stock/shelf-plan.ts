import type { CountLine, CountShelf, ShelvesInput } from '../../shared/stock/count-sheet.schema.ts';

/** Where everything lies, while somebody moves it around. */
export interface ShelfPlan {
  shelves: readonly { name: string; lines: readonly CountLine[] }[];
  /** What has no shelf. */
  loose: readonly CountLine[];
}

export function planOf(shelves: readonly CountShelf[]): ShelfPlan {
  return {
    shelves: shelves.filter(({ placed }) => placed).map(({ name, lines }) => ({ name, lines })),
    loose: shelves.filter(({ placed }) => !placed).flatMap(({ lines }) => lines),
  };
}

/** Categories as shelves: a start that is easier to move around than nothing. */
export function planByCategory(shelves: readonly CountShelf[]): ShelfPlan {
  const named = new Map<string, CountLine[]>();
  for (const { name, lines } of shelves) named.set(name, [...(named.get(name) ?? []), ...lines]);
  const loose = named.get('') ?? [];
  named.delete('');
  return { shelves: [...named].map(([name, lines]) => ({ name, lines })), loose };
}

/** Puts a line at the end of a shelf, which is a new one where there is none of that name; '' takes it from its shelf. */
export function put(plan: ShelfPlan, line: CountLine, shelf: string): ShelfPlan {
  const name = shelf.trim();
  const isOther = ({ itemId }: CountLine): boolean => itemId !== line.itemId;
  const shelves = plan.shelves.map((one) => ({ ...one, lines: one.lines.filter(isOther) }));
  const loose = plan.loose.filter(isOther);
  if (name === '') return { shelves: filled(shelves), loose: [...loose, line] };
  const added = shelves.some((one) => one.name === name) ? shelves : [...shelves, { name, lines: [] }];
  const placed = added.map((one) => (one.name === name ? { ...one, lines: [...one.lines, line] } : one));
  return { shelves: filled(placed), loose };
}

const filled = (shelves: ShelfPlan['shelves']): ShelfPlan['shelves'] =>
  shelves.filter(({ lines }) => lines.length > 0);

/** Moves what stands at `index` by one place; over an end it stays. */
export function moved<T>(list: readonly T[], index: number, by: 1 | -1): readonly T[] {
  const to = index + by;
  if (to < 0 || to >= list.length) return list;
  const copy = [...list];
  [copy[index], copy[to]] = [copy[to]!, copy[index]!];
  return copy;
}

export function shelvesInput({ shelves }: ShelfPlan): ShelvesInput {
  return { shelves: shelves.map(({ name, lines }) => ({ name, skus: lines.map(({ sku }) => sku) })) };
}
