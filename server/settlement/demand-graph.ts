import { toThousandths } from '../../shared/quantity.ts';
import type { Draw } from './allocation.ts';

export interface Demand {
  itemId: string;
  /** The order that ties this item to its others, because it ships complete. */
  completeOrderId: string | null;
}

/** What one unit of an item takes of a component, or is itself, and how that stands. */
export interface Use {
  itemId: string;
  componentId: string;
  name: string;
  perUnit: number;
  draws: boolean;
  onHand: number;
  allocated: number;
  backordered: number;
  off: boolean;
}

/** The items that customers wait for or have set aside, what they take from stock, and how that ties them together. */
export class DemandGraph {
  readonly #demand: readonly Demand[];
  readonly #all: readonly Use[];
  readonly #uses: Map<string, Use[]>;
  readonly #parts: Map<string, Use>;

  constructor(demand: readonly Demand[], uses: readonly Use[]) {
    this.#demand = demand;
    this.#all = uses;
    this.#uses = Map.groupBy(uses, ({ itemId }) => itemId);
    this.#parts = new Map(uses.map((use) => [use.componentId, use]));
  }

  /** Items that are asked for. */
  get itemIds(): string[] {
    return [...this.#uses.keys()];
  }

  /** The part of the graph that the given items can have an effect on, through what is shared. */
  around(itemIds: readonly string[]): DemandGraph {
    const ties = this.#ties();
    const reached = new Set<string>();
    const open = itemIds.map((itemId) => `item ${itemId}`);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (reached.has(node)) continue;
      reached.add(node);
      open.push(...(ties.get(node) ?? []));
    }
    const isReached = ({ itemId }: { itemId: string }): boolean => reached.has(`dish ${itemId}`);
    return new DemandGraph(this.#demand.filter(isReached), this.#all.filter(isReached));
  }

  usesOf(itemId: string): readonly Use[] {
    return this.#uses.get(itemId) ?? [];
  }

  drawsOf(itemId: string): Draw[] {
    return this.usesOf(itemId).flatMap(({ componentId, perUnit, draws }) =>
      draws ? [{ itemId: componentId, perUnit }] : [],
    );
  }

  /** What keeps an item from being given out, because somebody said so. */
  offOf(itemId: string): string[] {
    return this.usesOf(itemId).flatMap(({ componentId, off }) => (off ? [componentId] : []));
  }

  /** On hand of everything that is drawn from, in thousandths; below zero is owed. */
  onHand(): Map<string, number> {
    const drawn = this.#all.filter(({ draws }) => draws);
    return new Map(drawn.map(({ componentId, onHand }) => [componentId, toThousandths(onHand)]));
  }

  /** What of that nobody has yet. */
  free(): Map<string, number> {
    return new Map(
      [...this.onHand()].map(([itemId, onHand]) => [
        itemId,
        onHand - toThousandths(this.partOf(itemId).allocated),
      ]),
    );
  }

  /** What is left of each item for who comes after all that is backordered; below zero is still owed to those. */
  behindBackorders(free: ReadonlyMap<string, number>): Map<string, number> {
    return new Map(
      [...free].map(([itemId, left]) => [itemId, left - toThousandths(this.partOf(itemId).backordered)]),
    );
  }

  partOf(itemId: string): Use {
    return this.#parts.get(itemId)!;
  }

  stockIds(): string[] {
    return [...this.onHand().keys()];
  }

  /** Items asked for and all their parts. */
  allIds(): string[] {
    return [...this.#parts.keys()];
  }

  namesOf(itemIds: readonly string[]): string[] {
    return itemIds.flatMap((itemId) => this.#parts.get(itemId)?.name ?? []);
  }

  /** Edges between what is in stock, what is asked for, and orders that ship complete. */
  #ties(): Map<string, string[]> {
    const ties = new Map<string, string[]>();
    const tie = (a: string, b: string): void => {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const known = ties.get(from);
        if (known) known.push(to);
        else ties.set(from, [to]);
      }
    };
    for (const { itemId, componentId } of this.#all) tie(`dish ${itemId}`, `item ${componentId}`);
    for (const { itemId, completeOrderId } of this.#demand)
      if (completeOrderId !== null) tie(`dish ${itemId}`, `order ${completeOrderId}`);
    return ties;
  }
}
