import type { Order } from '../../../shared/orders/order.schema.ts';
import type { Day } from '../day.ts';
import { chanceOf, inSentence, later, MINUTE_MS, nameOf, type House } from '../house.ts';
import type { Random } from '../random.ts';
import { anOrderOf } from './customers.ts';
import { COUNTER_GOODS } from './goods.ts';
import type { LiveCounter } from './live-counter.ts';
import { Patisserie } from './patisserie.ts';

const OPENS = 7.5;
const CLOSES = 20.5;
const ORDER_EVERY_MINUTES = [14, 40] as const;
const LOOK_EVERY_MINUTES = 20;
/** So long what is ready lies there before it is collected, at least. */
const COLLECTED_AFTER_MINUTES = 25;
const OPENING_STOCK = 2;
const MISHAP = 0.05;
const SUBSTITUTE_AFTER_MINUTES = 150;
const SUBSTITUTES: Readonly<Record<string, string>> = {
  'lemon-tart': 'apple-strudel',
  'apple-strudel': 'lemon-tart',
  'chocolate-cake': 'lemon-tart',
};
const ACCEPTS = 0.6;
const ANSWERS_AFTER_MINUTES = 15;
const HOUSE_RULES = { preset: 'balanced', promiseThresholdMinutes: 30, quietHours: null };

/** The catering and click-and-collect side of the house: what is short is ordered all the same, and people are told. */
export class Counter {
  readonly #house: House;
  readonly #counter: LiveCounter;
  readonly #patisserie: Patisserie;
  /** Since when what is set aside of an order lies there. */
  readonly #readySince = new Map<string, Date>();

  constructor(house: House, counter: LiveCounter) {
    this.#house = house;
    this.#counter = counter;
    this.#patisserie = new Patisserie(house, counter);
  }

  /** Begins on the given day, from `now` on, and goes on day by day. */
  open(day: Day, now: Date): void {
    this.#at(later(now, 1), async () => {
      await this.#counter.setPolicy(HOUSE_RULES);
      for (const [sku] of COUNTER_GOODS) await this.#counter.record('count', sku, OPENING_STOCK);
    });
    this.#begin(day, now);
  }

  #begin(day: Day, now: Date): void {
    const chance = chanceOf(this.#house, day, 'counter');
    const from = new Date(Math.max(day.at(OPENS).getTime(), later(now, 3).getTime()));
    this.#patisserie.planDay(day, from);
    this.#planOrders(day, from, chance);
    for (let at = from; at < day.at(CLOSES); at = later(at, LOOK_EVERY_MINUTES)) this.#planLook(at, chance);
    const next = day.next();
    this.#at(next.at(OPENS - 1), async () => this.#begin(next, next.at(OPENS - 1)));
  }

  #planOrders(day: Day, from: Date, chance: Random): void {
    for (let at = from; at < day.at(CLOSES); at = later(at, chance.between(...ORDER_EVERY_MINUTES))) {
      const placedAt = at;
      this.#at(at, async () => this.#take(await this.#counter.place(anOrderOf(chance, placedAt)), placedAt));
    }
  }

  #take({ number, customer, lines }: Order, at: Date): void {
    const what = lines
      .map(({ quantity, itemId: _, sku }) => `${quantity} ${inSentence(this.#house, sku)}`)
      .join(', ');
    const waits = lines.reduce((sum, { backordered }) => sum + backordered, 0);
    this.#say(
      at,
      `${customer.name} orders ${what} (#${number})${waits > 0 ? `: ${waits} on backorder` : ''}`,
    );
  }

  #planLook(at: Date, chance: Random): void {
    this.#at(at, async () => {
      for (const order of await this.#counter.openOrders()) await this.#tend(order, at, chance);
      if (chance.chance(MISHAP)) await this.#drop(at, chance);
    });
  }

  async #tend(order: Order, at: Date, chance: Random): Promise<void> {
    const isReady = order.status === 'ready';
    if (!isReady) this.#readySince.delete(order.orderId);
    const since = this.#readySince.get(order.orderId);
    if (isReady && !since) this.#readySince.set(order.orderId, at);
    if (since && at.getTime() - since.getTime() >= COLLECTED_AFTER_MINUTES * MINUTE_MS) {
      await this.#counter.handOver(order);
      this.#readySince.delete(order.orderId);
      this.#say(at, `${order.customer.name} collects order #${order.number}`);
    } else if (!isReady) await this.#suggest(order, at, chance);
  }

  /** Who has waited for long is offered something else, once, and answers by the link. */
  async #suggest(order: Order, at: Date, chance: Random): Promise<void> {
    if (at.getTime() - Date.parse(order.placedAt) < SUBSTITUTE_AFTER_MINUTES * MINUTE_MS) return;
    const line = order.lines.find(
      ({ sku, backordered, substitutions }) =>
        backordered > 0 && substitutions.length === 0 && SUBSTITUTES[sku],
    );
    if (!line) return;
    const offered = await this.#counter.offer(order, line.lineId, SUBSTITUTES[line.sku]!);
    const { substitutionId, name } = offered.lines.find(({ lineId }) => lineId === line.lineId)!
      .substitutions[0]!;
    this.#say(
      at,
      `${order.customer.name} is offered ${name} instead of ${inSentence(this.#house, line.sku)}`,
    );
    const accepts = chance.chance(ACCEPTS);
    const answersAt = later(at, ANSWERS_AFTER_MINUTES);
    this.#at(answersAt, async () => {
      await this.#counter.answer(order, substitutionId, accepts);
      this.#say(answersAt, `${order.customer.name} ${accepts ? 'takes it' : 'would rather wait'}`);
    });
  }

  /** What nobody wants to happen to the last one. */
  async #drop(at: Date, chance: Random): Promise<void> {
    const there = (await this.#counter.stock(COUNTER_GOODS.map(([sku]) => sku))).filter(
      ({ onHand }) => (onHand ?? 0) > 0,
    );
    if (there.length === 0) return;
    const { sku } = chance.pick(there);
    await this.#counter.record('waste', sku, 1, 'dropped');
    this.#say(at, `Somebody dropped one ${nameOf(this.#house, sku).toLowerCase()}`);
  }

  #at(at: Date, act: () => Promise<void>): void {
    this.#house.agenda.add(at, act);
  }

  #say(at: Date, words: string): void {
    this.#house.diary.add(at, words);
  }
}
