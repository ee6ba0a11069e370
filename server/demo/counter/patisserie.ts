import type { Day } from '../day.ts';
import { chanceOf, later, type House } from '../house.ts';
import type { Random } from '../random.ts';
import { COUNTER_GOODS, PATISSERIE } from './goods.ts';
import type { LiveCounter } from './live-counter.ts';

/** When its boy comes by bicycle. */
const TRIPS = [9, 11.5, 14, 16.5, 19];
const ORDERED_BEFORE_MINUTES = 130;
const LATE = 0.35;
const SAYS_SO_BEFORE_MINUTES = 15;
const LATE_MINUTES = [40, 100] as const;
const EXCUSES = ['the oven broke down', 'a flat tyre', 'the dough has to rest longer', 'stuck in traffic'];

interface Trip {
  due: Date;
  arrives: Date;
  excuse: string | null;
}

/** Bakes what the counter is short of, several times a day, and says so when it is late. */
export class Patisserie {
  readonly #house: House;
  readonly #counter: LiveCounter;

  constructor(house: House, counter: LiveCounter) {
    this.#house = house;
    this.#counter = counter;
  }

  planDay(day: Day, from: Date): void {
    const chance = chanceOf(this.#house, day, 'patisserie');
    for (const hour of TRIPS) {
      const trip = aTrip(day.at(hour), chance);
      const orderedAt = later(trip.due, -ORDERED_BEFORE_MINUTES);
      if (later(trip.due, -SAYS_SO_BEFORE_MINUTES) <= from) continue;
      this.#house.agenda.add(orderedAt < from ? later(from, 2) : orderedAt, () => this.#order(trip));
    }
  }

  async #order(trip: Trip): Promise<void> {
    const stock = await this.#counter.stock(COUNTER_GOODS.map(([sku]) => sku));
    const deliveries: { deliveryId: string; sku: string; quantity: number }[] = [];
    for (const [sku, , , , pack, par] of COUNTER_GOODS) {
      const projected = stock.find((state) => state.sku === sku)?.projected ?? 0;
      const quantity = Math.ceil((par - projected) / pack) * pack;
      if (quantity <= 0) continue;
      const expected = { sku, quantity, expectedAt: trip.due.toISOString(), supplier: PATISSERIE };
      deliveries.push({ ...(await this.#counter.expect(expected)), sku, quantity });
    }
    if (deliveries.length === 0) return;
    if (trip.excuse !== null) this.#planExcuse(trip, trip.excuse, deliveries);
    this.#house.agenda.add(trip.arrives, async () => {
      const lines = deliveries.map(({ sku, quantity }) => ({ sku, quantity }));
      await this.#counter.receive(lines, PATISSERIE, trip.arrives);
      this.#house.diary.add(trip.arrives, `${PATISSERIE} delivered`);
    });
  }

  #planExcuse({ due, arrives }: Trip, excuse: string, deliveries: readonly { deliveryId: string }[]): void {
    const at = later(due, -SAYS_SO_BEFORE_MINUTES);
    this.#house.agenda.add(at, async () => {
      for (const { deliveryId } of deliveries) await this.#counter.delay(deliveryId, arrives, excuse);
      this.#house.diary.add(at, `${PATISSERIE} is late: ${excuse}`);
    });
  }
}

function aTrip(due: Date, chance: Random): Trip {
  const isLate = chance.chance(LATE);
  return {
    due,
    arrives: isLate ? later(due, chance.between(...LATE_MINUTES)) : later(due, chance.between(-5, 10)),
    excuse: isLate ? chance.pick(EXCUSES) : null,
  };
}
