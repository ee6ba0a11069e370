import type { DemandModel } from './demand-model.ts';

/** What the others sell counts as so many days of an item's own record where they are alike, and as one where they are not. */
const MOST_PRIOR_DAYS = 7;
/** With fewer days an item borrows. */
const NEW_DAYS = 28;
/** Of how many others it may borrow. */
const FEWEST = 2;
/** Of the variance of what is not known of a level, as a share of its square. */
const MOST_UNKNOWN = 2;
/** How much days, and items of a category, vary at least, of their mean, where few are known. */
const LEAST_SPREAD = 0.5;

export interface Lender {
  category: string;
  unit: string;
  model: DemandModel;
}

/**
 * An item of which little is known borrows from its category, by the credibility of H. Bühlmann (1967): its level is that of the
 * others and its own, which count by their days; those of the others are as many as tell a level as well as the others do, that
 * is the variance of a day over the variance between items. How far the others are from each other, and how far a few days
 * may be from what is usual, widens the forecast: the variance of the mixed level comes to that of good and bad weeks.
 */
export function borrow(item: Lender, others: readonly Lender[]): DemandModel & { borrowed?: string } {
  const { model } = item;
  if (model.days >= NEW_DAYS) return model;
  const lenders = others.filter(
    (other) => other.category === item.category && other.unit === item.unit && other.model.days >= NEW_DAYS,
  );
  if (lenders.length < FEWEST) return widened(model, errorOf(model));
  const levels = lenders.map((lender) => lender.model.level);
  const level = median(levels);
  const apart = levels.reduce((sum, each) => sum + (each - level) ** 2, 0) / (levels.length - 1);
  const spread = Math.max(apart, (LEAST_SPREAD * level) ** 2);
  const usual = median(lenders.map((lender) => lender.model.dispersion));
  const alike = spread > 0 ? (Math.max(1, usual) * level) / spread : MOST_PRIOR_DAYS;
  const prior = Math.max(1, Math.min(MOST_PRIOR_DAYS, alike));
  const own = model.days / (model.days + prior);
  const mixed = (of: number, others: number): number => own * of + (1 - own) * others;
  const dispersion = mixed(model.dispersion, usual);
  const error = own ** 2 * errorOf({ ...model, dispersion }) + (1 - own) ** 2 * spread;
  const borrowing = {
    ...{ ...model, dispersion },
    level: mixed(model.level, level),
    usual: mixed(model.usual ?? model.level, level),
    shock: mixed(model.shock, median(lenders.map((lender) => lender.model.shock))),
    isCounted: model.days > 0 ? model.isCounted : lenders.every((lender) => lender.model.isCounted),
  };
  return { ...widened(borrowing, error), borrowed: item.category };
}

/** The variance of a level that so few days tell; that they are like each other does not say that all are. */
function errorOf({ level, dispersion, days }: DemandModel): number {
  return Math.max(Math.max(1, dispersion) * level, (LEAST_SPREAD * level) ** 2) / Math.max(1, days);
}

/** Good and bad weeks vary as much as that in addition. */
function widened(model: DemandModel, error: number): DemandModel {
  if (!(model.level > 0)) return model;
  return { ...model, shock: model.shock + Math.min(MOST_UNKNOWN, error / model.level ** 2) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
