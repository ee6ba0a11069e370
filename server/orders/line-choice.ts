import type { FieldError } from '../../shared/errors.ts';
import { invalid } from '../platform/errors.ts';

export interface Choice {
  lineId: string;
  quantity: number;
}

/**
 * The lines and quantities that somebody chose, or all there is of every line when nothing was chosen.
 * @throws AppError `invalid` for a line that the order does not have, twice the same, or more than there is
 */
export function chooseLines<L extends { lineId: string; name: string; unit: string }>(
  lines: readonly L[],
  chosen: readonly Choice[] | undefined,
  { what, of }: { what: string; of: (line: L) => number },
): Choice[] {
  if (chosen === undefined)
    return lines
      .map((line) => ({ lineId: line.lineId, quantity: of(line) }))
      .filter(({ quantity }) => quantity > 0);
  const errors = chosen.flatMap(({ lineId, quantity }, index): FieldError[] => {
    const line = lines.find((each) => each.lineId === lineId);
    if (!line) return [{ pointer: `/lines/${index}/lineId`, detail: 'is no line of this order' }];
    if (chosen.findIndex((each) => each.lineId === lineId) < index)
      return [{ pointer: `/lines/${index}/lineId`, detail: 'is there twice; put its quantities together' }];
    const most = of(line);
    const detail = `only ${most} ${line.unit} of ${line.name} ${most === 1 ? 'is' : 'are'} ${what}, not ${quantity}`;
    return quantity > most ? [{ pointer: `/lines/${index}/quantity`, detail }] : [];
  });
  if (errors.length > 0) throw invalid(errors);
  return [...chosen];
}
