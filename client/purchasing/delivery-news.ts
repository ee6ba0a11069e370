import type { Change } from '../../shared/live/change.ts';

/**
 * Tells news of deliveries from what else happens to stock: what is on order of an item is another than it was when last
 * heard of. Whatever else a page of deliveries follows is about them.
 */
export function deliveryNews(): (changes: readonly Change[]) => boolean {
  const onOrder = new Map<string, number>();
  return (changes) => {
    let isNews = false;
    for (const change of changes) {
      if (change.type !== 'stock') isNews = true;
      if (change.type !== 'stock' || 'removed' in change) continue;
      if (onOrder.get(change.id) !== change.onOrder) isNews = true;
      onOrder.set(change.id, change.onOrder);
    }
    return isNews;
  };
}
