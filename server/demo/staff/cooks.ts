import { LAST_ORDERS } from '../demand.ts';
import type { Day } from '../day.ts';
import { chanceOf, later, nameOf, rounded, type House } from '../house.ts';
import type { Kitchen } from '../kitchen.ts';
import type { Random } from '../random.ts';
import { HOUSE_DESSERTS, PREPS } from '../restaurant/preps.ts';

interface Prep {
  sku: string;
  unit: string;
  batch: number;
  minutes: number;
  par: number;
  low: number;
}

const COUNTED_PREPS: readonly Prep[] = [...PREPS, ...HOUSE_DESSERTS]
  .map(([sku, , unit, batch, minutes, par, low]) => ({ sku, unit, batch, minutes, par, low }))
  .filter(({ par }) => par > 0);

const MORNING = 6.5;
const AFTERNOON = 15.25;
/** Between two that are begun in the morning or afternoon: there are only so many hands. */
const HANDS_MINUTES = 8;
const LOOK_EVERY_HOURS = 1 / 3;
/** So many things can be in the making at once. */
const HANDS = 4;
/** Below this share of its par, something is made before service. */
const TOP_UP_BELOW = 0.65;
/** Less than this share of a batch is not worth the washing up. */
const SMALLEST_BATCH = 0.3;

/** Makes what dishes are made of: before service up to its par, and during service when it runs low. */
export class Cooks {
  readonly #house: House;
  readonly #busy = new Set<string>();

  constructor(house: House) {
    this.#house = house;
  }

  planDay(day: Day): void {
    const { agenda } = this.#house;
    const chance = chanceOf(this.#house, day, 'cooks');
    for (const start of [MORNING, AFTERNOON]) {
      COUNTED_PREPS.forEach((prep, index) => {
        const at = later(day.at(start), index * HANDS_MINUTES);
        agenda.add(at, async (kitchen) => this.#topUp(kitchen, prep, at, chance));
      });
    }
    for (let hour = 10; hour < LAST_ORDERS; hour += LOOK_EVERY_HOURS) {
      agenda.add(day.at(hour), async (kitchen) => this.#look(kitchen, day, day.at(hour), chance));
    }
  }

  #topUp(kitchen: Kitchen, prep: Prep, at: Date, chance: Random): void {
    const level = Math.max(0, kitchen.onHand(prep.sku));
    if (level >= prep.par * TOP_UP_BELOW) return;
    this.#make(prep, Math.max(1, Math.round((prep.par - level) / prep.batch)), at, chance);
  }

  /** During service there is time for one batch of what runs low, if it is ready before the last guests order. */
  #look(kitchen: Kitchen, day: Day, at: Date, chance: Random): void {
    for (const prep of COUNTED_PREPS) {
      const inTime = later(at, prep.minutes) < day.at(LAST_ORDERS);
      if (kitchen.onHand(prep.sku) <= prep.low && inTime) this.#make(prep, 1, at, chance);
    }
  }

  #make(prep: Prep, batches: number, at: Date, chance: Random): void {
    if (this.#busy.has(prep.sku) || this.#busy.size >= HANDS) return;
    this.#busy.add(prep.sku);
    const ready = later(at, prep.minutes * chance.between(0.8, 1.3));
    this.#house.agenda.add(ready, async (kitchen) => {
      this.#busy.delete(prep.sku);
      await this.#finish(kitchen, prep, batches, ready);
    });
  }

  /** As much as the ingredients are enough for. */
  async #finish(kitchen: Kitchen, { sku, unit, batch }: Prep, batches: number, at: Date): Promise<void> {
    const shares = this.#house.cookbook.ingredientsOf(sku);
    const possible = shares.map((share) => kitchen.onHand(share.sku) / share.quantity);
    const quantity = rounded(Math.min(batch * batches, ...possible) - 0.5, unit);
    if (quantity < batch * SMALLEST_BATCH) return;
    await kitchen.record([{ type: 'production', sku, quantity, at: at.toISOString() }]);
    this.#house.diary.add(at, `${nameOf(this.#house, sku)} made`);
  }
}
