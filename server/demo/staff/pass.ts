import type { Day } from '../day.ts';
import { chanceOf, isToldInFull, later, nameOf, type House } from '../house.ts';
import type { Kitchen } from '../kitchen.ts';
import type { Random } from '../random.ts';
import { MISHAPS, SPECIALS, type Mishap, type Special } from '../restaurant/mishaps.ts';

/** On average on a day, however many can happen; and on one long ago. */
const MISHAPS_A_DAY = 4;
const MISHAPS_LONG_AGO = 1;
/** Somebody puts it right before the time that was guessed at first. */
const FIXED_EARLY = 0.6;

interface Limit {
  at: Date;
  remaining: number;
  until: string;
}

/** Stands where the dishes leave the kitchen and says what cannot go out: by hand, with a reason, and mostly not for long. */
export class Pass {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  planDay(day: Day): void {
    const chance = chanceOf(this.#house, day, 'pass');
    const inFull = isToldInFull(this.#house, day);
    for (const special of SPECIALS.filter(({ days }) => inFull && days.includes(day.weekday))) {
      const at = day.at(special.from);
      const until = special.until === null ? 'end-of-day' : day.at(special.until).toISOString();
      const remaining = chance.whole(...special.portions);
      this.#house.agenda.add(at, (kitchen) => this.#limit(kitchen, special, { at, remaining, until }));
    }
    const share = (inFull ? MISHAPS_A_DAY : MISHAPS_LONG_AGO) / MISHAPS.length;
    for (const mishap of MISHAPS.filter(() => chance.chance(share))) {
      const at = day.at(chance.between(mishap.from, mishap.to));
      this.#house.agenda.add(at, (kitchen) => this.#take(kitchen, mishap, at, chance));
    }
  }

  /** So many portions were prepared, and no more. */
  async #limit(kitchen: Kitchen, { sku, reason }: Special, { at, ...limit }: Limit): Promise<void> {
    if (!this.#canBeMade(kitchen, sku)) return;
    await kitchen.mark(sku, { state: 'limited', reason, ...limit });
    this.#house.diary.add(at, `${nameOf(this.#house, sku)}: ${limit.remaining} left, ${reason}`);
  }

  async #take(kitchen: Kitchen, { sku, reason, minutes }: Mishap, at: Date, chance: Random): Promise<void> {
    if (kitchen.isOff(sku)) return;
    this.#house.diary.add(at, `86 ${nameOf(this.#house, sku)}: ${reason}`);
    if (minutes === null) return this.#throwAway(kitchen, sku, reason, at);
    await kitchen.mark(sku, { state: 'unavailable', reason, until: later(at, minutes).toISOString() });
    if (!chance.chance(FIXED_EARLY)) return;
    const fixed = later(at, minutes * chance.between(0.5, 0.9));
    this.#house.agenda.add(fixed, (again) => this.#bringBack(again, sku, fixed));
  }

  async #throwAway(kitchen: Kitchen, sku: string, reason: string, at: Date): Promise<void> {
    const quantity = kitchen.onHand(sku);
    await kitchen.mark(sku, { state: 'unavailable', reason, until: 'restock' });
    await kitchen.record([{ type: 'waste', sku, quantity, reason, at: at.toISOString() }]);
  }

  /** Only where nothing else is in the way: what a person says to be there is taken to be there. */
  async #bringBack(kitchen: Kitchen, sku: string, at: Date): Promise<void> {
    if (!kitchen.isOff(sku) || !this.#canBeMade(kitchen, sku)) return;
    await kitchen.mark(sku, { state: 'available' });
    this.#house.diary.add(at, `${nameOf(this.#house, sku)} is back`);
  }

  #canBeMade(kitchen: Kitchen, sku: string): boolean {
    return this.#house.cookbook.drawsOf(sku).every((share) => kitchen.onHand(share.sku) >= share.quantity);
  }
}
