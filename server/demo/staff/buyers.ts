import type { ItemInput } from '../../../shared/items/item.schema.ts';
import type { Day } from '../day.ts';
import { chanceOf, inSentence, later, type House } from '../house.ts';
import type { Kitchen } from '../kitchen.ts';
import type { Random } from '../random.ts';
import { lateShare, SUPPLIERS, type Supplier } from '../restaurant/suppliers.ts';

const ORDERS_AT = 22.75;
/** What stands below this share of its par is ordered up to it. */
const ORDER_BELOW = 0.75;
const DAY_MINUTES = 24 * 60;
const LATE_HOURS = [1, 4.5] as const;
/** What comes of a line that comes short, as a share; nothing at all as often as not. */
const SHORT_SHARE = [-0.6, 0.6] as const;

interface Line {
  sku: string;
  packs: number;
}

interface Delivery {
  from: Supplier;
  arrives: Date;
  lines: readonly Line[];
  missing: readonly string[];
}

/**
 * Orders in the evening what the suppliers of the next day bring, in whole packs, and takes in what really comes: until the
 * live part begins, where orders go out through the board.
 */
export class Buyers {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  planDay(day: Day): void {
    if (day.index >= this.#house.liveDay) return;
    const tomorrow = day.next();
    const chance = chanceOf(this.#house, day, 'buyers');
    for (const supplier of SUPPLIERS.filter(({ days }) => days.includes(tomorrow.weekday))) {
      this.#house.agenda.add(day.at(ORDERS_AT), async (kitchen) =>
        this.#order(kitchen, supplier, tomorrow, chance),
      );
    }
  }

  #order(kitchen: Kitchen, supplier: Supplier, day: Day, chance: Random): void {
    const items = [...this.#house.cookbook.items.values()].filter(
      ({ category, packs = [] }) => category === supplier.category && packs.length > 0,
    );
    const ordered = items.flatMap((item) => lineFor(item, kitchen.onHand(item.sku)));
    const lines = ordered.map((line) => (chance.chance(supplier.short) ? shortened(line, chance) : line));
    const missing = ordered.filter(({ packs }, index) => lines[index]!.packs < packs).map(({ sku }) => sku);
    const due = later(day.at(supplier.hour), chance.between(-5, 20));
    const isLate = chance.chance(lateShare(supplier, day));
    const arrives = isLate ? later(due, 60 * chance.between(...LATE_HOURS)) : due;
    this.#remember(supplier, day, { arrives, ordered, lines });
    // What comes later is on order by then, and comes as everything does that was ordered there.
    if (due > this.#house.liveAt) return;
    if (isLate) this.#say(later(due, 20), `${supplier.name} is late`);
    this.#house.agenda.add(arrives, (kitchen) =>
      this.#take(kitchen, { from: supplier, arrives, lines, missing }),
    );
  }

  #remember(
    { name, hour }: Supplier,
    day: Day,
    { arrives, ordered, lines }: { arrives: Date; ordered: readonly Line[]; lines: readonly Line[] },
  ): void {
    if (ordered.length === 0) return;
    const orderedAt = later(day.at(ORDERS_AT), -DAY_MINUTES);
    const came = ordered.map((line, index) => ({ ...line, came: lines[index]!.packs }));
    this.#house.bought.push({ supplier: name, orderedAt, due: day.at(hour), arrives, lines: came });
  }

  async #take(kitchen: Kitchen, { from, arrives, lines, missing }: Delivery): Promise<void> {
    const come = lines
      .filter(({ packs }) => packs > 0)
      .map(({ sku, packs }) => ({
        sku,
        quantity: packs,
        unit: this.#house.cookbook.items.get(sku)!.packs![0]!.name,
      }));
    if (come.length > 0) await kitchen.receive({ lines: come, reason: from.name, at: arrives.toISOString() });
    const short = missing.map((sku) => inSentence(this.#house, sku)).join(', ');
    this.#house.diary.add(arrives, `${from.name} delivered${short && `, short of ${short}`}`);
  }

  #say(at: Date, words: string): void {
    this.#house.agenda.add(at, async () => this.#house.diary.add(at, words));
  }
}

function lineFor({ sku, parLevel, packs }: ItemInput, onHand: number): Line[] {
  const par = parLevel ?? 0;
  if (onHand >= par * ORDER_BELOW) return [];
  return [{ sku, packs: Math.max(1, Math.round((par - onHand) / packs![0]!.quantity)) }];
}

function shortened({ sku, packs }: Line, chance: Random): Line {
  return { sku, packs: Math.max(0, Math.floor(packs * chance.between(...SHORT_SHARE))) };
}
