import { Decimal } from 'decimal.js';
import { AppError } from '../platform/errors.ts';

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

/** More than any kitchen nests. Without a bound, a chain of thousands of recipes would cost its length squared. */
export const MAX_DEPTH = 20;
/** Additions that flattening may take: five times what five thousand dishes of twenty parts, two deep, need. */
const MAX_STEPS = 1_000_000;

/** The items of a circle in the order in which they use each other, the first repeated at the end; or null. */
export function findCycle(graph: RecipeGraph): string[] | null {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const cycle = cycleFrom(start, graph, done);
    if (cycle) return cycle;
  }
  return null;
}

/** Keeps its path itself, as one of a hundred thousand items would be too long for the call stack. */
function cycleFrom(start: string, graph: RecipeGraph, done: Set<string>): string[] | null {
  const path = new Map([[start, 0]]);
  const open = [start];
  for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
    const next = path.get(id)!;
    const child = done.has(id) ? undefined : graph.get(id)?.lines[next]?.componentId;
    path.set(id, next + 1);
    if (child === undefined) {
      done.add(id);
      path.delete(id);
      open.pop();
    } else if (path.has(child)) {
      return [...open.slice(open.indexOf(child)), child];
    } else if (!done.has(child)) {
      path.set(child, 0);
      open.push(child);
    }
  }
  return null;
}

/** An item whose recipe nests more than {@link MAX_DEPTH} deep, or null. The graph must have no circle. */
export function findTooDeep(graph: RecipeGraph): string | null {
  const depths = new Map<string, number>();
  for (const id of graph.keys()) if (depthOf(id, graph, depths, MAX_DEPTH) > MAX_DEPTH) return id;
  return null;
}

/** How deep a recipe nests, or Infinity as soon as it is more than `most`. */
function depthOf(id: string, graph: RecipeGraph, depths: Map<string, number>, most: number): number {
  const known = depths.get(id);
  if (known !== undefined) return known;
  let depth = 0;
  for (const { componentId } of graph.get(id)?.lines ?? []) {
    if (most === 0) return Infinity;
    depth = Math.max(depth, depthOf(componentId, graph, depths, most - 1) + 1);
    if (depth === Infinity) return depth;
  }
  depths.set(id, depth);
  return depth;
}

/** What selling one unit of each item takes: itself, and every component down to the stocked ones. */
export class RecipeClosure {
  readonly #graph: RecipeGraph;
  readonly #known = new Map<string, Map<string, Decimal>>();
  #steps = 0;

  /** The graph must have no circle, and no depth beyond {@link MAX_DEPTH}. */
  constructor(graph: RecipeGraph) {
    this.#graph = graph;
  }

  /** @throws AppError `too-large` when recipes share each other's parts beyond all measure */
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
        const shares = this.#quantitiesOf(componentId);
        this.#count(shares.size);
        for (const [id, share] of shares) {
          total.set(id, (total.get(id) ?? new Decimal(0)).plus(perUnit.times(share)));
        }
      }
    }
    this.#known.set(itemId, total);
    return total;
  }

  #count(steps: number): void {
    this.#steps += steps;
    if (this.#steps <= MAX_STEPS) return;
    throw new AppError(
      'too-large',
      'The recipes share too many parts with each other; use fewer recipes in recipes.',
    );
  }
}

/** The given items and all that use them, directly or through other recipes. */
export function withUsers(itemIds: Iterable<string>, graph: RecipeGraph): Set<string> {
  const users = new Map<string, string[]>();
  for (const [itemId, { lines }] of graph) {
    for (const { componentId } of lines) {
      const known = users.get(componentId);
      if (known) known.push(itemId);
      else users.set(componentId, [itemId]);
    }
  }
  const found = new Set<string>();
  const open = [...itemIds];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const user of users.get(id) ?? []) open.push(user);
  }
  return found;
}
