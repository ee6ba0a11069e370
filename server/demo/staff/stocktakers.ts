import type { ItemInput } from '../../../shared/items/item.schema.ts';
import { CLOSES, OPENS } from '../demand.ts';
import type { Day } from '../day.ts';
import { chanceOf, inSentence, isToldInFull, rounded, type House } from '../house.ts';
import type { Kitchen } from '../kitchen.ts';
import type { Random } from '../random.ts';
import { WASTE_REASONS } from '../restaurant/mishaps.ts';

const WASTES_A_DAY = 7;
/** Of its par, in what falls to the ground. */
const WASTE_SHARE = [0.01, 0.05] as const;

const PAST_ITS_DATE_AT = 6.6;
const SHORT_LIVED_DAYS = 3;
const PAST_ITS_DATE_CHANCE = 0.08;

const SPOT_COUNT_HOURS = [11, 16.5, 19.75];
const SPOT_COUNT_ITEMS = 3;
const CLOSING_COUNT_AT = 22.5;
/** Everything is counted once in so many nights. */
const COUNT_ROUND_DAYS = 7;
/** How often a count agrees with the ledger, and by how much it disagrees otherwise. */
const AGREES = 0.6;
const DISAGREES = [-0.14, 0.05] as const;

/** Throws away what has to be, and counts what is there. */
export class Stocktakers {
  readonly #house: House;
  readonly #stocked: readonly ItemInput[];
  readonly #spoiling: readonly ItemInput[];

  constructor(house: House) {
    this.#house = house;
    this.#stocked = [...house.cookbook.items.values()].filter(({ stocked }) => stocked);
    this.#spoiling = this.#stocked.filter(({ category = '' }) => category in WASTE_REASONS);
  }

  planDay(day: Day): void {
    const chance = chanceOf(this.#house, day, 'stocktakers');
    const { agenda } = this.#house;
    agenda.add(day.at(PAST_ITS_DATE_AT), (kitchen) =>
      this.#clearOut(kitchen, day.at(PAST_ITS_DATE_AT), chance),
    );
    for (let left = chance.poisson(WASTES_A_DAY); left > 0; left--) {
      const at = day.at(chance.between(OPENS, CLOSES));
      const item = chance.pick(this.#spoiling);
      agenda.add(at, (kitchen) => this.#drop(kitchen, item, at, chance));
    }
    for (const hour of isToldInFull(this.#house, day) ? SPOT_COUNT_HOURS : []) {
      const items = Array.from({ length: SPOT_COUNT_ITEMS }, () => chance.pick(this.#stocked));
      agenda.add(day.at(hour), (kitchen) => this.#count(kitchen, new Set(items), day.at(hour), chance));
    }
    const tonight = this.#stocked.filter(
      (_, index) => index % COUNT_ROUND_DAYS === day.index % COUNT_ROUND_DAYS,
    );
    agenda.add(day.at(CLOSING_COUNT_AT), (kitchen) =>
      this.#count(kitchen, new Set(tonight), day.at(CLOSING_COUNT_AT), chance),
    );
  }

  async #clearOut(kitchen: Kitchen, at: Date, chance: Random): Promise<void> {
    for (const item of this.#stocked) {
      const isShortLived = (item.shelfLifeDays ?? Infinity) <= SHORT_LIVED_DAYS;
      if (!isShortLived || !chance.chance(PAST_ITS_DATE_CHANCE)) continue;
      await this.#waste(
        kitchen,
        item,
        kitchen.onHand(item.sku) * chance.between(0.1, 0.4),
        'past its date',
        at,
      );
    }
  }

  async #drop(kitchen: Kitchen, item: ItemInput, at: Date, chance: Random): Promise<void> {
    const quantity = (item.parLevel ?? 0) * chance.between(...WASTE_SHARE);
    const reason = chance.pick(WASTE_REASONS[item.category ?? '']!);
    await this.#waste(kitchen, item, Math.max(1, quantity), reason, at);
  }

  /** Nobody throws away more than there is. */
  async #waste(
    kitchen: Kitchen,
    { sku, name, unit }: ItemInput,
    amount: number,
    reason: string,
    at: Date,
  ): Promise<void> {
    const quantity = rounded(Math.min(amount, kitchen.onHand(sku)), unit);
    if (quantity <= 0 || quantity > kitchen.onHand(sku)) return;
    await kitchen.record([{ type: 'waste', sku, quantity, reason, at: at.toISOString() }]);
    this.#house.diary.add(at, `${name} thrown away: ${reason}`);
  }

  async #count(kitchen: Kitchen, items: ReadonlySet<ItemInput>, at: Date, chance: Random): Promise<void> {
    const counts = [...items].map(({ sku, unit }) => {
      const off = chance.chance(AGREES) ? 0 : chance.between(...DISAGREES);
      const quantity = rounded(Math.max(0, kitchen.onHand(sku)) * (1 + off), unit);
      return { type: 'count' as const, sku, quantity, at: at.toISOString() };
    });
    await kitchen.record(counts);
    this.#house.diary.add(
      at,
      `Counted ${counts.length === 1 ? inSentence(this.#house, counts[0]!.sku) : `${counts.length} items`}`,
    );
  }
}
