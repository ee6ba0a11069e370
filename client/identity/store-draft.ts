import type { Store, StoreInput, StorePatch } from '../../shared/identity/store.schema.ts';

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

/** What the draft changes about the store; null when that is nothing. */
export function storePatchOf(draft: typeof NEW_STORE, store: Store): StorePatch | null {
  const wanted = storeInputOf(draft);
  const fields = ['name', 'timeZone', 'currency', 'dayStart'] as const;
  const changed = fields.filter((field) => wanted[field] !== store[field]);
  return changed.length > 0 ? Object.fromEntries(changed.map((field) => [field, wanted[field]])) : null;
}
