const sinceByStore = new Map<string, number>();

/** Since when nothing has waited in a store, as far as this page knows: since the last of it went, or since it was opened. */
export function quietSince(storeId: string, waiting: number, nowMs: number): number {
  if (waiting > 0) sinceByStore.delete(storeId);
  else if (!sinceByStore.has(storeId)) sinceByStore.set(storeId, nowMs);
  return sinceByStore.get(storeId) ?? nowMs;
}
