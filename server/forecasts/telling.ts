import type { Depletion } from '../../shared/forecasts/forecast.schema.ts';
import { isNews, isTold } from './depletion-news.ts';
import type { Runout } from './depletion-times.ts';

/** A change for screens. */
export interface Told {
  type: 'depletion';
  id: string;
  state: Depletion | null;
}

/** What screens were told, and what they are to be told. */
export class Telling {
  readonly #now: Date;
  readonly #told: Map<string, Depletion>;
  readonly #changed = new Map<string, Depletion | null>();

  constructor(told: readonly Depletion[], now: Date) {
    this.#now = now;
    this.#told = new Map(told.map((each) => [each.itemId, each]));
  }

  get(itemId: string): Depletion | null {
    return this.#told.get(itemId) ?? null;
  }

  put(itemId: string, runout: Runout): void {
    const before = this.get(itemId);
    if (runout === null || !isTold(runout, before !== null)) {
      if (before === null) return;
      this.#told.delete(itemId);
      this.#changed.set(itemId, null);
      return;
    }
    const after = stateOf(itemId, runout, this.#now);
    if (before !== null && !isNews(before, after, this.#now.getTime())) return;
    this.#told.set(itemId, after);
    this.#changed.set(itemId, after);
  }

  get changes(): Told[] {
    return [...this.#changed].map(([id, state]) => ({ type: 'depletion' as const, id, state }));
  }
}

function stateOf(itemId: string, runout: NonNullable<Runout>, now: Date): Depletion {
  const { p10, p50, p90, probability, beforeDelivery, nextDeliveryAt } = runout;
  return {
    itemId,
    ...(p10 !== undefined && { p10 }),
    ...(p50 !== undefined && { p50 }),
    ...(p90 !== undefined && { p90 }),
    probability,
    ...(beforeDelivery !== undefined && { beforeDelivery }),
    ...(nextDeliveryAt !== undefined && { nextDeliveryAt }),
    at: now.toISOString(),
  };
}
