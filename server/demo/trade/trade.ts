import type { PurchaseOrder, PurchaseOrderLine } from '../../../shared/purchasing/purchase-order.schema.ts';
import { fromThousandths, toThousandths } from '../../../shared/quantity.ts';
import type { ReorderProposal } from '../../../shared/purchasing/reorder.schema.ts';
import { dayOf, type Day } from '../day.ts';
import { later, type House } from '../house.ts';
import { Random } from '../random.ts';
import { lateShare, temperOf, type Temper } from '../restaurant/suppliers.ts';
import { STORE } from '../restaurant/restaurant.ts';
import type { Market, SupplierDoor } from './market.ts';

const OPENS = 6;
const CLOSES = 23.5;
const LOOK_EVERY_MINUTES = 5;
/** Right at the start some orders go out, so that there is something to watch; the others are left to whoever plays along. */
const FIRST_ORDERS = 2;
const FIRST_AFTER_MINUTES = 2;
const ORDERS_AT = 22.75;
/** What is out is bought at once where it is dear, but not before somebody had the chance to. */
const EMERGENCY_EVERY_MINUTES = 40;
const LATE_MINUTES = [50, 240] as const;
const SAYS_SO_BEFORE_MINUTES = [10, 40] as const;
/** Knows so long before. */
const KNOWS_EARLY = 0.3;
const EARLY_MINUTES = 12;
/** Who is late and says nothing: the clock finds out. */
const SILENT = 0.25;
const SHIPS_BEFORE_MINUTES = 45;
const UNPACKED_AFTER_MINUTES = 4;
const REJECTED = 0.04;
const REASONS_TO_REJECT = ['crushed', 'too warm', 'leaking', 'past its date'];
const EXCUSES = ['stuck in traffic', 'the van broke down', 'a driver is ill', 'waiting for the warehouse'];
/** The rest of what came short is brought the next day, or never. */
const REST_COMES = 0.6;
const DAY_MINUTES = 24 * 60;

/** Buys through the board, lets suppliers answer by their own doors, and takes in what they bring. */
export class Trade {
  readonly #house: House;
  readonly #market: Market;
  readonly #doorOf: (supplier: string) => SupplierDoor;
  /** Orders that their suppliers know of. */
  readonly #known = new Set<string>();

  constructor(house: House, market: Market, doorOf: (supplier: string) => SupplierDoor) {
    this.#house = house;
    this.#market = market;
    this.#doorOf = doorOf;
  }

