import type { FieldError } from '../../shared/errors.ts';
import type { ScorecardPolicy, ScorecardPolicyInput } from '../../shared/purchasing/scorecard.schema.ts';

/** What is wrong with a policy, by field. */
export function policyMistakes({ weights, standings, lifted }: ScorecardPolicy): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (pointer: string, detail: string): unknown => errors.push({ pointer, detail });
  if (Object.values(weights).every((weight) => weight === 0))
    refuse('/weights', 'are all 0; give at least one of them a weight');
  for (const [index, { from, word }] of standings.entries()) {
    const above = standings[index - 1];
    if (above && from >= above.from)
      refuse(`/standings/${index}/from`, `is not below ${above.from}, where ${above.word} starts; lower it`);
    if (standings.findIndex((each) => each.word.toLowerCase() === word.toLowerCase()) < index)
      refuse(`/standings/${index}/word`, `${word} stands twice; choose another word`);
  }
  const last = standings.length - 1;
  if (standings[last]!.from !== 0)
    refuse(`/standings/${last}/from`, 'is not 0; the last standing has to start at 0');
  for (const [index, { supplierId }] of lifted.entries())
    if (lifted.findIndex((each) => each.supplierId === supplierId) < index)
      refuse(`/lifted/${index}/supplierId`, 'is listed twice; keep one of the two');
  return errors;
}

export function mergePolicy(before: ScorecardPolicy, input: ScorecardPolicyInput): ScorecardPolicy {
  const { weights, toleranceMinutes, minimumOrders, standings, lifted } = { ...before, ...input };
  return { weights, toleranceMinutes, minimumOrders, standings, lifted };
}
