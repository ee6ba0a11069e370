import type { StoreSituation, TransferIdea } from '../../shared/displays/stores-board.schema.ts';

/** Most urgent first: what cannot be sold, then what is owed, then what is coming. */
const BY_URGENCY = ['off', 'overdue', 'runningOut', 'late', 'low', 'waiting'] as const;

export function worstFirst(stores: readonly StoreSituation[]): StoreSituation[] {
  return [...stores].sort((a, b) => {
    const differs = BY_URGENCY.find((figure) => a[figure] !== b[figure]);
    return differs === undefined ? a.name.localeCompare(b.name) : b[differs] - a[differs];
  });
}

/** What one store has of an item, and whether and when that is likely to run out. */
export interface Holding {
  storeId: string;
  itemId: string;
  name: string;
  unit: string;
  available: number;
  /** What a store is to hold of it. */
  parLevel: number;
  /** When it is likely to run out, if it is within days; and the next delivery, if there is one before. */
  runsOutAt: string | null;
  nextDeliveryAt: string | null;
}

const NEED_MS = 24 * 60 * 60_000;

/**
 * Who could help whom: an item that is likely to run out in one store within a day and before its next delivery, and of
 * which another has more than it is to hold and is not to run out itself. Each gives no more than what it has above its
 * par level, and nobody is sent more than to its own.
 */
export function transferIdeas(holdings: readonly Holding[], now: Date): TransferIdea[] {
  const ideas = [...Map.groupBy(holdings, ({ itemId }) => itemId).values()].flatMap((ofItem) =>
    ideasOf(ofItem, now),
  );
  return ideas.sort((a, b) => a.runsOutAt.localeCompare(b.runsOutAt) || a.name.localeCompare(b.name));
}

function ideasOf(holdings: readonly Holding[], now: Date): TransferIdea[] {
  const spare = new Map(
    holdings
      .filter((it) => it.runsOutAt === null && it.available > it.parLevel)
      .map((it) => [it.storeId, thousandths(it.available - it.parLevel)]),
  );
  const needy = holdings
    .filter((it) => isNeedy(it, now))
    .sort((a, b) => (a.runsOutAt ?? '').localeCompare(b.runsOutAt ?? ''));
  return needy.flatMap(({ storeId: toStoreId, itemId, name, unit, available, parLevel, runsOutAt }) => {
    const [best] = [...spare].sort(([, a], [, b]) => b - a);
    if (!best || runsOutAt === null) return [];
    const [fromStoreId, most] = best;
    const moved = Math.min(most, thousandths(parLevel - Math.max(available, 0)));
    if (moved <= 0) return [];
    if (moved === most) spare.delete(fromStoreId);
    else spare.set(fromStoreId, most - moved);
    return [{ ...{ itemId, name, unit, fromStoreId, toStoreId, runsOutAt }, quantity: moved / 1000 }];
  });
}

function isNeedy({ runsOutAt, nextDeliveryAt }: Holding, now: Date): boolean {
  if (runsOutAt === null || Date.parse(runsOutAt) > now.getTime() + NEED_MS) return false;
  return nextDeliveryAt === null || nextDeliveryAt > runsOutAt;
}

const thousandths = (quantity: number): number => Math.round(quantity * 1000);
