import type { DemandModel } from './demand-model.ts';

const MOST = 1e9;

/** Figures that demand can be drawn from, whatever was fitted: of what never varies a little spread is not known to be none. */
export function soundModel<M extends DemandModel>(model: M): M {
  const level = within(model.level, 0, MOST, 0);
  const dispersion = within(model.dispersion, Math.max(1e-6, level / 1_000), MOST, 1);
  return { ...model, level, dispersion, shock: within(model.shock, 0, 4, 0) };
}

function within(value: number, least: number, most: number, otherwise: number): number {
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : Math.max(least, otherwise);
}
