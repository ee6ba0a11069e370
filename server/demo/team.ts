import type { Day } from './day.ts';
import type { House } from './house.ts';
import { Buyers } from './staff/buyers.ts';
import { Cooks } from './staff/cooks.ts';
import { Errands } from './staff/errands.ts';
import { planGuests } from './staff/guests.ts';
import { Pass } from './staff/pass.ts';
import { Stocktakers } from './staff/stocktakers.ts';

const DAY_BEGINS = 6;

/** Everybody who makes things happen, each day anew. */
export class Team {
  readonly #house: House;
  readonly #staff: readonly { planDay(day: Day): void }[];

  constructor(house: House) {
    this.#house = house;
    this.#staff = [
      new Cooks(house),
      new Buyers(house),
      new Errands(house),
      new Pass(house),
      new Stocktakers(house),
    ];
  }

  /** Plans a day when it begins, and so all that follow. */
  begin(day: Day): void {
    this.#house.agenda.add(day.at(DAY_BEGINS), async () => {
      planGuests(this.#house, day);
      for (const member of this.#staff) member.planDay(day);
      this.begin(day.next());
    });
  }
}
