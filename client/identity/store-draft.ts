import type { Store, StoreInput, StorePatch } from '../../shared/identity/store.schema.ts';
import { readMoney } from '../ui/money-words.ts';

export const NEW_STORE: StoreInput & { dayStart: string } = {
  name: '',
  timeZone: '',
  currency: '',
  dayStart: '04:00',
};

export function storeInputOf(draft: typeof NEW_STORE): typeof NEW_STORE {
  return {
    ...draft,
    name: draft.name.trim(),
    timeZone: draft.timeZone.trim(),
    currency: draft.currency.toUpperCase(),
  };
}

/** What the draft changes about the store; null when that is nothing. `approval`: as it was typed, empty for none. */
export function storePatchOf(draft: typeof NEW_STORE, store: Store, approval: string): StorePatch | null {
  const wanted = storeInputOf(draft);
  const fields = ['name', 'timeZone', 'currency', 'dayStart'] as const;
  const changed = fields.filter((field) => wanted[field] !== store[field]);
  const above = readMoney(approval, store.currency)?.amount ?? null;
  const patch = {
    ...Object.fromEntries(changed.map((field) => [field, wanted[field]])),
    ...(above !== (store.approvalAbove ?? null) && { approvalAbove: above }),
  };
  return Object.keys(patch).length > 0 ? patch : null;
}
