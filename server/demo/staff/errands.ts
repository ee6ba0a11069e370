import type { ItemInput } from '../../../shared/items/item.schema.ts';
import type { Day } from '../day.ts';
import { chanceOf, inSentence, later, nameOf, type House } from '../house.ts';
import type { Kitchen } from '../kitchen.ts';
import type { Random } from '../random.ts';
import type { Cookbook } from '../restaurant/cookbook.ts';
import { MENU } from '../restaurant/menu.ts';

const SHOPS_OPEN = 8.5;
const SHOPS_CLOSE = 20.5;
const LOOK_EVERY_HOURS = 0.25;
const AWAY_MINUTES = [30, 70] as const;
/** About so much of its par is bought where something has run out. */
const SHARE_OF_PAR = 0.4;
/** Somebody goes when it takes so many dishes off, or matters most. */
const DISHES_WORTH_IT = 2;
/** Of what dishes take only through something made ahead, this share of its par is as good as nothing. */
const NOTHING = 0.04;
/** No shop around the corner has these. */
const HARD_TO_GET = 'Fish';
const RUNNERS = ['Mira', 'Jonas', 'Ana', 'Luis'];

interface Bought {
  item: ItemInput;
  /** Below this, dishes are off. */
  gone: number;
}

/** Sends somebody to the shops for what has run out, so that dishes come back before the next delivery. */
export class Errands {
  readonly #house: House;
  readonly #worthIt: readonly Bought[];
  readonly #fetching = new Set<string>();

  constructor(house: House) {
    this.#house = house;
    this.#worthIt = listWorthIt(house.cookbook);
  }

  planDay(day: Day): void {
    const chance = chanceOf(this.#house, day, 'errands');
    for (let hour = SHOPS_OPEN; hour < SHOPS_CLOSE; hour += LOOK_EVERY_HOURS) {
      const at = day.at(hour);
      this.#house.agenda.add(at, async (kitchen) => this.#look(kitchen, at, chance));
    }
  }

  #look(kitchen: Kitchen, at: Date, chance: Random): void {
    for (const { item, gone } of this.#worthIt) {
      const isGone = kitchen.onHand(item.sku) < gone && !this.#fetching.has(item.sku);
      if (isGone) this.#fetch(item, at, chance);
    }
  }

  #fetch({ sku, packs, parLevel }: ItemInput, at: Date, chance: Random): void {
    const [pack] = packs!;
    const quantity = Math.max(1, Math.round(((parLevel ?? 0) * SHARE_OF_PAR) / pack!.quantity));
    const back = later(at, chance.between(...AWAY_MINUTES));
    this.#fetching.add(sku);
    this.#house.diary.add(at, `${chance.pick(RUNNERS)} runs to the shop for ${inSentence(this.#house, sku)}`);
    this.#house.agenda.add(back, async (kitchen) => {
      this.#fetching.delete(sku);
      const lines = [{ sku, quantity, unit: pack!.name }];
      await kitchen.receive({ lines, reason: 'from the shop', at: back.toISOString() });
      this.#house.diary.add(back, `${nameOf(this.#house, sku)} here from the shop`);
    });
  }
}

function listWorthIt(cookbook: Cookbook): Bought[] {
  const dishes = Object.values(MENU).flatMap((course) => Object.keys(course));
  const draws = dishes.flatMap((dish) => cookbook.drawsOf(dish));
  return [...cookbook.items.values()].flatMap((item) => {
    const taken = draws.filter(({ sku }) => sku === item.sku).map(({ quantity }) => quantity);
    const matters = item.importance === 'A' || taken.length >= DISHES_WORTH_IT;
    const canBeBought = (item.packs ?? []).length > 0 && item.category !== HARD_TO_GET;
    return matters && canBeBought ? [{ item, gone: Math.max(NOTHING * (item.parLevel ?? 0), ...taken) }] : [];
  });
}
