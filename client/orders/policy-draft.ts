import type {
  BackorderPolicy,
  PolicyInput,
  PolicyPreset,
  PolicyPreview,
} from '../../shared/orders/backorder.schema.ts';
import { counted } from './order-words.ts';

export type WeightName = keyof BackorderPolicy['weights'];

/** The policy as it is filled in. */
export interface PolicyDraft {
  preset: PolicyPreset | 'own';
  weights: Record<WeightName, string>;
  partialFill: boolean;
  passSmaller: boolean;
  thresholdMinutes: string;
  isQuiet: boolean;
  quietFrom: string;
  quietUntil: string;
}

export function policyDraftOf(policy: BackorderPolicy): PolicyDraft {
  return {
    preset: policy.preset ?? 'own',
    weights: weightTexts(policy.weights),
    partialFill: policy.partialFill,
    passSmaller: policy.passSmaller,
    thresholdMinutes: `${policy.promiseThresholdMinutes}`,
    isQuiet: policy.quietHours !== null,
    quietFrom: policy.quietHours?.from ?? '21:00',
    quietUntil: policy.quietHours?.until ?? '08:00',
  };
}

export function weightTexts(weights: BackorderPolicy['weights']): PolicyDraft['weights'] {
  const text = (name: WeightName): string => `${weights[name]}`;
  return { age: text('age'), due: text('due'), loyalty: text('loyalty'), importance: text('importance') };
}

/** A preset goes without weights: the server knows them. */
export function policyInputOf(draft: PolicyDraft): PolicyInput {
  const { preset, weights, partialFill, passSmaller, thresholdMinutes } = draft;
  const quietHours = draft.isQuiet ? { from: draft.quietFrom, until: draft.quietUntil } : null;
  return {
    ...(preset === 'own' ? { weights: numbersOf(weights) } : { preset }),
    ...{ partialFill, passSmaller, promiseThresholdMinutes: Number(thresholdMinutes), quietHours },
  };
}

function numbersOf(weights: PolicyDraft['weights']): BackorderPolicy['weights'] {
  const number = (name: WeightName): number => Number(weights[name].replace(',', '.'));
  return {
    age: number('age'),
    due: number('due'),
    loyalty: number('loyalty'),
    importance: number('importance'),
  };
}

export function previewWords({ moved, lines }: Pick<PolicyPreview, 'moved' | 'lines'>): string {
  if (lines === 0) return 'Nothing waits at the moment.';
  return moved === 0
    ? 'Every line keeps its place.'
    : `${moved.toLocaleString('en')} of ${counted(lines, 'line')} would move.`;
}
