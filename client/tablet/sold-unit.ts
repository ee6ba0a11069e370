import { stockUnit, type PadUnit } from '../stock/number-pad.ts';

/** Units of measures; by every other one, a portion or a piece, things are only sold whole. */
const MEASURES = /^(mg|g|dag|kg|t|oz|lb|ml|cl|dl|l|hl|litre|liter|pt|qt|gal|mm|cm|m)$/i;

/** The unit that something is ordered in, as the number pad takes it. */
export function soldUnit(unit: string): PadUnit {
  return { ...stockUnit(unit), divisible: MEASURES.test(unit) };
}
