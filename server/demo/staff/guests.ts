import type { Sale } from '../../../shared/stock/sale.schema.ts';
import { CLOSES, guestsExpected, mealAt, OPENS } from '../demand.ts';
import type { Day } from '../day.ts';
import { chanceOf, later, type House } from '../house.ts';
import type { Kitchen } from '../kitchen.ts';
import type { Random } from '../random.ts';
import type { Cookbook, Share } from '../restaurant/cookbook.ts';
import { COURSES, MENU, type Course } from '../restaurant/menu.ts';

/** How many sit at a table, and how often. */
const PARTIES: readonly (readonly [guests: number, weight: number])[] = [
  [1, 22],
  [2, 44],
  [3, 13],
  [4, 15],
  [6, 6],
];
const MEAN_PARTY =
  PARTIES.reduce((sum, [guests, weight]) => sum + guests * weight, 0) /
  PARTIES.reduce((sum, [, weight]) => sum + weight, 0);

/** No two Fridays are alike: the share by which a day is busier or calmer than usual, as a standard deviation. */
const DAY_SPREAD = 0.12;

/** Plans when tables order on a day; what they take is decided when they do, from what there is. */
export function planGuests(house: House, day: Day): void {
  const chance = chanceOf(house, day, 'guests');
  const busy = Math.exp(DAY_SPREAD * chance.normal());
  let tables = 0;
  for (let minute = OPENS * 60; minute < CLOSES * 60; minute++) {
    const hour = minute / 60;
    const count = chance.poisson((guestsExpected(day.weekday, hour) * busy) / 60 / MEAN_PARTY);
    if (count === 0) continue;
    const tickets = Array.from({ length: count }, () => `${day.date}-${String(++tables).padStart(3, '0')}`);
    const at = day.at(hour);
    house.agenda.add(later(at, 1), async (kitchen) => {
      const menu = new MenuOfTheMinute(house.cookbook, kitchen);
      const sales = tickets.map((id) => order(menu, { id, at, hour, chance }));
      await kitchen.sell(sales.filter(({ lines }) => lines.length > 0));
    });
  }
}

interface Table {
  id: string;
  at: Date;
  hour: number;
  chance: Random;
}

function order(menu: MenuOfTheMinute, { id, at, hour, chance }: Table): Sale {
  const [guests] = chance.weighted(PARTIES, ([, weight]) => weight)!;
  const taken = new Map<string, number>();
  for (let guest = 0; guest < guests; guest++) {
    for (const course of COURSES) {
      const dish = chance.chance(mealAt(hour).takes[course]) ? menu.choose(course, chance) : undefined;
      if (dish !== undefined) taken.set(dish, (taken.get(dish) ?? 0) + 1);
    }
  }
  const lines = [...taken].map(([sku, quantity]) => ({ sku, quantity }));
  return { externalId: id, soldAt: later(at, chance.next()).toISOString(), lines };
}

/** What guests can have. Tables that order in the same minute share what there is. */
class MenuOfTheMinute {
  readonly #cookbook: Cookbook;
  readonly #kitchen: Kitchen;
  readonly #taken = new Map<string, number>();

  constructor(cookbook: Cookbook, kitchen: Kitchen) {
    this.#cookbook = cookbook;
    this.#kitchen = kitchen;
  }

  /** Who cannot have what they wanted takes something else, or nothing. */
  choose(course: Course, chance: Random): string | undefined {
    let wanted = Object.entries(MENU[course]);
    for (;;) {
      const dish = chance.weighted(wanted, ([, weight]) => weight)?.[0];
      if (dish === undefined || this.#canHave(dish)) return this.#take(dish);
      wanted = wanted.filter(([sku]) => sku !== dish);
    }
  }

  #take(dish: string | undefined): string | undefined {
    for (const { sku, quantity } of dish === undefined ? [] : this.#cookbook.drawsOf(dish))
      this.#taken.set(sku, (this.#taken.get(sku) ?? 0) + quantity);
    return dish;
  }

  #canHave(dish: string): boolean {
    const isThere = ({ sku, quantity }: Share): boolean =>
      this.#kitchen.onHand(sku) - (this.#taken.get(sku) ?? 0) >= quantity;
    return !this.#kitchen.isOff(dish) && this.#cookbook.drawsOf(dish).every(isThere);
  }
}
