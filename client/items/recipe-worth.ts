/** What a recipe that is being written costs and how much of it could be made: on whole thousandths, as stock is kept. */
import type { UnitCost } from '../../shared/displays/item-overview.schema.ts';
import type { Item } from '../../shared/items/item.schema.ts';
import { toThousandths } from '../../shared/quantity.ts';
import type { StockState } from '../../shared/stock/stock.schema.ts';
import { readQuantity } from '../orders/line-task.ts';
import { padUnits } from '../stock/number-pad.ts';
import { filledSteps, type ItemDraft } from './item-draft.ts';

/** What is known of the things that may go into a recipe. */
export interface Larder {
  bySku: ReadonlyMap<string, Item>;
  /** By item id; none for whoever may not see prices. */
  costs: ReadonlyMap<string, UnitCost> | null;
  stock: ReadonlyMap<string, Pick<StockState, 'available' | 'counted' | 'servings'>>;
}

export interface RecipeWorth {
  /** Minor units for one unit, as far as prices are known; null where none is, or none may be seen. */
  cost: number | null;
  /** Names of parts without a price. */
  unpriced: string[];
  /** How much of it what is on the shelves makes, in whole pieces; null where nothing in it limits that. */
  makes: number | null;
  /** Name of what runs out first. */
  limitedBy: string | null;
  /** Names of parts that were never counted here. */
  uncounted: string[];
}

interface Part {
  item: Item;
  /** Of the component's stock unit, in a batch. */
  thousandths: number;
}

/** Thousandths of the component's stock unit; null where the amount or the unit cannot be read here. */
export function inStockUnit(
  quantity: string,
  unit: string,
  item: Pick<Item, 'unit' | 'packs'>,
): number | null {
  const amount = readQuantity(quantity);
  const size =
    unit === '' || unit === item.unit
      ? 1000
      : padUnits(item.unit, item.packs).find(({ name }) => name === unit)?.size;
  if (amount === null || size === undefined) return null;
  return Math.round((toThousandths(amount) * size) / 1000);
}

/** Null as long as a line or the yield cannot be worked out: half a recipe has no cost. */
export function recipeWorth(draft: ItemDraft, larder: Larder): RecipeWorth | null {
  const steps = filledSteps(draft);
  const made = readQuantity(draft.recipeYield);
  const parts = steps.flatMap(({ sku, quantity, unit }): Part[] => {
    const item = larder.bySku.get(sku);
    const thousandths = item ? inStockUnit(quantity, unit, item) : null;
    return item && thousandths ? [{ item, thousandths }] : [];
  });
  if (made === null || parts.length === 0 || parts.length < steps.length) return null;
  const batch = toThousandths(made);
  return {
    ...costOf(parts, batch, larder.costs),
    ...supplyOf(parts, batch, larder.stock, draft.unit.trim()),
  };
}

function costOf(
  parts: readonly Part[],
  batch: number,
  costs: Larder['costs'],
): Pick<RecipeWorth, 'cost' | 'unpriced'> {
  const known = parts.map(({ item, thousandths }) => ({ item, thousandths, of: costs?.get(item.id) }));
  const priced = known.flatMap(({ thousandths, of }) => {
    const cost = of?.cost ?? null;
    return cost === null ? [] : [cost * thousandths];
  });
  const gaps = costs === null ? [] : known.flatMap(({ item, of }) => of?.unpriced ?? [item.name]);
  const total = priced.reduce((sum, it) => sum + it, 0);
  return { cost: priced.length === 0 ? null : total / batch, unpriced: [...new Set(gaps)] };
}

function supplyOf(
  parts: readonly Part[],
  batch: number,
  stock: Larder['stock'],
  unit: string,
): Pick<RecipeWorth, 'makes' | 'limitedBy' | 'uncounted'> {
  // What is weighed or poured can be made in part, a dish cannot.
  const smallest = padUnits(unit, []).length > 1 ? 1 : 1000;
  let makes: number | null = null;
  let limitedBy: string | null = null;
  const uncounted: string[] = [];
  for (const { item, thousandths } of parts) {
    const state = stock.get(item.id);
    if (item.stocked && !state?.counted) uncounted.push(item.name);
    const left = item.stocked ? (state?.counted ? state.available : null) : (state?.servings ?? null);
    if (left === null) continue;
    const most = Math.floor((Math.max(0, toThousandths(left)) * batch) / thousandths / smallest);
    if (makes !== null && most >= makes) continue;
    makes = most;
    limitedBy = item.name;
  }
  return { makes: makes === null ? null : (makes * smallest) / 1000, limitedBy, uncounted };
}
