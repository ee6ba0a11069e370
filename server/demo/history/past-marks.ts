import type { AvailabilityInput } from '../../../shared/stock/availability.schema.ts';
import { endOfBusinessDay } from '../../platform/business-day.ts';
import type { Mark } from '../../settlement/recipe-cascade.ts';
import type { Cookbook } from '../restaurant/cookbook.ts';
import { STORE } from '../restaurant/restaurant.ts';

interface PastMark extends Mark {
  endsMs: number;
}

/** What people said about availability in the past, as long as it holds. */
export class PastMarks {
  readonly #cookbook: Cookbook;
  readonly #marks = new Map<string, PastMark>();

  constructor(cookbook: Cookbook) {
    this.#cookbook = cookbook;
  }

  of(sku: string, now: Date): Mark | null {
    const mark = this.#marks.get(sku);
    return mark && mark.endsMs > now.getTime() ? mark : null;
  }

  set(sku: string, { state, remaining, reason, until }: AvailabilityInput, now: Date): void {
    if (state === 'available') this.#marks.delete(sku);
    else {
      const said = { state, remaining: remaining ?? null, reason: reason ?? null, until: until ?? null };
      this.#marks.set(sku, { ...said, by: null, at: now, endsMs: endOf(until, now) });
    }
  }

  /** Counts down every limit that a sale takes from. */
  sold(sku: string, quantity: number): void {
    for (const use of this.#cookbook.usesOf(sku)) {
      const mark = this.#marks.get(use.sku);
      if (mark && mark.remaining !== null) mark.remaining -= use.quantity * quantity;
    }
  }

  /** Ends what was to last until there is new stock, where that is enough. */
  restocked(skus: readonly string[], onHand: (sku: string) => number): void {
    for (const [marked, { until }] of this.#marks) {
      const draws = this.#cookbook.drawsOf(marked);
      const isConcerned = until === 'restock' && draws.some(({ sku }) => skus.includes(sku));
      if (isConcerned && draws.every(({ sku, quantity }) => onHand(sku) >= quantity))
        this.#marks.delete(marked);
    }
  }
}

function endOf(until: AvailabilityInput['until'], now: Date): number {
  if (until === undefined || until === 'restock') return Infinity;
  return until === 'end-of-day' ? endOfBusinessDay(now, STORE).getTime() : Date.parse(until);
}
