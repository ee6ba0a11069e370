import type { Device } from '../../shared/identity/device.schema.ts';

/** Screens under their stores: first the one that is looked at, then the others in their own order. */
export function byStore(
  screens: readonly Device[],
  stores: readonly { id: string }[],
  firstId: string | undefined,
): { store: string; screens: Device[] }[] {
  const ids = new Set([
    ...(firstId === undefined ? [] : [firstId]),
    ...stores.map(({ id }) => id),
    ...screens.map(({ storeId }) => storeId),
  ]);
  return [...ids]
    .map((store) => ({ store, screens: screens.filter(({ storeId }) => storeId === store) }))
    .filter((group) => group.screens.length > 0);
}
