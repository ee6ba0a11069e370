import type { ReorderPolicyInput, ServiceLevels } from '../../shared/purchasing/reorder-policy.schema.ts';

export type LevelName = keyof ServiceLevels;

/** Levels as they are typed, in percent. */
export type LevelDraft = Record<LevelName, string>;

/** As people know the classes. */
export const LEVEL_FIELDS: readonly { name: LevelName; label: string; hint: string }[] = [
  { name: 'A', label: 'Class A, in %', hint: 'What must not be missing.' },
  { name: 'B', label: 'Class B, in %', hint: 'What is usual.' },
  { name: 'C', label: 'Class C, in %', hint: 'What may be missing now and then.' },
  { name: 'perishable', label: 'Keeps for a day at most, in %', hint: 'Of any class.' },
];

export function levelDraftOf(levels: ServiceLevels): LevelDraft {
  const text = (name: LevelName): string => `${Number((100 * levels[name]).toPrecision(4))}`;
  return { A: text('A'), B: text('B'), C: text('C'), perishable: text('perishable') };
}

/** What is no number is left to the server to say. */
export function levelInputOf(draft: LevelDraft): ReorderPolicyInput {
  const share = (name: LevelName): number =>
    Math.round(Number(draft[name].trim().replace(',', '.').replace(/\s*%$/, '')) * 1000) / 100_000;
  return { serviceLevels: { A: share('A'), B: share('B'), C: share('C'), perishable: share('perishable') } };
}
