import {
  SCORE_PARTS,
  type ScorecardPolicy,
  type ScorecardPolicyInput,
  type ScorecardPreview,
  type ScorePart,
  type Standing,
  type StandingRule,
} from '../../shared/purchasing/scorecard.schema.ts';

/** A standing as it is filled in. */
export interface StandingDraft extends Omit<StandingRule, 'from'> {
  from: string;
}

/** The policy as it is filled in. */
export interface ScorecardPolicyDraft {
  weights: Record<ScorePart, string>;
  toleranceMinutes: string;
  minimumOrders: string;
  standings: StandingDraft[];
}

export function scorecardDraftOf(policy: ScorecardPolicy): ScorecardPolicyDraft {
  const { weights, toleranceMinutes, minimumOrders, standings } = policy;
  return {
    weights: Object.fromEntries(SCORE_PARTS.map((part) => [part, `${weights[part]}`])) as Record<
      ScorePart,
      string
    >,
    toleranceMinutes: `${toleranceMinutes}`,
    minimumOrders: `${minimumOrders}`,
    standings: standings.map((rule) => ({ ...rule, from: `${rule.from}` })),
  };
}

/** What is lifted stays as it is. */
export function scorecardInputOf(draft: ScorecardPolicyDraft): ScorecardPolicyInput {
  const number = (text: string): number => Number(text.replace(',', '.'));
  const weights = SCORE_PARTS.map((part) => [part, number(draft.weights[part])]);
  return {
    weights: Object.fromEntries(weights) as ScorecardPolicy['weights'],
    toleranceMinutes: number(draft.toleranceMinutes),
    minimumOrders: number(draft.minimumOrders),
    standings: draft.standings.map((rule) => ({ ...rule, from: number(rule.from) })),
  };
}

/** How much a policy would change: "2 of 10 suppliers would stand otherwise." */
export function standingPreviewWords({ items }: Pick<ScorecardPreview, 'items'>): string {
  const moved = items.filter(({ standing, before }) => standsOtherwise(standing, before.standing)).length;
  return moved === 0
    ? 'Every supplier stands as it does now.'
    : `${moved} of ${items.length} ${items.length === 1 ? 'supplier' : 'suppliers'} would stand otherwise.`;
}

/** By another name, or with other consequences. */
function standsOtherwise(a: Standing, b: Standing): boolean {
  return a.word !== b.word || a.warn !== b.warn || a.drop !== b.drop || a.block !== b.block;
}