  /** Begins on the given day, from `now` on, and goes on day by day. What is open by then was confirmed long ago. */
  open(day: Day, now: Date): void {
    const first = later(now, FIRST_AFTER_MINUTES);
    this.#at(first, async () => {
      for (const { poId, supplier } of await this.#market.openOrders()) {
        const temper = temperOf(supplier);
        this.#known.add(poId);
        if (!temper) continue;
        const order = await this.#market.find(poId);
        this.#planArrival(order, temper, this.#chanceOf(order), first);
      }
      await this.#order(({ emergency }) => !emergency, FIRST_ORDERS);
    });
    this.#planDay(day, later(now, FIRST_AFTER_MINUTES + 1));
  }

  #planDay(day: Day, from: Date): void {
    const opens = new Date(Math.max(day.at(OPENS).getTime(), from.getTime()));
    const every = (minutes: number, act: (at: Date) => Promise<void>): void => {
      for (let at = opens; at < day.at(CLOSES); at = later(at, minutes)) this.#at(at, () => act(at));
    };
    every(LOOK_EVERY_MINUTES, (at) => this.#look(at));
    every(EMERGENCY_EVERY_MINUTES, () => this.#order(({ emergency }) => emergency));
    if (day.at(ORDERS_AT) > opens)
      this.#at(day.at(ORDERS_AT), () => this.#order(({ emergency }) => !emergency));
    const next = day.next();
    this.#at(next.at(OPENS - 1), async () => this.#planDay(next, next.at(OPENS)));
  }

  /** The patisserie is the counter's, which orders there by itself. */
  async #order(which: (proposal: ReorderProposal) => boolean, most = Infinity): Promise<void> {
    const all = (await this.#market.proposals()).filter(({ supplier }) => temperOf(supplier));
    const wanted = all.filter(which).slice(0, most);
    if (wanted.length > 0) await this.#market.order(wanted);
  }

  #chanceOf({ number }: PurchaseOrder): Random {
    return new Random(this.#house.seed, number, 'trade');
  }

  /** Whoever sent them: what is new is answered by its supplier. */
  async #look(at: Date): Promise<void> {
    for (const { poId, supplier, sentAt } of await this.#market.openOrders()) {
      const temper = temperOf(supplier);
      if (sentAt === undefined || !temper || this.#known.has(poId)) continue;
      this.#known.add(poId);
      const order = await this.#market.find(poId);
      const chance = this.#chanceOf(order);
      this.#say(at, `Order #${order.number} is with ${supplier}`);
      const answersAt = later(at, chance.between(...temper.answers));
      this.#at(answersAt, () => this.#answer(poId, temper, chance, answersAt));
    }
  }

  async #answer(poId: string, temper: Temper, chance: Random, at: Date): Promise<void> {
    const order = await this.#market.find(poId);
    if (!isOpen(order)) return;
    const short = order.lines.filter(
      (line) => line.outstanding > this.#packOf(line) && chance.chance(temper.short),
    );
    const lines = order.lines
      .filter(({ outstanding }) => outstanding > 0)
      .map((line) => ({
        lineId: line.lineId,
        quantity: short.includes(line) ? less(line.outstanding, this.#packOf(line)) : line.outstanding,
      }));
    const { supplier, number } = order;
    await this.#doorOf(supplier).confirm(order, short.length > 0 ? { lines } : {});
    const missing = short.map(({ name }) => name.toLowerCase()).join(', ');
    this.#say(at, `${supplier} confirms #${number}${missing && `, less of ${missing}`}`);
    this.#planArrival(await this.#market.find(poId), temper, chance, at);
  }

  #planArrival(order: PurchaseOrder, temper: Temper, chance: Random, now: Date): void {
    if (order.expectedAt === undefined) return;
    const due = new Date(Math.max(Date.parse(order.expectedAt), later(now, 1).getTime()));
    const isLate = chance.chance(lateShare(temper, dayOf(due, STORE.timeZone, 0)));
    const arrives = later(due, isLate ? chance.between(...LATE_MINUTES) : chance.between(-8, 6));
    if (isLate && !chance.chance(SILENT)) this.#planExcuse(order, { due, arrives }, chance, now);
    const ships = later(due, -SHIPS_BEFORE_MINUTES);
    if (!isLate && ships > now) {
      const expectedAt = due.toISOString();
      this.#at(ships, async () =>
        this.#doorOf(order.supplier).ship(await this.#market.find(order.poId), { expectedAt }),
      );
    }
    const unpacked = later(new Date(Math.max(arrives.getTime(), now.getTime())), UNPACKED_AFTER_MINUTES);
    this.#at(unpacked, () => this.#takeIn(order.poId, temper, chance, unpacked));
  }

  #planExcuse(
    { poId, supplier, number }: PurchaseOrder,
    { due, arrives }: { due: Date; arrives: Date },
    chance: Random,
    now: Date,
  ): void {
    const reason = chance.pick(temperOf(supplier)?.excuses ?? EXCUSES);
    const says = later(due, -chance.between(...SAYS_SO_BEFORE_MINUTES));
    const at = says > now && !chance.chance(KNOWS_EARLY) ? says : later(now, EARLY_MINUTES);
    this.#at(at, async () => {
      const order = await this.#market.find(poId);
      if (!isOpen(order)) return;
      await this.#doorOf(supplier).delay(order, { expectedAt: arrives.toISOString(), reason });
      this.#say(at, `${supplier} will be late with #${number}: ${reason}`);
    });
  }

  /** What came is counted at the door, unless whoever plays along did so. */
  async #takeIn(poId: string, temper: Temper, chance: Random, at: Date): Promise<void> {
    const order = await this.#market.find(poId);
    if (!isOpen(order)) return;
    const lines = order.lines
      .filter(({ outstanding }) => outstanding > 0)
      .map((line) => came(line, this.#packOf(line), temper, chance));
    if (!(await this.#market.receive(order, lines, at))) return;
    const after = await this.#market.find(poId);
    const rest = after.lines.filter(({ outstanding }) => outstanding > 0);
    this.#say(at, `${order.supplier} delivered #${order.number}${rest.length > 0 ? ', not all of it' : ''}`);
    if (rest.length > 0) await this.#followUp(after, rest, { temper, chance, at });
  }

  async #followUp(
    order: PurchaseOrder,
    rest: readonly PurchaseOrderLine[],
    { temper, chance, at }: { temper: Temper; chance: Random; at: Date },
  ): Promise<void> {
    const lines = rest.map(({ lineId }) => lineId);
    if (!chance.chance(REST_COMES)) {
      const gaveUpAt = later(at, 2 * LOOK_EVERY_MINUTES);
      this.#at(gaveUpAt, async () => void (await this.#market.giveUp(order, lines, 'not to be had')));
      return;
    }
    const comes = later(at, DAY_MINUTES);
    await this.#doorOf(order.supplier).delay(order, {
      ...{ expectedAt: comes.toISOString(), reason: 'the rest comes with the next van', lines },
    });
    const unpacked = later(comes, UNPACKED_AFTER_MINUTES);
    this.#at(unpacked, () => this.#takeIn(order.poId, { ...temper, short: 0 }, chance, unpacked));
  }

  /** In the stock unit. */
  #packOf({ sku, packQuantity }: PurchaseOrderLine): number {
    return this.#house.cookbook.items.get(sku)?.packs?.[0]?.quantity ?? packQuantity;
  }

  #at(at: Date, act: () => Promise<void>): void {
    this.#house.agenda.add(at, act);
  }

  #say(at: Date, words: string): void {
    this.#house.diary.add(at, words);
  }
}

const isOpen = ({ closedAt }: PurchaseOrder): boolean => closedAt === undefined;

/** Of what was confirmed now and then a pack is missing, and now and then something is sent back. */
function came(
  { lineId, outstanding }: PurchaseOrderLine,
  pack: number,
  { short }: Temper,
  chance: Random,
): { lineId: string; quantity: number; rejected?: number; reason?: string } {
  const isShort = outstanding > pack && chance.chance(short / 2);
  const there = isShort ? less(outstanding, pack) : outstanding;
  if (there < pack || !chance.chance(REJECTED)) return { lineId, quantity: there };
  return { lineId, quantity: less(there, pack), rejected: pack, reason: chance.pick(REASONS_TO_REJECT) };
}

function less(quantity: number, pack: number): number {
  return fromThousandths(Math.max(0, toThousandths(quantity) - toThousandths(pack)));
}
