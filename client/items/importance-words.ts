import type { Importance } from '../../shared/items/item.schema.ts';

/** What an importance means, the most important first. */
export const IMPORTANCES: readonly { value: Importance; label: string }[] = [
  { value: 'A', label: 'A: must not run out' },
  { value: 'B', label: 'B: should be there' },
  { value: 'C', label: 'C: may run out' },
];
