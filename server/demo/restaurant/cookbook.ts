import type { ItemInput, RecipeLine } from '../../../shared/items/item.schema.ts';
import { RecipeClosure, type RecipeGraph, type RecipeNode } from '../../items/recipe-graph.ts';
import { toStockUnit } from '../../items/units.ts';

/** So much of an item, in its stock unit. */
export interface Share {
  sku: string;
  quantity: number;
}

interface Use extends Share {
  /** Taken from stock, and not only a step on the way. */
  draws: boolean;
}

/** What selling or making one unit of anything takes, by SKU. */
export class Cookbook {
  readonly items: ReadonlyMap<string, ItemInput>;
  readonly #graph: RecipeGraph;
  readonly #closure: RecipeClosure;
  readonly #uses = new Map<string, Use[]>();

  /**
   * The recipes must not go in a circle.
   * @throws Error for a component that is not there or a unit that does not convert
   */
  constructor(items: readonly ItemInput[]) {
    this.items = new Map(items.map((item) => [item.sku, item]));
    this.#graph = new Map(items.map((item) => [item.sku, this.#nodeOf(item)]));
    this.#closure = new RecipeClosure(this.#graph);
  }

  /** Everything that one unit takes, itself included, down to what is stocked. */
  usesOf(sku: string): readonly Use[] {
    const known = this.#uses.get(sku) ?? this.#flatten(sku);
    this.#uses.set(sku, known);
    return known;
  }

  /** What selling one unit takes from stock: of a stocked item, itself. */
  drawsOf(sku: string): Share[] {
    return this.usesOf(sku).filter(({ draws }) => draws);
  }

  /** What making one unit takes from stock. */
  ingredientsOf(sku: string): Share[] {
    const { lines = [], yield: made = 1 } = this.#graph.get(sku) ?? {};
    const total = new Map<string, number>();
    for (const { componentId, quantity } of lines) {
      for (const share of this.drawsOf(componentId))
        total.set(share.sku, (total.get(share.sku) ?? 0) + (share.quantity * quantity) / made);
    }
    return [...total].map(([ingredient, quantity]) => ({ sku: ingredient, quantity }));
  }

  #flatten(sku: string): Use[] {
    return this.#closure
      .rowsOf(sku)
      .map(({ componentId, quantity, draws }) => ({ sku: componentId, quantity: Number(quantity), draws }));
  }

  #nodeOf({ stocked = false, recipeYield = 1, recipe = [] }: ItemInput): RecipeNode {
    return { stocked, yield: recipeYield, lines: recipe.map((line) => this.#lineOf(line)) };
  }

  #lineOf({ sku, quantity, unit }: RecipeLine): RecipeNode['lines'][number] {
    const item = this.items.get(sku);
    if (!item) throw new Error(`No item has the SKU ${sku}.`);
    const converted = toStockUnit(quantity, unit, { unit: item.unit, packs: item.packs ?? [] });
    if ('problem' in converted) throw new Error(`${sku}: ${converted.problem}.`);
    return { componentId: sku, quantity: converted.quantity };
  }
}
