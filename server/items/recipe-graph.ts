import { Decimal } from 'decimal.js';

export interface RecipeNode {
  stocked: boolean;
  /** How many units one batch of the recipe makes. */
  yield: number;
  /** Quantities per batch, in each component's stock unit. */
  lines: readonly { componentId: string; quantity: number }[];
}

export type RecipeGraph = ReadonlyMap<string, RecipeNode>;

export interface ClosureRow {
  componentId: string;
  /** Per unit of the item, rounded to 9 decimals: a yield of 3 has no exact decimal third. */
  quantity: string;
  /** Whether the quantity is taken from stock here; components of a stocked item are taken when it is produced. */
  draws: boolean;
}

/** The items of a circle in the order in which they use each other, the first repeated at the end; or null. */
export function findCycle(graph: RecipeGraph): string[] | null {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const cycle = cycleFrom(start, graph, [], done);
    if (cycle) return cycle;
  }
  return null;
}

function cycleFrom(itemId: string, graph: RecipeGraph, path: string[], done: Set<string>): string[] | null {
  if (done.has(itemId)) return null;
  const seenAt = path.indexOf(itemId);
  if (seenAt >= 0) return [...path.slice(seenAt), itemId];
  path.push(itemId);
  for (const { componentId } of graph.get(itemId)?.lines ?? []) {
    const cycle = cycleFrom(componentId, graph, path, done);
    if (cycle) return cycle;
  }
  path.pop();
  done.add(itemId);
  return null;
}

/** What selling one unit of each item takes: itself, and every component down to the stocked ones. */
export class RecipeClosure {
  readonly #graph: RecipeGraph;
  readonly #known = new Map<string, Map<string, Decimal>>();

  /** The graph must have no circle. */
  constructor(graph: RecipeGraph) {
    this.#graph = graph;
  }

  rowsOf(itemId: string): ClosureRow[] {
    return [...this.#quantitiesOf(itemId)].map(([componentId, quantity]) => ({
      componentId,
      quantity: quantity.toFixed(9),
      draws: this.#graph.get(componentId)?.stocked ?? false,
    }));
  }

  #quantitiesOf(itemId: string): Map<string, Decimal> {
    const known = this.#known.get(itemId);
    if (known) return known;
    const total = new Map([[itemId, new Decimal(1)]]);
    const node = this.#graph.get(itemId);
    if (node && !node.stocked) {
      for (const { componentId, quantity } of node.lines) {
        const perUnit = new Decimal(quantity).div(node.yield);
        for (const [id, share] of this.#quantitiesOf(componentId)) {
          total.set(id, (total.get(id) ?? new Decimal(0)).plus(perUnit.times(share)));
        }
      }
    }
    this.#known.set(itemId, total);
    return total;
  }
}

/** The given items and all that use them, directly or through other recipes. */
export function withUsers(itemIds: Iterable<string>, graph: RecipeGraph): Set<string> {
  const users = new Map<string, string[]>();
  for (const [itemId, { lines }] of graph) {
    for (const { componentId } of lines) users.set(componentId, [...(users.get(componentId) ?? []), itemId]);
  }
  const found = new Set<string>();
  const open = [...itemIds];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(users.get(id) ?? []));
  }
  return found;
}
