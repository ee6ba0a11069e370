import type { DemandModel } from './demand-model.ts';

/** What all like it sell counts against an item's own record, in days. */
const PRIOR_DAYS = 7;
/** With fewer days an item borrows. */
const NEW_DAYS = 28;
/** Of how many others it may borrow. */
const FEWEST = 2;
const MOST_SHOCK = 1;

export interface Lender {
  category: string;
  unit: string;
  model: DemandModel;
}

/**
 * An item of which little is known borrows from what is usual in its category: its level is taken to be gamma distributed
 * around that with the weight of {@link PRIOR_DAYS} of its own days, and what is not known of it widens its forecast.
 */
export function borrow(item: Lender, others: readonly Lender[]): DemandModel & { borrowed?: string } {
  const { model } = item;
  if (model.days >= NEW_DAYS) return model;
  const lenders = others.filter(
    (other) => other.category === item.category && other.unit === item.unit && other.model.days >= NEW_DAYS,
  );
  if (lenders.length < FEWEST) return widened(model, model.days);
  const level = median(lenders.map((lender) => lender.model.level));
  const weight = model.days / (model.days + PRIOR_DAYS);
  const dispersion = median(lenders.map((lender) => lender.model.dispersion));
  return {
    ...widened(
      {
        ...model,
        level: weight * model.level + (1 - weight) * level,
        usual: weight * (model.usual ?? model.level) + (1 - weight) * level,
        dispersion: weight * model.dispersion + (1 - weight) * dispersion,
        shape: lenders.length > 0 && model.days < PRIOR_DAYS ? lenders[0]!.model.shape : model.shape,
        isCounted: model.days > 0 ? model.isCounted : lenders.every((lender) => lender.model.isCounted),
      },
      model.days + PRIOR_DAYS,
    ),
    borrowed: item.category,
  };
}

/** The variance of a level that so many days tell, as a share of its square, comes to that of whole weeks. */
function widened(model: DemandModel, days: number): DemandModel {
  if (!(model.level > 0)) return model;
  const unknown = Math.max(1, model.dispersion) / (model.level * Math.max(1, days));
  return { ...model, shock: Math.min(MOST_SHOCK, model.shock + unknown) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
